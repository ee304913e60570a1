import { hostOf } from '../http/linkHost.ts';
import type { Call } from '../http/call.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Meaning } from './meaning.ts';

/** What an HTTP status means, where Microsoft's code says nothing that we know. */
export function meaningOfStatus(call: Call, refusal: Refusal): Meaning {
  const { status } = refusal;
  if (status === 429) {
    const wait = refusal.retryAfterMs === undefined ? '' : ` for ${Math.ceil(refusal.retryAfterMs / 1000)} seconds`;
    return {
      what: `too many requests; Microsoft asks to wait${wait}.`,
      fix: 'The plugin tries again by itself. Where this stays, collect less often or with fewer concurrent requests.',
    };
  }
  if (status >= 300 && status < 400) {
    return {
      what: `the answer was a redirect to ${hostOf(refusal.location ?? '', call.origin)}, which is not followed, so that no token goes to another host.`,
      fix: 'Correct the endpoint in the settings, or remove the proxy page that answers.',
    };
  }
  if (/html/i.test(refusal.contentType)) {
    return {
      what: 'a web page came back instead of data.',
      fix: "Often it is a proxy or gateway on the way; look at it first, then at Azure's status page.",
    };
  }
  if (status >= 500) {
    return {
      what: 'the service failed.',
      fix: "The plugin tries again by itself. Where this stays, look at Azure's status page.",
    };
  }
  if (status === 401) {
    return { what: 'the token was refused.', fix: 'Check the cloud and the endpoints in the settings.' };
  }
  if (status === 403) {
    return { what: 'access is denied.', fix: 'Give the account at least the role Reader.' };
  }
  if (status === 404) {
    return { what: 'not found.', fix: "It may have been deleted, or this account can't see it." };
  }
  return { what: 'the request was refused.', fix: 'Note the code and the request id for a support ticket.' };
}
