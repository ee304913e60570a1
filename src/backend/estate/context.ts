import type { Clock } from '../common/clock.ts';
import type { Logger } from '../common/log.ts';
import type { Microsoft } from '../microsoft/api/microsoft.ts';
import type { Settings } from '../settings/settings.ts';
import type { Breakers } from './refresh/breakers.ts';
import type { ChangeFeed } from './changeFeed.ts';
import type { HealthHistory } from './history/healthHistory.ts';
import type { InternedNames, TextPool } from './segments/names.ts';
import type { PartKey } from './model/part.ts';
import type { Picture } from './picture/picture.ts';
import type { Slices } from '../common/slices.ts';

/** What the parts of one estate share. */
export interface EstateContext {
  readonly settings: Settings;
  readonly microsoft: Microsoft;
  readonly clock: Clock;
  readonly log: Logger;
  readonly names: InternedNames;
  readonly texts: TextPool;
  readonly slices: Slices;
  readonly picture: Picture;
  readonly feed: ChangeFeed;
  readonly saver: Saver;
  readonly history: HealthHistory;
  readonly breakers: Breakers;
}

/** Where what changed is put down for the next start. Never throws, never waits. */
export interface Saver {
  /** The part has other content. */
  changed(key: PartKey): void;
  /** The part was read again and is as it was. */
  seen(key: PartKey): void;
  removed(key: PartKey): void;
}
