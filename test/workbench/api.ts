import type { IncomingMessage } from 'node:http';
import type { PluginProcess } from '../protocol/host.ts';
import type { DataSourceStore } from './dataSource.ts';

export interface Answer {
  status: number;
  contentType: string;
  body: string | Buffer;
}

interface QueryBody {
  from?: string;
  to?: string;
  queries?: Array<{ refId: string; [key: string]: unknown }>;
}

const USER = { login: 'workbench', role: 'Admin' };
const PREFIX = '/api/datasources/uid/azurecsp';

/** The part of Grafana's HTTP API that a data source's editors use, answered by the launched plugin. */
export async function answerApi(
  request: IncomingMessage,
  url: URL,
  plugin: PluginProcess,
  store: DataSourceStore,
): Promise<Answer | undefined> {
  const body = await readBody(request);
  const path = url.pathname;
  if (path === PREFIX && request.method === 'GET') {
    return json(200, store.forBrowser());
  }
  if (path === PREFIX && request.method === 'PUT') {
    return json(200, store.save(JSON.parse(body.toString()) as Parameters<DataSourceStore['save']>[0]));
  }
  if (path === '/api/ds/query' && request.method === 'POST') {
    return runQueries(JSON.parse(body.toString()) as QueryBody, plugin, store);
  }
  if (path === `${PREFIX}/health`) {
    const { status, message, details } = await plugin.checkHealth({ settings: store.forPlugin(), user: USER });
    return json(status === 'OK' ? 200 : 400, { status, message, details });
  }
  if (path.startsWith(`${PREFIX}/resources/`)) {
    const answer = await plugin.callResource({
      settings: store.forPlugin(),
      user: USER,
      path: path.slice(`${PREFIX}/resources/`.length),
      method: request.method,
      query: url.search.slice(1),
      body,
    });
    return {
      status: answer.status,
      contentType: answer.headers['content-type'] ?? 'application/json',
      body: answer.body,
    };
  }
  return undefined;
}

/** Grafana's server decodes Arrow and sends JSON frames to the browser; the plugin gives the same frames as JSON when asked. */
async function runQueries(
  { queries = [], from, to }: QueryBody,
  plugin: PluginProcess,
  store: DataSourceStore,
): Promise<Answer> {
  const { responses } = await plugin.queryData({
    settings: store.forPlugin(),
    user: USER,
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
