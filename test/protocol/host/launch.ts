/**
 * Grafana's side of the plugin protocol in Node: starts an executable as Grafana does, speaks gRPC to it, and holds it
 * to the rules of its output. For the protocol tests, the workbench and the benches.
 *
 * @example
 * const plugin = await launchPlugin({ executable: 'dist/gpx_azurecsp_linux_amd64' });
 * const { responses } = await plugin.queryData({ settings, queries: [{ refId: 'A', model: {} }] });
 * decodeFrames(responses.A); // from ../frames.ts
 * await plugin.shutdown();
 */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Client } from '@grpc/grpc-js';
import { GRPCControllerService } from '../../../src/backend/grafana/generated/goplugin.ts';
import { faultOfLogLine, type LogLine } from '../logLines.ts';
import { calls } from './calls.ts';
import type { PluginProcess } from './pluginProcess.ts';
import { connect, unary } from './wire.ts';

/** What Grafana gives a plugin's process, and nothing else: https://github.com/hashicorp/go-plugin client.go */
const HOST_ENVIRONMENT = {
  grafana_plugin_type: 'datasource',
  PLUGIN_MIN_PORT: '10000',
  PLUGIN_MAX_PORT: '25000',
  PLUGIN_PROTOCOL_VERSIONS: '2',
  GF_VERSION: '12.4.0',
  GF_EDITION: 'OpenSource',
  // Its operator: the simulator is on this machine.
  GF_PLUGIN_ALLOWED_ENDPOINTS: '127.0.0.1:*',
};
const START_TIMEOUT_MS = 60_000;
/** How long Grafana waits after Shutdown before it kills. */
const KILL_AFTER_MS = 2_000;

/** What is started, and how. */
export interface LaunchOptions {
  executable: string;
  /** For what is not an executable by itself, e.g. a script for node. */
  args?: string[];
  /** Beyond what Grafana sets. */
  env?: Record<string, string>;
  cwd?: string;
}

/** Starts a plugin and waits for its handshake, as Grafana does. */
export async function launchPlugin(options: LaunchOptions): Promise<PluginProcess> {
  const startedAt = performance.now();
  const child = spawn(path.resolve(options.executable), options.args ?? [], {
    env: { ...HOST_ENVIRONMENT, ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stderr: LogLine[] = [];
  const errors = createInterface({ input: child.stderr! });
  errors.on('line', (text) => stderr.push({ text, fault: faultOfLogLine(text) }));
  const readToEnd = new Promise<void>((resolve) => errors.on('close', resolve));
  const stdout: string[] = [];
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => void readToEnd.then(() => resolve({ code, signal })));
  });
  const handshake = await readHandshake(child, stdout, stderr, exited);
  const startMs = performance.now() - startedAt;
  const client = connect(handshake);
  return {
    ...calls(client),
    pid: child.pid!,
    handshake,
    startMs,
    stderr,
    stdout,
    exited,
    ...endings(child, client, exited),
  };
}

async function readHandshake(
  child: ChildProcess,
  stdout: string[],
  stderr: LogLine[],
  exited: Promise<unknown>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${why} Its stderr:\n${stderr.map((line) => line.text).join('\n')}`));
    };
    const timer = setTimeout(() => fail('The plugin printed no handshake within a minute.'), START_TIMEOUT_MS);
    child.on('error', (error) => fail(`The plugin could not be started: ${error.message}.`));
    void exited.then(() => fail('The plugin ended before its handshake.'));
    let first = true;
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (!first) {
        stdout.push(line);
        return;
      }
      first = false;
      clearTimeout(timer);
      resolve(line);
    });
  });
}

function endings(
  child: ChildProcess,
  client: Client,
  exited: Promise<unknown>,
): Pick<PluginProcess, 'shutdown' | 'kill'> {
  return {
    async shutdown(patienceMs = KILL_AFTER_MS) {
      const from = performance.now();
      const killer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await unary(client, GRPCControllerService.shutdown, {}).catch(() => {});
      client.close();
      await exited;
      clearTimeout(killer);
      return performance.now() - from;
    },
    kill(signal = 'SIGKILL') {
      child.kill(signal);
      client.close();
    },
  };
}
