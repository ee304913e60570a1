import { randomUUID } from 'node:crypto';
import type { Exchange } from './http.ts';

/** Ways to spoil a good answer. */
export const EFFECTS = [
  'reset',
  'truncate',
  'html502',
  'wrongContentType',
  'brokenGzip',
  'foreignNextLink',
  'endlessNextLink',
  'freshNextLink',
  'repeatedPage',
  'drip',
  'hang',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** Which requests a fault hits, all given conditions at once, and what happens to them. */
export interface FaultSpec {
  host?: string;
  service?: string;
  operation?: string;
  /** Tenant id: of the sign-in path, of the token, or the customer in a Partner Center path. */
  tenant?: string;
  subscription?: string;
  /** Application (client) id. */
  client?: string;
  method?: string;
  /** Regular expression against path and query, case-insensitive. */
  path?: string;
  /** Regular expression against the request's body, case-insensitive: which table a query of Resource Graph reads. */
  text?: string;
  /** Requests to let through before the first hit. Default 0. */
  skip?: number;
  /** Hits before it is over. Default: until it is deleted. */
  count?: number;
  /** A code of Microsoft's, e.g. `AADSTS50076`, `AuthorizationFailed`, `900421`: answered as that service words it. */
  error?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  latencyMs?: number;
  effect?: Effect;
  /** Fields laid over a good answer's body, as is `headers` over its headers. */
  merge?: Record<string, unknown>;
  /** Only from tests in the same process: what the body of a good answer becomes; text is sent as it is. */
  change?: (body: unknown) => unknown;
  /** One row of a good list answer made odd: `merge` lays fields over it, `replace` puts anything in its place. */
  row?: { index: number; merge?: Record<string, unknown>; replace?: unknown };
}

export interface Fault extends FaultSpec {
  id: string;
  hits: number;
  seen: number;
}

export class Faults {
  private active: Fault[] = [];

  /** Throws a sentence when the fault is not one that could ever work. */
  add(spec: FaultSpec): Fault {
    check(spec);
    const headers = Object.entries(spec.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    const fault: Fault = { ...spec, headers: Object.fromEntries(headers), id: randomUUID(), hits: 0, seen: 0 };
    this.active.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.active;
  }

  /** Without an id: all. */
  clear(id?: string): void {
    this.active = id === undefined ? [] : this.active.filter((fault) => fault.id !== id);
  }

  /** The first fault that hits this request; it is counted. One whose error the service does not know passes it by. */
  hit(exchange: Exchange, rawPath: string, knows: (error: string) => boolean): Fault | undefined {
    for (const fault of this.active) {
      if (!matches(fault, exchange, rawPath) || (fault.error !== undefined && !knows(fault.error))) {
        continue;
      }
      fault.seen += 1;
      if (fault.seen <= (fault.skip ?? 0) || fault.hits >= (fault.count ?? Infinity)) {
        continue;
      }
      fault.hits += 1;
      return fault;
    }
    return undefined;
  }
}

function check(spec: FaultSpec): void {
  if (spec.effect !== undefined && !EFFECTS.includes(spec.effect)) {
    throw new Error(`Unknown effect '${String(spec.effect)}'. Known: ${EFFECTS.join(', ')}.`);
  }
  for (const pattern of [spec.path, spec.text]) {
    new RegExp(pattern ?? '', 'i');
  }
  if (
    [spec.error, spec.status, spec.effect, spec.latencyMs, spec.row, spec.merge, spec.change].every(
      (part) => part === undefined,
    )
  ) {
    throw new Error('A fault needs at least one of: error, status, effect, latencyMs, row, merge.');
  }
}

function matches(fault: Fault, exchange: Exchange, rawPath: string): boolean {
  const same = (wanted: string | undefined, actual: string | undefined): boolean =>
    wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
  return (
    same(fault.host, exchange.host) &&
    same(fault.service, exchange.service) &&
    same(fault.operation, exchange.operation) &&
    same(fault.tenant, exchange.tenant) &&
    same(fault.subscription, exchange.subscription) &&
    same(fault.client, exchange.client) &&
    same(fault.method, exchange.method) &&
    (fault.path === undefined || new RegExp(fault.path, 'i').test(rawPath)) &&
    (fault.text === undefined || new RegExp(fault.text, 'i').test(exchange.body))
  );
}
