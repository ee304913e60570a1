/**
 * Levels of lists and objects within each other that are taken. What recurs over a value, as `JSON.stringify` does,
 * runs out of stack at some thousands; Microsoft's deepest answers (rules, policies) have about a dozen.
 */
export const MOST_LEVELS = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether JSON goes deeper than `MOST_LEVELS`, told from its text in one pass; what is no JSON gets some answer. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfText(text, at);
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > MOST_LEVELS) {
        return true;
      }
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}

/** Where the text that begins at a quote ends. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) {
      backslashes += 1;
    }
    if (backslashes % 2 === 0) {
      return end;
    }
  }
  return text.length;
}

/** Puts null in place of what lies deeper than `MOST_LEVELS`, so that the rest can be used. Changes the value itself. */
export function cutDepth(value: unknown): unknown {
  const open: [value: unknown, depth: number][] = [[value, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [container, depth] = next;
    if (typeof container !== 'object' || container === null) {
      continue;
    }
    const within = container as Record<string, unknown>;
    for (const key of Object.keys(within)) {
      if (depth < MOST_LEVELS) {
        open.push([within[key], depth + 1]);
      } else if (typeof within[key] === 'object') {
        within[key] = null;
      }
    }
  }
  return value;
}
