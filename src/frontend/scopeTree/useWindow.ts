import { useState, type UIEvent } from 'react';

export const ROW_HEIGHT = 33;
/** Lines drawn beyond the edges, so that a flick of the wheel shows no gap. */
const BEYOND = 6;

interface Window {
  first: number;
  /** Not included. */
  last: number;
  /** More than there are between the two: lines that many apart are never drawn at the same time. */
  slots: number;
  /** Pixels of what is left out above and below. */
  above: number;
  below: number;
  onScroll(event: UIEvent<HTMLElement>): void;
  /** What is to be seen after the list was scrolled up, without waiting for the browser to tell. */
  toTop(): void;
}

/** Which lines of a long list are in sight; a thousand of them cost no more than a screenful. */
export function useWindow(count: number, height: number): Window {
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.min(Math.floor(top / ROW_HEIGHT), count) - BEYOND);
  const last = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + BEYOND);
  return {
    first,
    last,
    slots: Math.ceil(height / ROW_HEIGHT) + 2 * BEYOND + 1,
    above: first * ROW_HEIGHT,
    below: Math.max(0, count - last) * ROW_HEIGHT,
    onScroll: (event) => setTop(event.currentTarget.scrollTop),
    toTop: () => setTop(0),
  };
}
