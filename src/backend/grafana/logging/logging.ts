import { writeSync } from 'node:fs';
import type { LogFields, LogLevel, Logger } from '../../common/log.ts';
import { shown } from './shown.ts';

/** Grafana's host reads 64 KiB at a time; a longer line is cut up and loses its level. */
const MAX_LINE_BYTES = 60 * 1024;
const MAX_VALUE_CHARS = 8 * 1024;
const STDERR = 2;
/** How long a full pipe is waited for before a line is given up, in milliseconds. */
const MAX_WAIT_MS = 200;

type Fields = Record<string, unknown>;

/**
 * A log line as go-plugin's host parses it: a JSON object whose `@` keys are strings. A host of any age panics, and
 * Grafana with it, when one of them is not; a timestamp with other than six fractional digits loses the line's level.
 * https://github.com/hashicorp/go-plugin/blob/main/log_entry.go
 */
export function formatLine(level: LogLevel, message: string, fields: Fields, now: number): string {
  const entry: Record<string, unknown> = {
    '@level': level,
    '@message': clip(toText(message)),
    '@timestamp': timestamp(now),
  };
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) {
      entry[fieldName(key)] = fieldValue(value);
    }
  }
  return fit(entry, level, now);
}

/** Writes a line to stderr at once, so that the last words before an exit are heard. Never throws. */
export function writeLine(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  const giveUpAt = Date.now() + MAX_WAIT_MS;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(STDERR, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || Date.now() > giveUpAt) {
        return;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** The logger that Grafana reads. `write` is there for tests. */
export function createLogger(fields: LogFields = {}, write: (line: string) => void = writeLine): Logger {
  const at = (level: LogLevel) => (message: string, more?: LogFields) =>
    write(formatLine(level, message, { ...fields, ...more }, Date.now()));
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (more) => createLogger({ ...fields, ...more }, write),
  };
}

/** `timestamp` is swallowed by Grafana's wrapper, and names with an `@` are the format's own. */
function fieldName(key: string): string {
  const name = clip(toText(key)).replace(/^@+/, '');
  return name === 'timestamp' || name === '' ? 'field_' + name : name;
}

function fieldValue(value: unknown): string | number | boolean | null {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : clip(shown(value));
    default:
      return clip(toText(value));
  }
}

function toText(value: unknown): string {
  try {
    return typeof value === 'string' ? value : String(value);
  } catch {
    return '[value that cannot be shown]';
  }
}

function clip(text: string): string {
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}… (${text.length} characters)` : text;
}

function fit(entry: Record<string, unknown>, level: LogLevel, now: number): string {
  const line = JSON.stringify(entry);
  if (Buffer.byteLength(line) <= MAX_LINE_BYTES) {
    return line;
  }
  const message = String(entry['@message']).slice(0, 2048);
  return JSON.stringify({
    '@level': level,
    '@message': message,
    '@timestamp': timestamp(now),
    droppedFields: 'the line was too long',
  });
}

function timestamp(now: number): string {
  return new Date(now).toISOString().replace(/\.(\d{3})Z$/, '.$1000Z');
}
