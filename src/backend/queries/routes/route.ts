import type { Consent } from '../consent/consent.ts';
import type { QueryContext, Reading } from '../context.ts';
import type { AlertActions } from '../monitoring/alertActions.ts';

/** Who asks, as Grafana says. */
export interface RouteUser {
  login: string;
  name: string;
  /** Admin, Editor or Viewer. */
  role: string;
}

/** A request to a resource of the data source, as Grafana passes it on. */
export interface RouteRequest {
  /** With or without a slash in front. */
  path: string;
  query: URLSearchParams;
  method: string;
  /** JSON, of a POST. */
  body?: Uint8Array;
}

/** What it is answered. */
export interface RouteAnswer {
  status: number;
  /** JSON, or bytes where the headers say what they are; an error is `{ error: sentence, code }`. */
  body: unknown;
  /** JSON where absent. */
  headers?: Record<string, string>;
}

/** What a route may use, which is what a query may that has no time range. */
export interface RouteContext extends Pick<QueryContext, keyof Reading | 'signal' | 'onDemand' | 'accessLog'> {
  /** Undefined: nobody that Grafana knows. */
  user?: RouteUser;
  /** Absent: alerts can't be changed. */
  alertActions?: AlertActions;
  /** Absent: nobody can sign in. */
  consent?: Consent;
}
