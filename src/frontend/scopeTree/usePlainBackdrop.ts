import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Grafana 10.4 blurs what is behind a dialog. Without a graphics card, as on remote desktops and many walls, that takes
 * hundreds of milliseconds for each frame of the dialog: with this ref on anything in it, what is behind is only dimmed.
 */
export function usePlainBackdrop<T extends HTMLElement>(): RefObject<T | null> {
  const inside = useRef<T | null>(null);
  useLayoutEffect(() => {
    const around = inside.current?.closest('[role=dialog]')?.parentElement;
    for (const element of around?.querySelectorAll<HTMLElement>(':scope > [role=presentation]') ?? []) {
      element.style.backdropFilter = 'none';
    }
  }, []);
  return inside;
}
