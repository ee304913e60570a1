/** The host that a link of an answer leads to, as a browser reads it; never longer than a name may be. */
export function hostOf(link: string, origin: string): string {
  const host = read(link, origin)?.host ?? '';
  return host === '' ? 'no valid address' : host.slice(0, 253);
}

/** The same for a link that must lead to `origin`, and what else is wrong with it where the host is the right one. */
export function leadsTo(link: string, origin: string): string {
  const own = new URL(origin);
  const url = read(link, origin);
  if (url?.host !== own.host) {
    return hostOf(link, origin);
  }
  if (!URL.canParse(link)) {
    return `no full address at ${own.host}`;
  }
  return url.protocol === own.protocol ? `${own.host} as a user that it names` : `${url.protocol}//${own.host}`;
}

/** By itself first: beside a base of the same scheme `https:evil.example` would be a path. */
function read(link: string, origin: string): URL | undefined {
  if (URL.canParse(link)) {
    return new URL(link);
  }
  return URL.canParse(link, origin) ? new URL(link, origin) : undefined;
}
