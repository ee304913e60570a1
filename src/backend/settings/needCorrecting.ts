/** What people are told of mistakes in the settings, each a sentence by itself. */
export function needCorrecting(mistakes: readonly string[]): string {
  return `The data source's settings need correcting: ${mistakes.join(' ')}`;
}
