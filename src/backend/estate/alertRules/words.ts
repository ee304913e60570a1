import { isoSeconds } from '../../common/isoDuration.ts';

/** `5 minutes`; durations that aren't ISO ones as they are. */
export function durationWords(duration: string | null): string | null {
  const seconds = isoSeconds(duration);
  return seconds === null ? duration : secondsWords(seconds);
}

/** A length of time in its largest whole unit: `5 minutes`. */
export function secondsWords(seconds: number): string {
  const [name, size] =
    (
      [
        ['day', 86_400],
        ['hour', 3_600],
        ['minute', 60],
      ] as const
    ).find(([, unit]) => seconds >= unit && seconds % unit === 0) ?? (['second', 1] as const);
  return counted(seconds / size, name);
}

/** `1 day`, `2 days`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  equals: '=',
  equal: '=',
  notequals: '≠',
  greaterthan: '>',
  greaterthanorequal: '≥',
  lessthan: '<',
  lessthanorequal: '≤',
  greaterorlessthan: 'above or below',
};

/** `>` of `GreaterThan`; operators that we don't know as they are. */
export function operatorWords(operator: string | null): string {
  return operator === null ? '?' : (OPERATORS[operator.toLowerCase()] ?? operator);
}

const LONGEST = 120;

/** On one line, without comments, and cut where it is long. */
export function shortened(query: string, most = LONGEST): string {
  const line = query
    .replace(/(^|\s)\/\/[^\n]*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

/** `a, b or c`, the first few of many. */
export function anyOf(values: readonly string[], most = 4): string {
  const named = values.slice(0, most);
  if (values.length > most) {
    return `${named.join(', ')} or ${values.length - most} more`;
  }
  return named.length < 2 ? (named[0] ?? '') : `${named.slice(0, -1).join(', ')} or ${named[named.length - 1]}`;
}

/** Sentences of the parts that there are. */
export function joined(parts: readonly (string | null)[], separator = ' '): string {
  return parts.filter((part) => part !== null && part !== '').join(separator);
}
