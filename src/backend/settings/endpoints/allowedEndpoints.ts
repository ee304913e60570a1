/** Names of the endpoints in `Hosts` that settings may replace. */
export const ENDPOINT_NAMES = ['login', 'partnerCenter', 'resourceManager', 'graph', 'keyVault', 'portal'] as const;
/** An endpoint that settings may replace. */
export type EndpointName = (typeof ENDPOINT_NAMES)[number];

/**
 * The operator's list of hosts besides the cloud's own: `host` (port 443 of https, 80 of http), `host:port`, `host:*`,
 * each with `*.` in front for every name below it; apart by commas or spaces.
 */
export function readAllowedEndpoints(text: string | undefined): string[] {
  return (text ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^https?:\/\//, '').replace(/\/$/, ''))
    .filter((entry) => entry !== '');
}

/** Whether the operator names this origin. `*.contoso.com` is neither `contoso.com` nor `evilcontoso.com`. */
export function isNamed(origin: string, allowed: readonly string[]): boolean {
  const { hostname, port, protocol } = new URL(origin);
  return allowed.some((entry) => {
    const { host, ports } = parts(entry);
    const samePort = ports === '*' || (ports === '' ? port === '' : ports === (port || defaultPort(protocol)));
    const isBelow = host.startsWith('*.') && hostname.endsWith(host.slice(1)) && hostname.length >= host.length;
    return samePort && (isBelow || hostname === host);
  });
}

/** What the operator has to write so that an origin is allowed. */
export function entryOf(origin: string): string {
  return new URL(origin).host;
}

function parts(entry: string): { host: string; ports: string } {
  const [, host = entry, ports = ''] = /^(.*?)(?::(\d{1,5}|\*))?$/.exec(entry) ?? [];
  return { host, ports };
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}
