/** What Service Health has to say. Plain values, as in `model.ts`. Times are epoch ms. */
export type EventType =
  'ServiceIssue' | 'PlannedMaintenance' | 'HealthAdvisory' | 'RCA' | 'EmergingIssues' | 'SecurityAdvisory' | 'Billing';

/** What Microsoft says about an event from this long after its start on. */
export interface EventPhase {
  /** Ms after the event's start. */
  after: number;
  status: 'Active' | 'Resolved';
  stage: 'Active' | 'In Progress' | 'Updated' | 'Resolved';
  /** HTML, as Microsoft writes it. */
  text: string;
  /** `Action Recommended`, `Preliminary PIR`, ... */
  tags?: string[];
}

/** An event of Service Health before a clock is held to it. */
export interface EventPlan {
  /** Of a repeated one: its first part. */
  trackingId: string;
  at: number;
  /** Ms; every time it is another event with a tracking id of its own. */
  every?: number;
  type: EventType;
  subType?: string;
  level: 'Critical' | 'Warning';
  eventLevel: 'Critical' | 'Error' | 'Warning' | 'Informational';
  priority: number;
  title: string;
  header: string;
  platformInitiated: boolean;
  /** Text only for those who may read sensitive events. */
  sensitive?: boolean;
  impact: Array<{ service: string; regions: string[] }>;
  /** In the order of time; the first one begins at 0. */
  phases: EventPhase[];
  /** Ms after the start; of planned maintenance. */
  maintenance?: { from: number; until: number };
  /** Subscriptions that it touches, with the ids of the resources that it names there. */
  touches: ReadonlyMap<string, readonly string[]>;
  /** Tenants that see it at tenant scope. */
  tenantIds?: string[];
}

/** An event as it stands at some moment. */
export interface ServiceEvent extends Omit<EventPlan, 'at' | 'every' | 'phases' | 'maintenance'> {
  startedAt: number;
  updatedAt: number;
  mitigatedAt?: number;
  status: EventPhase['status'];
  stage: EventPhase['stage'];
  maintenance?: { from: number; until: number };
  /** Newest first. */
  updates: Array<{ at: number; text: string; tags: string[] }>;
}
