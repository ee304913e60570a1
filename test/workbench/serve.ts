/**
 * A page and a host that run the built plugin where no Grafana is at hand: the editors and results are the plugin's
 * own, drawn by the real @grafana/ui of the oldest and of the newest Grafana. It has no dashboards and no users.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import type { SimulatorLine } from '../grafana/simulator.ts';
import { launchPlugin } from '../protocol/host/launch.ts';
import type { PluginProcess } from '../protocol/host/pluginProcess.ts';
import { answerApi, json, type Answer, type Backend } from './api.ts';
import { DataSourceStore } from './dataSource.ts';
import { ENDS, indexPage, type End } from './indexPage.ts';
import { LIVE_PREFIX, streamChannel } from './live.ts';

export interface WorkbenchOptions {
  /** The built plugin. */
  executable: string;
  /** The simulator's first line: settings to start with. */
  simulatorSettings: Pick<SimulatorLine, 'jsonData' | 'secureJsonData'>;
  /** 0 takes a free one. */
  port?: number;
  /** Which page `/` leads to; both are always there. */
  end?: End;
  /** Address to listen on. */
  hostname?: string;
  /** More variables for the plugin's process, e.g. where its data goes. */
  env?: Record<string, string>;
}

export interface Workbench {
  url: string;
  plugin: PluginProcess;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** Launches the plugin as Grafana does and serves the pages. Build them first: `node scripts/frontend.mjs workbench-13`. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { executable, simulatorSettings, port = 0, end = '13', hostname = '127.0.0.1' } = options;
  // The operator allows plain http here, as an ini file would: the simulator may speak it.
  const env = { GF_PLUGIN_ALLOW_INSECURE_ENDPOINTS: 'true', ...options.env };
  const plugin = await launchPlugin({ executable, env });
  const store = new DataSourceStore(simulatorSettings);
  const server = createServer((request, response) => {
    const backend = { plugin, store, appUrl: `${address()}/` };
    if (request.url?.startsWith(LIVE_PREFIX)) {
      void streamChannel(response, request.url.slice(LIVE_PREFIX.length), backend);
      return;
    }
    void handle(request, backend, end)
      .catch((error: unknown) => json(502, { message: error instanceof Error ? error.message : String(error) }))
      .then((answer) => send(response, answer));
  });
  const address = () => `http://${hostname}:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, hostname, done));
  return {
    url: address(),
    plugin,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await plugin.shutdown();
    },
  };
}

async function handle(request: IncomingMessage, backend: Backend, end: End): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://workbench');
  if (url.pathname.startsWith('/api/')) {
    return (await answerApi(request, url, backend)) ?? json(404, { message: `There is no ${url.pathname} here` });
  }
  const [, first = '', ...rest] = url.pathname.split('/');
  if (first === 'plugin') {
    return file('dist', rest.join('/'));
  }
  const known = ENDS.find((name) => name === first);
  if (!known) {
    return { status: 302, contentType: 'text/plain', body: `/${end}/` };
  }
  return rest.join('/') === ''
    ? { status: 200, contentType: TYPES['.html']!, body: indexPage(known) }
    : file(join('build/workbench', known), rest.join('/'));
}

async function file(folder: string, name: string): Promise<Answer> {
  const root = resolve(folder);
  const path = normalize(join(root, name));
  if (!path.startsWith(root)) {
    return json(404, { message: 'No such file' });
  }
  try {
    return { status: 200, contentType: TYPES[extname(path)] ?? 'application/octet-stream', body: await readFile(path) };
  } catch {
    return json(404, { message: `No such file: ${name}` });
  }
}

function send(response: ServerResponse, { status, contentType, body, headers }: Answer): void {
  const own =
    status === 302 ? { location: String(body) } : { 'content-type': contentType, 'cache-control': 'no-store' };
  response.writeHead(status, { ...headers, ...own }).end(status === 302 ? undefined : body);
}
