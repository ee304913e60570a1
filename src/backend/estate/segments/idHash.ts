import { resourceKey } from '../../../shared/resourceId.ts';

/** `resourceKey()` without its work where the id is already in shape, as nearly all are. */
export function keyOf(id: string): string {
  return id.startsWith('/') && !id.endsWith('/') ? id.toLowerCase() : resourceKey(id);
}

/** FNV-1a over the UTF-16 units of a key, then mixed so that ids that differ in their last digit are far apart. */
export function hashKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
