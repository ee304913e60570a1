import { config } from '@grafana/runtime';

/** This Grafana as the browser reaches it, with its sub path, without a slash at the end. */
export function appUrl(): string {
  return window.location.origin + (config.appSubUrl ?? '');
}

/** Where Microsoft sends the browser back to: a route of this data source. */
export function redirectUri(uid: string): string {
  return `${appUrl()}/api/datasources/uid/${encodeURIComponent(uid)}/resources/consent/callback`;
}
