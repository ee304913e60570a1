import Papa from 'papaparse';
import type { TenantOptions } from '../../../shared/settings.ts';
import { tagTexts, tenantKey } from './tenantList.ts';
import { readTenantCells } from './tenantCells.ts';
import { COLUMNS, readHeader, type Cells, type Column } from './tenantColumns.ts';

/** A row that could not be taken, with the reason. */
export interface CsvProblem {
  /** From 1, as an editor counts. */
  line: number;
  sentence: string;
  /** The row as CSV, to be corrected. */
  row: string;
}

export interface TenantCsv {
  tenants: TenantOptions[];
  /** Rows of tenants that the table already has, which replace them when asked to. */
  existing: Array<{ line: number; tenant: TenantOptions; row: string }>;
  problems: CsvProblem[];
  /** The first row, where it names the columns. */
  header?: string;
}

// A spreadsheet would run what begins so; the library's own pattern misses texts of several lines.
const FORMULA = /^[=+\-@\t\r]/;

const DELIMITERS = [',', ';', '\t'];

/**
 * Reads tenants from CSV: comma, semicolon or tab, quotes as in RFC 4180, with or without a header. Every row ends up in
 * one of the three lists. https://www.papaparse.com/docs
 */
export function parseTenants(
  text: string,
  present: readonly TenantOptions[],
  credentials: ReadonlySet<string>,
): TenantCsv {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    delimiter: '',
    delimitersToGuess: DELIMITERS,
  });
  const broken = new Map(
    errors.filter(({ type }) => type === 'Quotes').map(({ row }) => [row ?? 0, 'has quotes that don’t close']),
  );
  const result: TenantCsv = { tenants: [], existing: [], problems: [] };
  const there = new Set(present.map(tenantKey));
  const lines = new Map<string, number>();
  const rows = data.map((cells, index) => ({ cells: cells.map((cell) => cell.trim()), index, line: index + 1 }));
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const header = readHeader(filled[0]?.cells ?? []);
  if (header) {
    result.header = Papa.unparse([filled[0]?.cells ?? []]);
  }
  for (const { cells, index, line } of header ? filled.slice(1) : filled) {
    const row = Papa.unparse([cells]);
    const refuse = (reason: string) => result.problems.push({ line, sentence: `Line ${line} ${reason}.`, row });
    const columns = header ?? COLUMNS;
    const read =
      broken.get(index) ??
      (cells.slice(columns.length).some(Boolean)
        ? `has ${cells.length} columns, but only ${columns.length} are known`
        : readTenantCells(cellsOf(columns, cells), credentials));
    if (typeof read === 'string') {
      refuse(read);
      continue;
    }
    const key = tenantKey(read);
    const earlier = lines.get(key);
    if (earlier !== undefined) {
      refuse(`repeats ${read.tenantId} of line ${earlier}`);
      continue;
    }
    lines.set(key, line);
    if (there.has(key)) {
      result.existing.push({ line, tenant: read, row });
    } else {
      result.tenants.push(read);
    }
  }
  return result;
}

function cellsOf(columns: ReadonlyArray<Column | undefined>, cells: readonly string[]): Cells {
  return Object.fromEntries(
    columns.flatMap((column, index) => {
      const cell = cells[index];
      return column && cell !== undefined ? [[column, unescape(cell)]] : [];
    }),
  );
}

/** Takes off what `exportTenants` put before texts that a spreadsheet would take for a formula. */
function unescape(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}

/** The table as CSV with a header; `parseTenants` reads it back. */
export function exportTenants(tenants: readonly TenantOptions[]): string {
  const rows = tenants.map((tenant) => [
    tenant.tenantId,
    tenant.name ?? '',
    tenant.credential ?? '',
    tenant.enabled === false ? 'false' : 'true',
    exportTags(tenant.tags),
    (tenant.includeSubscriptions ?? []).join(' '),
    (tenant.excludeSubscriptions ?? []).join(' '),
  ]);
  return Papa.unparse({ fields: [...COLUMNS], data: rows }, { escapeFormulae: FORMULA });
}

/** `team=north; tier=gold`; JSON where a name or a value holds one of the separators. */
function exportTags(tags: TenantOptions['tags'] = {}): string {
  const plain = Object.entries(tags).every(([name, value]) => !/[;,|=]/.test(name) && !/[;,|]/.test(value));
  return plain ? tagTexts(tags).join('; ') : JSON.stringify(tags);
}
