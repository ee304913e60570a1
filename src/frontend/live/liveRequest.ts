import type { CoreApp, DataQueryRequest } from '@grafana/data';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../shared/queryTypes.ts';
import type { AzureCspQuery } from '../types.ts';

/** Panels of dashboards, which show what comes whenever it comes. All others wait until an answer has ended. */
const APPS: ReadonlyArray<`${CoreApp}`> = ['dashboard', 'panel-viewer', 'panel-editor'];
/** Grafana's mixed data source waits for the end of each, too; this is how it marks what it hands on. */
const MIXED = 'mixed-';

/** Whether a query of this type, asked by this part of Grafana, can be live. */
export function offersLive(app: string | undefined, queryType: string): boolean {
  return APPS.some((one) => one === app) && canBeLive(queryType);
}

/** False for what is asked of Microsoft itself, which tells nobody when it has changed. */
function canBeLive(queryType: string): boolean {
  const info: QueryTypeInfo | undefined = Object.hasOwn(QUERY_TYPES, queryType)
    ? QUERY_TYPES[queryType as QueryType]
    : undefined;
  return info !== undefined && info.group !== 'Explore';
}

/** True when one of the queries asks for it, and whoever asks can take more than one answer. */
export function isLive(
  { app, requestId, targets }: DataQueryRequest<AzureCspQuery>,
  runs: (query: AzureCspQuery) => boolean,
): boolean {
  return (
    !requestId?.startsWith(MIXED) &&
    targets.some((query) => query.live === true && offersLive(app, query.queryType) && runs(query))
  );
}
