import type { Logger } from '../../src/backend/common/log.ts';

const ignore = (): void => undefined;

/** A logger for tests that don't look at the log. */
export const quietLog: Logger = {
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  with: () => quietLog,
};
