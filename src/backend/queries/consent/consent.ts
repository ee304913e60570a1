import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Attempts } from './attempts.ts';
import type { ConsentOutcomes } from './outcomes.ts';

/** What signing in and consent need besides what every route has. */
export interface Consent {
  microsoft: Microsoft;
  settings: Settings;
  clock: Clock;
  log: Logger;
  attempts: Attempts;
  outcomes: ConsentOutcomes;
  orgId: number;
  uid: string;
  /** Grafana's own address, GF_APP_URL; null where it doesn't tell. */
  appUrl: string | null;
  /** Fires when the instance goes: what goes on after its request ends with it. */
  closed: AbortSignal;
}
