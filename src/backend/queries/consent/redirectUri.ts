import { badInput } from '../../common/errors.ts';

/**
 * Where Entra sends the browser back to. The address is Grafana's own where it tells it; what the page says counts only
 * where Grafana says nothing, since whoever chooses it chooses who gets the code.
 *
 * @param grafana GF_APP_URL, e.g. `https://grafana.example.com/noc/`.
 * @param page the page's own idea of the same.
 * @throws {CspError} 400 where neither can be used.
 */
export function redirectUri(grafana: string | null, page: string, uid: string): string {
  const base = readBase(grafana) ?? readBase(page);
  if (!base) {
    throw badInput("appUrl is missing: this Grafana's address, such as https://grafana.example.com.");
  }
  // https://learn.microsoft.com/entra/identity-platform/reply-url#redirect-uri-restrictions
  if (base.protocol === 'http:' && !readBase(grafana) && !LOOPBACK.has(base.hostname)) {
    throw badInput(
      'A sign-in comes back over https only, so that nobody on the way reads the code. Open Grafana by https, or sign in by device code.',
    );
  }
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}/api/datasources/uid/${encodeURIComponent(uid)}/resources/consent/callback`;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function readBase(text: string | null): URL | undefined {
  if (text === null || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined;
}
