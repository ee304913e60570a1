import type { Clock } from '../../common/clock.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Sight } from '../visibility/sight.ts';
import type { StoreCheck } from './stores.ts';

/** What Save & test looks at, and who asks. */
export interface CheckContext {
  settings: Settings;
  microsoft: Microsoft;
  clock: Clock;
  signal: AbortSignal;
  /** Whether what is to be kept over restarts can be. */
  stores(): Promise<readonly StoreCheck[]>;
  /** Who asks doesn't see every customer. */
  sight?: Sight;
  /** What in the visibility policy names nobody, or several; sentences. */
  doubts?(): readonly string[];
}
