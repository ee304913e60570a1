import { useEffect, useState, type RefObject } from 'react';
import type { Row } from './tree.ts';
import { ROW_HEIGHT } from './useWindow.ts';

/** The line that keys act on; it stays in sight, and in the list when that gets shorter. */
export function useActive(
  rows: readonly Row[],
  box: RefObject<HTMLDivElement | null>,
): [number, (index: number) => void] {
  const [wanted, setActive] = useState(0);
  const active = Math.max(0, Math.min(wanted, rows.length - 1));
  useEffect(() => {
    const element = box.current;
    if (!element || document.activeElement !== element) {
      return;
    }
    const top = active * ROW_HEIGHT;
    if (top < element.scrollTop) {
      element.scrollTop = top;
    } else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
    }
  }, [active, box]);
  return [active, setActive];
}
