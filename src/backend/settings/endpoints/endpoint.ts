import { originProblem } from '../../../shared/settingsChecks.ts';

/**
 * Reads an endpoint of the settings: an origin, https unless the server's operator allows http.
 *
 * @returns the origin without a trailing slash, or the reason why it is none, to stand after the field's label.
 */
export function readEndpoint(text: string, allowInsecure: boolean): { origin: string } | { reason: string } {
  const trimmed = text.trim();
  const reason = originProblem(trimmed);
  if (reason) {
    return { reason };
  }
  const { origin, protocol } = new URL(trimmed);
  return protocol === 'http:' && !allowInsecure ? { reason: INSECURE } : { origin };
}

const INSECURE =
  'must start with https://; plain http sends tokens in clear and works only where the server is configured with allow_insecure_endpoints = true for this plugin';
