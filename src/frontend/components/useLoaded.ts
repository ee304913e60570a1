import { useEffect, useState } from 'react';
import { errorText } from '../errorText.ts';

export interface Loaded<T> {
  value: T | undefined;
  loading: boolean;
  error: string | undefined;
}

/** Asks when the question changes; the answer to an earlier one is dropped. No key: nothing is asked. */
export function useLoaded<T>(key: string | undefined, ask: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ value: undefined, loading: false, error: undefined });
  useEffect(() => {
    if (key === undefined) {
      setState({ value: undefined, loading: false, error: undefined });
      return undefined;
    }
    let wanted = true;
    setState((old) => ({ ...old, loading: true }));
    ask().then(
      (value) => wanted && setState({ value, loading: false, error: undefined }),
      (reason: unknown) => wanted && setState({ value: undefined, loading: false, error: errorText(reason) }),
    );
    return () => {
      wanted = false;
    };
  }, [key]); // eslint-disable-line react-hooks/exhaustive-deps -- the key says all that the question depends on
  return state;
}
