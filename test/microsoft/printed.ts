/** All that an error would show if somebody printed it with its causes. */
export function printed(error: unknown): string {
  const parts: string[] = [];
  for (let one: unknown = error, depth = 0; one !== undefined && one !== null && depth < 10; depth++) {
    const fields = one as Record<string, unknown>;
    parts.push(String(one), JSON.stringify(one, Object.getOwnPropertyNames(one)));
    one = fields.cause;
  }
  return parts.join('\n');
}
