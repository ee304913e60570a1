import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { stateOf } from '../http/callState.ts';
import { foreignLink } from '../http/errors.ts';

/**
 * Lets a request out only to the very origin of the API that it belongs to, whatever link it came from, so that no
 * token leaves for a host that an answer names. URLs are compared as WHATWG parses them: default ports, case and
 * look-alike spellings are then one spelling.
 */
export const allowedHostPolicy: PipelinePolicy = {
  name: 'allowedHost',
  sendRequest(request, next) {
    const { call } = stateOf(request);
    const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
    if (!url || url.origin !== call.origin || url.username !== '' || url.password !== '') {
      throw foreignLink(call, request.url);
    }
    request.url = url.href;
    return next(request);
  },
};
