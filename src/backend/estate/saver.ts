import type { Logger } from '../common/log.ts';
import type { ChangeFeed } from './changeFeed.ts';
import type { EstateContext, Saver } from './context.ts';
import type { DirectoryFacts } from './discovery/directory.ts';
import type { Discovery } from './discovery/discovery.ts';
import type { InternedNames } from './names.ts';
import type { PartKey } from './partStatus.ts';
import type { Picture } from './picture.ts';
import type { Slices } from './slices.ts';
import type { Store } from './store.ts';

export class StoreSaver implements Saver {
  constructor(_options: { store: Store | null; log: Logger; picture: Picture; names: InternedNames; feed: ChangeFeed; slices: Slices; facts(): DirectoryFacts }) {}
  changed(_key: PartKey): void {}
  seen(_key: PartKey): void {}
  removed(_key: PartKey): void {}
  async loadFacts(): Promise<DirectoryFacts | undefined> { return undefined; }
  async loadParts(_context: EstateContext, _discovery: Discovery): Promise<void> {}
  async flush(): Promise<void> {}
  async close(): Promise<void> {}
}
