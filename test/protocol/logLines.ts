/** A line of a plugin's stderr, and the rule it breaks, if it breaks one. */
export interface LogLine {
  text: string;
  fault: string | undefined;
}

const LEVELS = new Set(['trace', 'debug', 'info', 'warn', 'error']);
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$/;
/** go-plugin's host reads this much at a time. */
const MAX_BYTES = 64 * 1024;

/**
 * What go-plugin's host would make of a line: undefined when it is a good structured line, else why it is not.
 * https://github.com/hashicorp/go-plugin/blob/main/log_entry.go
 */
export function faultOfLogLine(text: string): string | undefined {
  if (Buffer.byteLength(text) >= MAX_BYTES) {
    return 'is 64 KiB or longer';
  }
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return 'is not a JSON object';
  }
  return faultOfEntry(entry as Record<string, unknown>);
}

function faultOfEntry(entry: Record<string, unknown>): string | undefined {
  for (const key of ['@message', '@level', '@timestamp']) {
    if (typeof entry[key] !== 'string') {
      return `has no string ${key}, which panics the host when it is there`;
    }
  }
  if (!LEVELS.has(entry['@level'] as string)) {
    return `has the unknown level ${String(entry['@level'])}`;
  }
  if (!TIMESTAMP.test(entry['@timestamp'] as string)) {
    return `has the timestamp ${String(entry['@timestamp'])}, not one with six fractional digits`;
  }
  return 'timestamp' in entry ? 'has the key timestamp, which Grafana drops' : undefined;
}
