import type { Table } from '../common/table.ts';
import type { Logger } from '../common/log.ts';
import type { RequestHeaders } from './headers.ts';

/** A data source as an admin saved it. `jsonData` is parsed; `secureJsonData` is decrypted and must not leave the process. */
export interface InstanceSettings {
  orgId: number;
  /** Empty on hosts that do not send it. */
  namespace: string;
  uid: string;
  name: string;
  url: string;
  jsonData: unknown;
  secureJsonData: Readonly<Record<string, string>>;
  /** When it was saved. Milliseconds since the epoch. */
  updated: number;
  grafanaConfig: Readonly<Record<string, string>>;
}

/** Who asks. Role is Admin, Editor or Viewer. */
export interface User {
  login: string;
  name: string;
  email: string;
  role: string;
}

/** What comes with every call. */
export interface RequestContext {
  /** Fires when the caller went away, the deadline passed, or the plugin stops. */
  signal: AbortSignal;
  /** Undefined for alert rules and other calls that nobody made. */
  user?: User;
  /** True when an alert rule asks. */
  fromAlert: boolean;
  headers: RequestHeaders;
  /** Milliseconds since the epoch. */
  deadline?: number;
  /** Such as `12.4.0`. */
  grafanaVersion?: string;
  log: Logger;
}

/** One query of a panel or alert rule. `model` is what the query editor saved, parsed but not checked. */
export interface DataQuery {
  refId: string;
  model: unknown;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  intervalMs: number;
  maxDataPoints: number;
  queryType: string;
}

/** A call to the data source's own HTTP routes. */
export interface ResourceRequest {
  method: string;
  /** Below `/resources/`, without a leading slash. */
  path: string;
  query: URLSearchParams;
  headers: RequestHeaders;
  body: Uint8Array;
}

/** What a route answers. */
export interface ResourceResponse {
  status: number;
  /** Content-Type is application/json when absent. */
  headers?: Record<string, string>;
  /** Bytes go as they are, an iterable in pieces as they come, anything else as JSON. */
  body: unknown;
}

/** What Save & test shows. */
export interface HealthResult {
  status: 'ok' | 'error' | 'unknown';
  message: string;
  details?: Record<string, unknown>;
}

/** Whether a user may follow a channel of Grafana Live. */
export type SubscribeResult =
  | 'ok'
  | 'notFound'
  | 'permissionDenied'
  /** Allowed, with what the subscriber sees at once. */
  | { initial: Table };

/**
 * One saved data source. Created from its settings when it is first asked, replaced when they change.
 * Whatever a method throws is answered in place (per refId, as a resource's status, as a failed health check);
 * throw a CspError to say what happened and whose fault it is.
 */
export interface DataSourceInstance {
  /** Answers one refId; others run at the same time and are not touched by its failure. */
  query(query: DataQuery, context: RequestContext): Promise<Table[]>;
  resource(request: ResourceRequest, context: RequestContext): Promise<ResourceResponse>;
  checkHealth(context: RequestContext): Promise<HealthResult>;
  /** May a user see this channel? Without it no channel exists. `data` is what the query sent with it, parsed, or undefined. */
  subscribe?(path: string, data: unknown, context: RequestContext): Promise<SubscribeResult>;
  /** Tables of one channel as they come, until the signal fires. */
  stream?(path: string, data: unknown, context: RequestContext): AsyncIterable<Table>;
  /** Lets go of what can be had again, for memory is short. True where there was anything. */
  shed?(): boolean;
  /** Called once, after the last call on this instance has ended. */
  dispose(): Promise<void>;
}
