import type { Server } from '@grpc/grpc-js';
import type { Logger } from '../../common/log.ts';

/** The host kills after 2 s; half of that for the data sources to close, then go. */
const DISPOSE_MS = 700;
/** Long enough for the answer to Shutdown to leave; open streams would hold the server for ever. */
const DRAIN_MS = 150;
const ORPHAN_POLL_MS = 1000;

export interface StopSteps {
  server: Server;
  /** Tells running calls that the plugin stops. */
  abort(): void;
  disposeAll(): Promise<void>;
  cleanUp(): void;
  log: Logger;
}

/** Ends the process in good order, well within the two seconds that the host waits. Only the first call counts. */
export function createStop(steps: StopSteps): (reason: string) => void {
  let stopping = false;
  return (reason) => {
    if (!stopping) {
      stopping = true;
      void stop(steps, reason);
    }
  };
}

async function stop(steps: StopSteps, reason: string): Promise<void> {
  steps.log.debug('The plugin stops.', { reason });
  const drained = new Promise<void>((resolve) => {
    steps.server.tryShutdown(() => resolve());
  });
  steps.abort();
  await Promise.all([Promise.race([drained, after(DRAIN_MS)]), Promise.race([steps.disposeAll(), after(DISPOSE_MS)])]);
  steps.server.forceShutdown();
  steps.cleanUp();
  process.exit(0);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Wires what can end the plugin besides its host's Shutdown: SIGTERM, and the host's death, seen when another process
 * becomes the parent. Ctrl-C goes to the whole process group and is the host's to answer.
 */
export function watchProcess(stop: (reason: string) => void): void {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => stop('SIGTERM'));
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent || (process.platform === 'win32' && !isAlive(parent))) {
      stop('Grafana is gone');
    }
  }, ORPHAN_POLL_MS).unref();
}

/** Windows never gives an orphan a new parent. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
