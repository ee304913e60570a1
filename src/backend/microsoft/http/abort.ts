import { cancelled } from '../../common/errors.ts';

/**
 * Waits for work that others may share: when the signal fires the waiting ends with `Cancelled`, the work goes on.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(cancelled());
    if (signal.aborted) {
      // Whoever else waits for the work hears how it ends.
      work.catch(() => undefined);
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
