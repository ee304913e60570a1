/**
 * Reads an endpoint of the settings: an origin, https unless the server's operator allows http. What WHATWG URL parsing
 * would silently turn into another host (numbers for IPv4 addresses, backslashes, look-alike letters) is refused, so
 * that the host that people read is the host that gets the tokens.
 *
 * @returns the origin without a trailing slash, or the reason why it is none, to stand after the field's label.
 */
export function readEndpoint(text: string, allowInsecure: boolean): { origin: string } | { reason: string } {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) {
    return { reason: 'is not a URL; write it as https://host or https://host:port' };
  }
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { reason: 'must start with https://' };
  }
  if (url.protocol === 'http:' && !allowInsecure) {
    return {
      reason:
        'must start with https://; plain http sends tokens in clear and works only where the server is configured with allow_insecure_endpoints = true for this plugin',
    };
  }
  if (url.username !== '' || url.password !== '' || trimmed.includes('@')) {
    return { reason: 'must not carry a user name or password' };
  }
  if (trimmed.replace(/\/$/, '').toLowerCase() !== written(url, trimmed)) {
    return { reason: 'must be only https://host or https://host:port, without a path, query or unusual spelling' };
  }
  return { origin: url.origin };
}

/** The one spelling of an origin that is accepted; the default port may be written out. */
function written(url: URL, text: string): string {
  const defaultPort = url.protocol === 'https:' ? ':443' : ':80';
  const explicit = url.port === '' && text.replace(/\/$/, '').endsWith(defaultPort) ? defaultPort : '';
  return `${url.protocol}//${url.host}${explicit}`;
}
