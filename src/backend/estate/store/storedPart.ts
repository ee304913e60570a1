import type { DirectoryFacts } from '../discovery/facts.ts';
import type { Picture } from '../picture/picture.ts';
import { isWide } from '../model/sections.ts';
import { isRowSection } from '../rows/index.ts';
import type { InternedNames } from '../segments/names.ts';
import { encodeBody, type PartBody } from './partBody.ts';
import type { PendingPart } from './pending.ts';
import type { StoredPart } from './store.ts';

/** What parts are made of. */
export interface PartSources {
  picture: Picture;
  names: InternedNames;
  facts(): DirectoryFacts;
}

/** A part as it is now, for the store; undefined when it has gone or was never complete. */
export function storedPart(
  { picture, names, facts }: PartSources,
  { key, content }: PendingPart,
): StoredPart | undefined {
  const { section, tenantId, subscriptionId } = key;
  const status = picture.part(section, tenantId, subscriptionId);
  if (!status || status.observedAt === null) {
    return undefined;
  }
  const stored = { ...key, observedAt: status.observedAt, rows: status.rows };
  if (!content) {
    return stored;
  }
  if (section === 'customers') {
    return { ...stored, body: encodeBody({ head: facts() }) };
  }
  if (section === 'subscriptions') {
    return { ...stored, body: encodeBody({ head: picture.subscriptionsOf(tenantId) }) };
  }
  if (isWide(section)) {
    const rows = picture.wideEvents(tenantId);
    return rows && { ...stored, body: encodeBody({ head: rows }) };
  }
  const view = picture.view(subscriptionId);
  if (isRowSection(section)) {
    const rows = view?.rows[section];
    return rows && { ...stored, body: encodeBody({ head: rows }) };
  }
  const segment: Partial<PartBody<unknown>> | undefined =
    section === 'inventory' ? view?.inventory?.stored(names) : view?.health?.stored();
  return segment && { ...stored, body: encodeBody(segment) };
}
