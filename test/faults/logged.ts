import { setImmediate } from 'node:timers/promises';
import { createLogger } from '../../src/backend/grafana/logging/logging.ts';
import type { Logger } from '../../src/backend/common/log.ts';
import { faultOfLogLine } from '../protocol/logLines.ts';

/** A sentence, a code and where it was, with a stack: far below what Grafana's host reads at once. */
export const LONGEST_LINE_BYTES = 4 * 1024;
/** How a defect of the plugin's own is logged; other errors are alarms, for somebody to do something. */
const DEFECT = /in a way it should not|listener/;

/** What Grafana would read on stderr while something runs in this process, and what nobody listened to. */
export class Logged {
  readonly lines: string[] = [];
  /** The logger of the executable. */
  readonly log: Logger = createLogger({ logger: 'faults' }, (line) => this.lines.push(line));
  readonly #unheard = new Set<string>();

  /** Promises that are rejected meanwhile count. In the executable they are a line that says that nobody was listening. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    const hear = (reason: unknown) => void this.#unheard.add(String(reason));
    process.on('unhandledRejection', hear);
    try {
      return await run();
    } finally {
      // Rejections are told of after the turn that they happen in.
      await setImmediate();
      process.off('unhandledRejection', hear);
    }
  }

  /** What is wrong with all that, once for each kind. */
  losses(): string[] {
    return [
      ...new Set(this.lines.flatMap(lossesOf)),
      ...[...this.#unheard].map((reason) => `a promise was rejected and nobody was listening: ${reason}`),
    ];
  }
}

/** What is wrong with one line as Grafana's host reads it. */
export function lossesOf(line: string): string[] {
  const fault = faultOfLogLine(line);
  if (fault !== undefined) {
    return [`a line of the log ${fault}: ${line.slice(0, 200)}`];
  }
  const { '@level': level, '@message': message } = JSON.parse(line) as Record<string, string>;
  const bytes = Buffer.byteLength(line);
  return [
    ...(bytes > LONGEST_LINE_BYTES ? [`a line of the log of ${bytes} bytes: ${message?.slice(0, 200)}`] : []),
    ...(level === 'error' && DEFECT.test(message ?? '') ? [`logged as a defect: ${message}`] : []),
  ];
}
