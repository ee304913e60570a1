import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { PluginProcess } from './host/pluginProcess.ts';
import { buildToy, launchToy, toyCommand } from './toy.ts';

jest.setTimeout(120_000);

/** A host that does nothing but start a plugin, to be killed. */
const ORPHAN_MAKER = `require('node:child_process').spawn(process.argv[1], process.argv.slice(2), {
  env: { grafana_plugin_type: 'datasource' }, stdio: ['ignore', 'inherit', 'ignore'],
})`;

let plugin: PluginProcess;

beforeAll(() => buildToy());
beforeEach(async () => {
  plugin = await launchToy();
});
afterEach(async () => {
  plugin.kill();
  await plugin.exited;
  expect(plugin.stderr.filter((line) => line.fault)).toEqual([]);
  expect(plugin.stdout).toEqual([]);
});

describe('launch', () => {
  it('should print one handshake line and serve go-plugin health', async () => {
    expect(plugin.handshake).toMatch(/^1\|2\|unix\|\/\S+\|grpc$/);
    await expect(plugin.health('plugin')).resolves.toBe('SERVING');
    await expect(plugin.health('')).resolves.toBe('SERVING');
    await expect(plugin.health('other')).rejects.toThrow('no service');
  });

  it('should listen where only this user can connect, and leave nothing behind', async () => {
    const socket = plugin.handshake.split('|')[3]!;
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(socket)).mode & 0o777).toBe(0o700);
    await plugin.shutdown();
    expect(existsSync(path.dirname(socket))).toBe(false);
  });

  it('should use TCP of 127.0.0.1 when no socket can be made', async () => {
    const other = await launchToy({ env: { PLUGIN_UNIX_SOCKET_DIR: '/nowhere/at/all' } });
    expect(other.handshake).toMatch(/^1\|2\|tcp\|127\.0\.0\.1:\d+\|grpc$/);
    const port = Number(other.handshake.split('|')[3]!.split(':')[1]);
    expect(port).toBeGreaterThanOrEqual(10_000);
    expect(port).toBeLessThanOrEqual(25_000);
    await expect(other.health()).resolves.toBe('SERVING');
    await other.shutdown();
  });

  it('should refuse with a sentence when no Grafana started it', async () => {
    await expect(launchToy({ env: { grafana_plugin_type: '' } })).rejects.toThrow('Grafana starts it');
  });
});

describe('end', () => {
  it('should be gone well within two seconds, with streams open', async () => {
    // The best of three, for a machine may stand still meanwhile.
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      plugin.openSideStreams();
      await plugin.runStream({ path: 'ticks' }).next();
      void plugin.queryData({ queries: [{ refId: 'A', model: { do: 'wait' } }] }).catch(() => {});
      times.push(await plugin.shutdown(60_000));
      await expect(plugin.exited).resolves.toEqual({ code: 0, signal: null });
      plugin = await launchToy();
    }
    expect(Math.min(...times)).toBeLessThan(2_000);
  });

  it('should ignore SIGINT and stop on SIGTERM', async () => {
    plugin.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 200));
    plugin.kill('SIGTERM');
    await expect(plugin.exited).resolves.toEqual({ code: 0, signal: null });
  });

  it('should end when the process that started it is gone', async () => {
    const parent = spawn(process.execPath, ['-e', ORPHAN_MAKER, ...toyCommand()], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [handshake] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const socket = handshake.split('|')[3]!;
    parent.kill('SIGKILL');
    for (const end = Date.now() + 60_000; existsSync(socket) && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(existsSync(socket)).toBe(false);
  });

  it('should start again after it was killed', async () => {
    plugin.kill();
    await plugin.exited;
    plugin = await launchToy();
    await expect(plugin.health()).resolves.toBe('SERVING');
  });
});

describe('output', () => {
  it('should turn whatever code prints into valid log lines, and stay up', async () => {
    await plugin.callResource({ path: 'noise' });
    const parts = ['console.log', 'from stdout', 'from a warning', 'from a rejection', '@message'];
    const said = () => parts.filter((part) => plugin.stderr.some(({ text }) => text.includes(part)));
    for (const end = Date.now() + 60_000; said().length < parts.length && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await expect(plugin.health()).resolves.toBe('SERVING');
    expect(said()).toEqual(parts);
  });

  it('should log an uncaught exception as an error and exit with 1', async () => {
    // The answer may or may not get out before the end.
    await plugin.callResource({ path: 'crash' }).catch(() => undefined);
    await expect(plugin.exited).resolves.toEqual({ code: 1, signal: null });
    const last = JSON.parse(plugin.stderr.at(-1)!.text) as Record<string, string>;
    expect(last['@level']).toBe('error');
    expect(last.error).toContain('from a timer');
  });
});
