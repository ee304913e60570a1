/** More than anybody reads; a form with a mistake in each of its fields is told in less. */
const LONGEST = 4_000;
/** Of what is too long: how it begins says what is the matter, how it ends what to do. */
const HEAD = 2_500;
const TAIL = 1_300;

/**
 * A sentence of a length that people read. Sentences repeat names, values and ids as somebody wrote them, and those may
 * have a megabyte: what is in the middle goes.
 */
export function shorten(sentence: string): string {
  if (sentence.length <= LONGEST) {
    return sentence;
  }
  // Characters of two units are not cut in half.
  const head = sentence.slice(0, HEAD).replace(/[\ud800-\udbff]$/, '');
  const tail = sentence.slice(-TAIL).replace(/^[\udc00-\udfff]/, '');
  const left = (sentence.length - head.length - tail.length).toLocaleString('en-US');
  return `${head}… (${left} characters) …${tail}`;
}
