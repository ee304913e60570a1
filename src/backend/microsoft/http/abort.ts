import { CspError } from '../../common/errors.ts';

/** A call whose caller has stopped waiting for it, whatever the caller's own reason was. */
export function cancelled(): CspError {
  return new CspError('The request was cancelled before it was done.', {
    code: 'Cancelled',
    status: 499,
    source: 'downstream',
  });
}

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
