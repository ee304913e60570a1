import { useLayoutEffect, useMemo, useRef } from 'react';
import type { RowActions } from './TreeRow.tsx';

/** The same functions throughout, which call the latest ones. */
export function useSteady(actions: RowActions): RowActions {
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  return useMemo(
    () => ({
      activate: (index) => latest.current.activate(index),
      toggle: (row) => latest.current.toggle(row),
      select: (row) => latest.current.select(row),
    }),
    [],
  );
}
