import { useEffect, useRef, useState } from 'react';

/**
 * A value that changes while somebody types: the first letter after a pause at once, those that follow quickly when they
 * have stayed for a while, an empty text at once.
 */
export function useCalm(value: string, ms: number): string {
  const [calm, setCalm] = useState(value);
  const changed = useRef(0);
  useEffect(() => {
    const now = performance.now();
    const wait = value === '' || now - changed.current > ms ? 0 : ms;
    changed.current = now;
    if (wait === 0) {
      setCalm(value);
      return undefined;
    }
    const timer = setTimeout(() => setCalm(value), wait);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return calm;
}
