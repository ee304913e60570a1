import type { Changes } from '../estate/changeFeed.ts';
import type { HistoryReader } from '../estate/history/past.ts';
import type { Snapshot } from '../estate/model/snapshot.ts';
import type { AccessReader } from '../microsoft/accessLog/accessReader.ts';
import type { RateLimit } from '../microsoft/budgets/rateLimit.ts';
import type { CheckedBaseline } from '../settings/coverageBaseline.ts';
import type { ConsentOutcomes } from './consent/outcomes.ts';
import type { CredentialReader } from './credentials/reader.ts';
import type { OnDemand } from './onDemand/onDemand.ts';
import type { Sight } from './visibility/sight.ts';

/** What a question is answered from. Nothing in it changes while the answer is made. */
export interface Reading {
  snapshot: Snapshot;
  /** Milliseconds since the epoch. */
  now: number;
  /** Origin of the Azure portal that links lead to. */
  portal: string;
  /** Who asks sees only some of the customers, or none: the snapshot has no others. Absent: all of them. */
  sight?: Sight;
}

/** Everything that a query is answered from and with. */
export interface QueryContext extends Reading {
  /** The panel's time range, ms since the epoch. */
  from: number;
  to: number;
  /** An alert rule asks: Grafana sent `FromAlert`. */
  fromAlert: boolean;
  signal: AbortSignal;
  /** The way to Microsoft for what the snapshot doesn't have. */
  onDemand: OnDemand;
  /** What is remembered of the calls to Microsoft. */
  accessLog: AccessReader;
  /** Every throttle budget that was used, as it is now. */
  rateLimits(): readonly RateLimit[];
  /** What needs correcting in the settings, a sentence each; absent: nothing. */
  mistakes?: readonly string[];
  /** How the settings' credentials are doing. */
  credentials: CredentialReader;
  /** What came of consents in customers' tenants; absent: nobody can ask for any. */
  consents?: Pick<ConsentOutcomes, 'of'>;
  /** How healthy everything was. */
  history: HistoryReader;
  /** What differed between two pictures, the newest of it. */
  changes: Changes;
  /** What should be watched, from the settings; absent: the default. */
  coverageBaseline?: CheckedBaseline;
  /** Points of a series that the panel has room for; Grafana's default where nobody says. */
  maxDataPoints?: number;
  /** Least time between two points that the panel asks for, ms. */
  intervalMs?: number;
}
