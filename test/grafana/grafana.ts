import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { iniFile, PLUGIN_ID, type IniOptions } from './ini.ts';
import type { SimulatorLine } from './simulator.ts';

const START_MS = 90_000;

export interface GrafanaOptions extends IniOptions {
  /** An unpacked or built Grafana: the folder that holds `bin/`, `conf/` and `public/`. */
  home: string;
  /** The built plugin. */
  dist: string;
  /** Where the provisioned data source finds Microsoft's side. */
  simulator: SimulatorLine;
  /** 0 or absent: a free one. */
  port?: number;
}

export interface Grafana {
  url: string;
  version: string;
  /** Folder of everything this Grafana writes, removed by stop(): `grafana.log`, its database, the plugin's data. */
  folder: string;
  stop(): Promise<void>;
  /** Of the server now running. */
  pid(): number;
  /** Ends the server and starts it again on the same folder, after `between` was done. */
  restart(between?: () => void): Promise<void>;
}

/** Folder of a Grafana named by `GRAFANA_HOME`, else of one on the PATH, else undefined. */
export function findGrafana(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['GRAFANA_HOME'];
  if (named) {
    return executable(resolve(named)) ? resolve(named) : undefined;
  }
  const homes = ['/usr/share/grafana', '/opt/homebrew/opt/grafana/share/grafana'];
  const onPath = (env['PATH'] ?? '').split(':').some((folder) => folder !== '' && existsSync(join(folder, 'grafana')));
  return onPath ? homes.find((home) => existsSync(join(home, 'conf'))) : undefined;
}

function executable(home: string): string | undefined {
  return ['bin/grafana', 'bin/grafana.exe'].map((file) => join(home, file)).find((file) => existsSync(file));
}

/** Starts a Grafana of its own, on its own port with its own throw-away data, with the plugin and everything provisioned. */
export async function startGrafana(options: GrafanaOptions): Promise<Grafana> {
  const folder = mkdtempSync(join(tmpdir(), 'azurecsp-grafana-'));
  const port = options.port || (await freePort());
  const plugins = join(folder, 'plugins');
  mkdirSync(plugins);
  symlinkSync(resolve(options.dist), join(plugins, PLUGIN_ID), 'dir');
  const config = join(folder, 'grafana.ini');
  writeFileSync(config, iniFile(folder, port, options));
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    ...(options.provisioning && provisioningEnvironment({ ...options, provisioning: options.provisioning })),
  };
  let server: ChildProcess;
  const start = async () => {
    server = launch(options.home, config, folder, environment);
    await waitUntilHealthy(url, server, folder);
  };
  const end = () => stopProcess(server);
  await start();
  return {
    url,
    folder,
    version: execFileSync(executable(options.home) ?? '', ['--version'], { encoding: 'utf8' }).trim(),
    pid: () => server.pid ?? 0,
    restart: async (between) => {
      await end();
      between?.();
      await start();
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What `provisioning/datasources/azurecsp.yaml` and its neighbours read from the environment. */
export function provisioningEnvironment({
  simulator,
  provisioning,
}: {
  simulator: SimulatorLine;
  provisioning: string;
}): Record<string, string> {
  const partner = simulator.jsonData.credentials?.find((credential) => credential.kind === 'secureApplicationModel');
  const secrets = simulator.secureJsonData;
  return {
    AZURECSP_LOGIN_ENDPOINT: simulator.jsonData.endpoints?.login ?? '',
    AZURECSP_PARTNER_CENTER_ENDPOINT: simulator.jsonData.endpoints?.partnerCenter ?? '',
    AZURECSP_RESOURCE_MANAGER_ENDPOINT: simulator.jsonData.endpoints?.resourceManager ?? '',
    AZURECSP_GRAPH_ENDPOINT: simulator.jsonData.endpoints?.graph ?? '',
    AZURECSP_KEY_VAULT_ENDPOINT: simulator.jsonData.endpoints?.keyVault ?? '',
    AZURECSP_PARTNER_TENANT_ID: partner?.tenantId ?? '',
    AZURECSP_CLIENT_ID: partner?.clientId ?? '',
    AZURECSP_CLIENT_SECRET: secrets['credential.partner.clientSecret'] ?? '',
    AZURECSP_REFRESH_TOKEN: secrets['credential.partner.refreshToken'] ?? '',
    AZURECSP_TOKEN_STORE_KEY: randomBytes(32).toString('base64'),
    AZURECSP_CA_CERT: secrets['tlsCACert'] ?? '',
    AZURECSP_DASHBOARDS_PATH: join(resolve(provisioning), 'dashboards'),
  };
}

function launch(home: string, config: string, folder: string, env: NodeJS.ProcessEnv): ChildProcess {
  const log = createWriteStream(join(folder, 'grafana.log'), { flags: 'a' });
  const server = spawn(executable(home) ?? '', ['server', '--homepath', home, '--config', config], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stdout?.pipe(log);
  server.stderr?.pipe(log);
  return server;
}

async function waitUntilHealthy(url: string, server: ChildProcess, folder: string): Promise<void> {
  const end = Date.now() + START_MS;
  while (Date.now() < end && server.exitCode === null) {
    const answer = await fetch(`${url}/api/health`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await delay(250);
  }
  throw new Error(`Grafana didn't start (exit code ${server.exitCode}). Its log: ${join(folder, 'grafana.log')}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
