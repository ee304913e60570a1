import type { QueryType } from '../../shared/queryTypes.ts';
import type { QueryHandler } from './handler.ts';

const loaded = new Map<QueryType, Promise<QueryHandler>>();

/**
 * The handler of a query type, read from the file that has its name. The bundler takes every file of `handlers/` in;
 * the name comes from the table of query types, never from a request.
 */
export function handlerOf(type: QueryType): Promise<QueryHandler> {
  let handler = loaded.get(type);
  if (!handler) {
    handler = import(`./handlers/${type}.ts`).then((module: { handler: QueryHandler }) => module.handler);
    loaded.set(type, handler);
  }
  return handler;
}
