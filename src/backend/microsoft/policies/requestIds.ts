import { randomUUID } from 'node:crypto';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { stateOf } from '../http/callState.ts';

/**
 * Names each request to Microsoft, one id for all its attempts: support finds it by that, and Partner Center knows a
 * retry by it. https://learn.microsoft.com/partner-center/developer/headers
 */
export const requestIdsPolicy: PipelinePolicy = {
  name: 'requestIds',
  sendRequest(request, next) {
    const id = randomUUID();
    if (stateOf(request).call.api === 'partnerCenter') {
      request.headers.set('MS-RequestId', id);
      request.headers.set('MS-CorrelationId', randomUUID());
    } else {
      request.headers.set('x-ms-client-request-id', id);
    }
    if (!request.headers.has('Accept')) {
      request.headers.set('Accept', 'application/json');
    }
    request.headers.set('User-Agent', 'AzureCSPforGrafana');
    return next(request);
  },
};
