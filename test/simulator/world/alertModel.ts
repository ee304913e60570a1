/** What fired. Plain values, as in `model.ts`. Times are epoch ms. */
export type AlertState = 'New' | 'Acknowledged' | 'Closed';

export interface AlertStateChange {
  /** Ms after it fired. */
  after: number;
  state: AlertState;
  by: string;
  comments?: string;
}

/** A fired alert before a clock is held to it. */
export interface AlertPlan {
  /** Of a repeated one: the seed of its ids. */
  alertId: string;
  at: number;
  /** Ms; every time it is another alert. */
  every?: number;
  subscriptionId: string;
  ruleId: string;
  ruleName: string;
  severity: number;
  signalType: 'Metric' | 'Log' | 'Unknown';
  monitorService: string;
  /** Resource, or subscription. */
  target: string;
  description: string;
  /** Ms after it fired; absent: never. Alerts of the activity log are stateless and never resolve. */
  resolvesAfter?: number;
  states?: AlertStateChange[];
  suppressed?: boolean;
  context?: Record<string, unknown>;
}

/** A fired alert as it stands at some moment. */
export interface Alert extends Omit<AlertPlan, 'at' | 'every' | 'resolvesAfter' | 'states'> {
  firedAt: number;
  resolvedAt?: number;
  modifiedAt: number;
  modifiedBy: string;
  condition: 'Fired' | 'Resolved';
  state: AlertState;
  /** Oldest first; the first one is that it was created. */
  history: AlertModification[];
}

export interface AlertModification {
  at: number;
  event: 'AlertCreated' | 'StateChange' | 'MonitorConditionChange' | 'ActionsTriggered' | 'ActionsSuppressed';
  from: string;
  to: string;
  by: string;
  comments?: string;
}
