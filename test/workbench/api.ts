import type { IncomingMessage } from 'node:http';
import type { PluginProcess } from '../protocol/host/pluginProcess.ts';
import type { DataSourceStore } from './dataSource.ts';

export interface Answer {
  status: number;
  contentType: string;
  body: string | Buffer;
  /** Besides the content type. */
  headers?: Record<string, string>;
}

/** What stands behind the page. */
export interface Backend {
  plugin: PluginProcess;
  store: DataSourceStore;
  /** Where the page is, as Grafana's root_url. */
  appUrl: string;
}

interface QueryBody {
  from?: string;
  to?: string;
  queries?: Array<{ refId: string; [key: string]: unknown }>;
}

const USER = { login: 'workbench', role: 'Admin' };
const PREFIX = '/api/datasources/uid/azurecsp';

/** The part of Grafana's HTTP API that a data source's editors use, answered by the launched plugin. */
export async function answerApi(request: IncomingMessage, url: URL, backend: Backend): Promise<Answer | undefined> {
  const { plugin, store } = backend;
  const body = await readBody(request);
  const path = url.pathname;
  if (path === PREFIX && request.method === 'GET') {
    return json(200, store.forBrowser());
  }
  if (path === PREFIX && request.method === 'PUT') {
    return json(200, store.save(JSON.parse(body.toString()) as Parameters<DataSourceStore['save']>[0]));
  }
  if (path === '/api/ds/query' && request.method === 'POST') {
    return runQueries(JSON.parse(body.toString()) as QueryBody, backend);
  }
  if (path === `${PREFIX}/health`) {
    const { status, message, details } = await plugin.checkHealth(contextOf(backend));
    return json(status === 'OK' ? 200 : 400, { status, message, details });
  }
  if (path.startsWith(`${PREFIX}/resources/`)) {
    const answer = await plugin.callResource({
      ...contextOf(backend),
      path: path.slice(`${PREFIX}/resources/`.length),
      method: request.method,
      query: url.search.slice(1),
      body,
    });
    return {
      status: answer.status,
      contentType: answer.headers['content-type'] ?? 'application/json',
      body: answer.body,
      headers: answer.headers,
    };
  }
  return undefined;
}

/** What Grafana tells the plugin with each call. */
export function contextOf({ store, appUrl }: Backend) {
  return { settings: store.forPlugin(), user: USER, grafanaConfig: { GF_APP_URL: appUrl } };
}

/** Grafana's server decodes Arrow and sends JSON frames to the browser; the plugin gives the same frames as JSON when asked. */
async function runQueries({ queries = [], from, to }: QueryBody, backend: Backend): Promise<Answer> {
  const { responses } = await backend.plugin.queryData({
    ...contextOf(backend),
    format: 'json',
    queries: queries.map((model) => ({
      refId: model.refId,
      model,
      queryType: typeof model['queryType'] === 'string' ? model['queryType'] : '',
      from: Number(from),
      to: Number(to),
    })),
  });
  const results = Object.entries(responses).map(([refId, { frames, error, errorSource, status }]) => {
    const decoded = frames.map((frame) => JSON.parse(frame.toString()) as unknown);
    return [
      refId,
      { status: status || (error ? 500 : 200), frames: decoded, ...(error ? { error, errorSource } : {}) },
    ] as const;
  });
  const failed = results.some(([, result]) => 'error' in result);
  return json(failed ? 207 : 200, { results: Object.fromEntries(results) });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

export function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}
