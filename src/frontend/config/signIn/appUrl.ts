import { config } from '@grafana/runtime';

/** This Grafana as the browser reaches it, with its sub path, without a slash at the end. */
export function appUrl(): string {
  return window.location.origin + (config.appSubUrl ?? '');
}

/** The same as the server is told (root_url), which the backend prefers; the two differ where that was left at its default. */
function serverUrl(): string {
  return (config.appUrl || appUrl()).replace(/\/+$/, '');
}

/** Where Microsoft sends the browser back to: a route of this data source. */
export function redirectUri(uid: string): string {
  return `${serverUrl()}/api/datasources/uid/${encodeURIComponent(uid)}/resources/consent/callback`;
}
