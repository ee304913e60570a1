import { useEffect } from 'react';

/**
 * Puts another saved query into an editor without loading the page anew, so that a test can show hundreds of them:
 * `dispatchEvent(new CustomEvent('workbench:query', { detail }))`.
 */
export function useGiven<T>(what: 'query' | 'variable' | 'annotation', put: (saved: T) => void): void {
  useEffect(() => {
    const hear = (event: Event) => put((event as CustomEvent<T>).detail);
    window.addEventListener(`workbench:${what}`, hear);
    return () => window.removeEventListener(`workbench:${what}`, hear);
  }, [what, put]);
}
