const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
/** Tags that end a line in a browser; all others vanish without a trace. */
const BREAKS = /<\s*\/?\s*(?:br|p|div|li|ul|ol|tr|h[1-6])\b[^>]*>/gi;

/**
 * Azure's summaries are HTML. What people read in a table is its text: tags, scripts and comments are taken out,
 * entities are spelled out once (so that `&amp;lt;` stays `&lt;`), white space is one blank.
 * The result is plain text, not safe HTML: whoever puts it into a page still has to escape it.
 */
export function plainText(html: string): string {
  if (!/[<&\s]/.test(html)) {
    return html;
  }
  return html
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi, '')
    .replace(BREAKS, ' ')
    .replace(/<\/?[a-z][^<>]*(?:>|$)/gi, '')
    .replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/gi, (entity, name: string) => decode(name) ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

function decode(name: string): string | undefined {
  if (!name.startsWith('#')) {
    return ENTITIES[name.toLowerCase()];
  }
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined;
}
