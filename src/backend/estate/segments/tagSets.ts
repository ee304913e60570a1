/** Tags of one thing. */
export type Tags = Readonly<Record<string, string>>;

export const NO_TAGS: Tags = Object.freeze({});

/** Tags as text that equal ones share; '' for none. */
export function tagText(tags: Tags, share: (text: string) => string): string {
  for (const _ in tags) {
    return share(JSON.stringify(tags));
  }
  return '';
}

let lastTags: { json: string; tags: Tags } = { json: '', tags: NO_TAGS };

/** The tags of such a text. Rows next to each other mostly have the same. */
export function parseTags(json: string): Tags {
  if (lastTags.json !== json) {
    lastTags = { json, tags: Object.freeze(JSON.parse(json) as Tags) };
  }
  return lastTags.tags;
}
