import { alertTable } from './answers/alertTable.ts';
import { rowTable } from './answers/rowTable.ts';
import type { Rows } from './columns/columns.ts';
import type { Definition } from './definition.ts';
import type { QueryHandler } from './handler.ts';

/** Puts around a definition what all query types have in common: scope, order, limit, notices, format. */
export function defineQuery<S extends Rows>(definition: Definition<S>): QueryHandler {
  return {
    columns: definition.columns.map(({ name, type, description }) => ({ name, type, description })),
    alerting: { labels: definition.alerting.labels, value: definition.alerting.value },
    run: (query, context) => {
      const omitted = definition.omitted?.(query);
      const columns = omitted ? definition.columns.filter(({ name }) => !omitted.has(name)) : definition.columns;
      return (query.format === 'alerting' ? alertTable : rowTable)({ ...definition, columns }, query, context);
    },
  };
}
