import { format } from 'node:util';
import type { LogLevel, Logger } from '../../common/log.ts';
import { keepOutOfDumps } from './dumps.ts';
import { createLogger } from '../logging/logging.ts';
import { shown, withoutSecrets } from '../logging/shown.ts';

let installed = false;

/**
 * Turns everything that code in this process could print into valid log lines, since a stray line on stdout before the
 * handshake ends the plugin, and a stray JSON line on stderr can end Grafana. Call it before anything else runs;
 * later calls do nothing.
 *
 * Such text isn't ours, so what looks like a secret in it is hidden, and of objects only the names of their fields are shown.
 *
 * An unhandled rejection is logged and the process stays up (one forgotten promise must not take all data sources
 * down); an uncaught exception leaves unknown state behind, so the process ends and Grafana starts it again.
 */
export function installProcessGuard(log: Logger = createLogger({ logger: 'process' })): void {
  if (installed) {
    return;
  }
  installed = true;
  keepOutOfDumps();
  guardConsole(log);
  guardStream(process.stdout, log, 'debug');
  guardStream(process.stderr, log, 'warn');
  // Node prints warnings itself, past process.stderr, unless its own listener is gone.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn(withoutSecrets(warning.message), { warning: warning.name }));
  process.on('unhandledRejection', (reason) => {
    log.error('A promise was rejected and nobody was listening.', { error: shown(reason) });
  });
  process.on('uncaughtException', (error) => {
    log.error('The plugin ends because of an error that nobody caught.', { error: shown(error) });
    process.exit(1);
  });
}

function guardConsole(log: Logger): void {
  const levels: Array<[keyof Console, LogLevel]> = [
    ['debug', 'debug'],
    ['log', 'info'],
    ['info', 'info'],
    ['dir', 'debug'],
    ['table', 'debug'],
    ['trace', 'debug'],
    ['warn', 'warn'],
    ['error', 'error'],
  ];
  const target = console as unknown as Record<string, unknown>;
  for (const [name, level] of levels) {
    target[name] = (...values: unknown[]) => log[level](printed(values), { source: `console.${name}` });
  }
  target.assert = (ok: unknown, ...values: unknown[]) => {
    if (!ok) {
      log.error(printed(values), { source: 'console.assert' });
    }
  };
  for (const name of [
    'group',
    'groupCollapsed',
    'groupEnd',
    'time',
    'timeEnd',
    'timeLog',
    'count',
    'countReset',
    'clear',
  ]) {
    target[name] = () => {};
  }
}

/** As the console would, but for what objects hold. */
function printed(values: readonly unknown[]): string {
  const plain = values.map((value) => (Object(value) === value ? shown(value) : value));
  return withoutSecrets(format(...plain));
}

function guardStream(stream: NodeJS.WriteStream, log: Logger, level: LogLevel): void {
  const source = stream === process.stdout ? 'stdout' : 'stderr';
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    for (const line of withoutSecrets(text).split('\n')) {
      if (line.trim() !== '') {
        log[level](line, { source });
      }
    }
    const done = rest.at(-1);
    if (typeof done === 'function') {
      process.nextTick(done as () => void);
    }
    return true;
  };
}
