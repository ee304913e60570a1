import type { CoreApp, DataQueryRequest } from '@grafana/data';
import type { AzureCspQuery } from '../types.ts';
import { isLive, offersLive } from './liveRequest.ts';

const LIVE: AzureCspQuery = { refId: 'A', queryType: 'healthSummary', live: true };

type Request = Omit<DataQueryRequest<AzureCspQuery>, 'app'> & { app?: `${CoreApp}` };

function request(change: Partial<Request> = {}): DataQueryRequest<AzureCspQuery> {
  return { requestId: 'Q101', app: 'dashboard', targets: [LIVE], ...change } as DataQueryRequest<AzureCspQuery>;
}

const always = () => true;

describe('isLive', () => {
  it.each(['dashboard', 'panel-editor', 'panel-viewer'] as const)('should be true in %s', (app) => {
    expect(isLive(request({ app }), always)).toBe(true);
  });

  it.each([
    ['in Explore', request({ app: 'explore' })],
    ['in the editor of alert rules', request({ app: 'unified-alerting' })],
    ['where nobody says who asks', request({ app: undefined })],
    ['in a mixed panel, which waits for the end of each answer', request({ requestId: 'mixed-0-Q101' })],
    ['for a query that is not', request({ targets: [{ ...LIVE, live: false }] })],
    ['for nonsense', request({ targets: [{ ...LIVE, live: 'yes' } as unknown as AzureCspQuery] })],
    [
      'for what is asked of Microsoft',
      request({ targets: [{ ...LIVE, queryType: 'resourceGraph', kql: 'resources' }] }),
    ],
  ])('should be false %s', (_, given) => {
    expect(isLive(given, always)).toBe(false);
  });

  it('should look only at queries that run', () => {
    expect(isLive(request(), () => false)).toBe(false);
  });
});

describe('offersLive', () => {
  it('should offer nothing for a type that is unknown', () => {
    expect([offersLive('panel-editor', 'constructor'), offersLive('panel-editor', 'incidents')]).toEqual([false, true]);
  });
});
