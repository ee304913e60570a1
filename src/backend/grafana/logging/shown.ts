import { types } from 'node:util';

/** What goes by a name that is known for secrets: in forms, JSON, headers and printed objects. */
const NAMED =
  /((?:\b(?:client_secret|client_assertion|(?:refresh|access|id)_token|device_code|code_verifier|password|(?:proxy-)?authorization|x-identity-header)["']?\s*[:=]|[?&]code=)\s*["']?)(?:(?:Bearer|Basic)\s+)?[^\s"'&,;}]+/gi;
/** In a printed environment. */
const VARIABLE =
  /\b([A-Z][A-Z\d]*(?:_[A-Z\d]+)*_(?:PASSWORD|SECRET|TOKEN|KEY|HEADER)["']?\s*[:=]\s*)(?:"[^"\n]*"|'[^'\n]*'|[^\s,;}]+)/g;
const SCHEME = /\b(Bearer|Basic)\s+(?=\S*[A-Z\d])[\w~+/.=-]{8,}/g;
const JWT = /\beyJ[\w-]{10,}(?:\.[\w-]*){0,4}/g;
const PEM = /-----BEGIN [A-Z ]+-----[^]*?(?:-----END [A-Z ]+-----|$)/g;
const HIDDEN = '[hidden]';

/** Text that isn't ours, without what looks like a secret: packages print what they sent when they are told to, or fail. */
export function withoutSecrets(text: string): string {
  return text
    .replace(PEM, HIDDEN)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(VARIABLE, `$1${HIDDEN}`)
    .replace(SCHEME, `$1 ${HIDDEN}`)
    .replace(JWT, HIDDEN);
}

/**
 * A thrown or printed value in words. An object's own properties may hold a request with its headers, so only their names
 * are shown; of an error its stack and its causes. Never throws.
 */
export function shown(value: unknown): string {
  try {
    return withoutSecrets(isError(value) ? errorText(value) : valueText(value));
  } catch {
    return '[value that cannot be shown]';
  }
}

/** Stack and causes: an error's own properties may hold a request with its headers, so they stay out. */
function errorText(error: Error): string {
  const parts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && isError(current); depth++) {
    parts.push(String(current.stack ?? `${current.name}: ${current.message}`));
    current = current.cause;
  }
  return parts.join('\ncaused by: ');
}

/** Of any realm. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const names = () => Object.keys(value).slice(0, 20).join(', ') || 'nothing';
    return Array.isArray(value) ? `[list of ${value.length}]` : `[object with ${names()}]`;
  }
  return typeof value === 'function' ? '[function]' : String(value);
}
