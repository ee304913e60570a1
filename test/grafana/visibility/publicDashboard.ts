import assert from 'node:assert/strict';
import type { GrafanaApi, QueryAnswer } from '../api.ts';

const PANELS = [
  { title: 'Customers', query: { queryType: 'customers', format: 'table' } },
  { title: 'Resources', query: { queryType: 'resources', format: 'table' } },
  { title: 'For alert rules', query: { queryType: 'healthSummary', groupBy: 'customer', format: 'alerting' } },
];

export interface PublicDashboard {
  /** Path of the page that everybody may open. */
  path: string;
  /** Asks what its panels ask, as its visitors do. */
  ask(): Promise<QueryAnswer[]>;
}

/** Makes a dashboard that everybody may open who knows its address, as somebody who may share dashboards. */
export async function createPublicDashboard(editor: GrafanaApi, uid = 'azurecsp'): Promise<PublicDashboard> {
  const datasource = { type: 'cspwatch-azurecsp-datasource', uid };
  const panels = PANELS.map(({ title, query }, index) => ({
    id: index + 1,
    type: 'table',
    title,
    datasource,
    gridPos: { x: 8 * index, y: 0, w: 8, h: 12 },
    targets: [{ refId: 'A', datasource, ...query }],
  }));
  const dashboard = { uid: 'public', title: 'Public', panels, schemaVersion: 39 };
  const saved = await editor.call('POST', '/api/dashboards/db', { dashboard });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  const shared = await editor.call<{ accessToken: string }>('POST', '/api/dashboards/uid/public/public-dashboards', {
    isEnabled: true,
    annotationsEnabled: true,
  });
  assert.equal(shared.status, 200, JSON.stringify(shared.body));
  const { accessToken } = shared.body;
  const visitor = editor.as({});
  const ask = async (panel: number) => {
    const { body } = await visitor.call<QueryAnswer>(
      'POST',
      `/api/public/dashboards/${accessToken}/panels/${panel}/query`,
      { intervalMs: 1000, maxDataPoints: 100, timeRange: { from: 'now-1h', to: 'now', timezone: 'utc' } },
    );
    return body;
  };
  return {
    path: `/public-dashboards/${accessToken}`,
    ask: async () => {
      const answers: QueryAnswer[] = [];
      for (const { id } of panels) {
        answers.push(await ask(id));
      }
      return answers;
    },
  };
}
