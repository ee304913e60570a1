/** What the filter `tag` is compared with: `name`, and `name=value`. */
export function tagNames(tags: Readonly<Record<string, string>>): string[] {
  return Object.entries(tags).flatMap(([name, value]) => [name, `${name}=${value}`]);
}
