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

/** Sets of tags that are remembered: an estate has far fewer than resources, and reading one again costs more than all else. */
const MOST_TAG_SETS = 5_000;
const tagSets = new Map<string, Tags>();

/** The tags of such a text: the same object for the same text, mostly. */
export function parseTags(json: string): Tags {
  let tags = tagSets.get(json);
  if (!tags) {
    if (tagSets.size >= MOST_TAG_SETS) {
      tagSets.clear();
    }
    tagSets.set(json, (tags = Object.freeze(JSON.parse(json) as Tags)));
  }
  return tags;
}
