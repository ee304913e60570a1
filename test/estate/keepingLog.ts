import type { LogFields, Logger } from '../../src/backend/common/log.ts';

export interface LogLine {
  level: string;
  message: string;
  fields: LogFields;
}

/** A logger that keeps its lines. */
export function keepingLog(lines: LogLine[] = [], shared: LogFields = {}): Logger {
  const at = (level: string) => (message: string, fields?: LogFields) =>
    void lines.push({ level, message, fields: { ...shared, ...fields } });
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => keepingLog(lines, { ...shared, ...fields }),
  };
}
