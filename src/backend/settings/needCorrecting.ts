/** A list of a thousand tenants can have as many mistakes, and nobody corrects more at a time. */
const MOST = 25;

/** What people are told of mistakes in the settings, each a sentence by itself. */
export function needCorrecting(mistakes: readonly string[]): string {
  const more = mistakes.length - MOST;
  const rest = more > 0 ? ` ${more.toLocaleString('en-US')} more.` : '';
  return `The data source's settings need correcting: ${mistakes.slice(0, MOST).join(' ')}${rest}`;
}
