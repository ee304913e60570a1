const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Order of names as people expect it: `web2` before `web10`, without regard to case. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
