import { CspError } from '../../common/errors.ts';
import { columnLength, rowCount, type Column, type Table } from '../../common/table.ts';

const MAPPING_TYPES = new Set(['value', 'range', 'special']);
const SEVERITIES = new Set(['info', 'warning', 'error']);
const MAX_DECIMALS = 65_535;

/** A table that cannot become a frame: a defect in the code that made it, named by column so that it is found at once. */
export function frameError(sentence: string): CspError {
  return new CspError(sentence, { code: 'BadFrame', status: 500, source: 'plugin' });
}

/**
 * Finds what Grafana's server would refuse, since one frame that it cannot decode costs every refId of the response.
 * Values are checked where they are encoded.
 */
export function checkTable(table: Table): void {
  const rows = rowCount(table);
  for (const column of table.columns) {
    checkColumn(column, rows);
  }
  for (const notice of table.meta?.notices ?? []) {
    if (!SEVERITIES.has(notice.severity)) {
      throw frameError(
        `A notice has the severity "${String(notice.severity)}"; Grafana knows info, warning and error.`,
      );
    }
  }
}

function checkColumn(column: Column, rows: number): void {
  const length = columnLength(column);
  if (length !== rows) {
    throw frameError(`Column "${column.name}" has ${length} values where the first column has ${rows}.`);
  }
  for (const mapping of column.config?.mappings ?? []) {
    if (!MAPPING_TYPES.has(mapping.type)) {
      throw frameError(
        `Column "${column.name}" has a value mapping of type "${String(mapping.type)}", which Grafana's server refuses.`,
      );
    }
  }
  const decimals = column.config?.decimals;
  if (decimals !== undefined && !(Number.isInteger(decimals) && decimals >= 0 && decimals <= MAX_DECIMALS)) {
    throw frameError(`Column "${column.name}" asks for ${decimals} decimals.`);
  }
  for (const [name, value] of Object.entries(column.labels ?? {})) {
    if (typeof value !== 'string') {
      throw frameError(`Label "${name}" of column "${column.name}" is not a string.`);
    }
  }
}
