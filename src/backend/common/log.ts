/** Grafana's levels, from the least to the most urgent. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Values beside a message. Never tokens, secrets, headers or bodies. */
export type LogFields = Record<string, string | number | boolean | null | undefined | Error>;

/** What the backend logs with. The one that writes Grafana's format to stderr is made in `grafana/logging.ts`. */
export interface Logger {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger that adds these fields to each line. */
  with(fields: LogFields): Logger;
}
