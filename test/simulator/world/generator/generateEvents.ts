import { guid, Random } from '../../core/random.ts';
import type { Subscription } from '../model.ts';
import type { EventPlan, EventType } from '../eventModel.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Kind {
  type: EventType;
  subType?: string;
  title: string;
  eventLevel: EventPlan['eventLevel'];
  service: string;
}

const KINDS: readonly Kind[] = [
  { type: 'ServiceIssue', title: 'Increased latency of storage accounts', eventLevel: 'Error', service: 'Storage' },
  {
    type: 'PlannedMaintenance',
    title: 'Maintenance of network hardware',
    eventLevel: 'Informational',
    service: 'Network Infrastructure',
  },
  {
    type: 'HealthAdvisory',
    subType: 'Retirement',
    title: 'Retirement of an old API',
    eventLevel: 'Informational',
    service: 'App Service',
  },
  {
    type: 'SecurityAdvisory',
    title: 'Security advisory for virtual machines',
    eventLevel: 'Critical',
    service: 'Virtual Machines',
  },
  { type: 'RCA', title: 'Post incident review: SQL Database', eventLevel: 'Informational', service: 'SQL Database' },
  {
    type: 'Billing',
    subType: 'PriceChanges',
    title: 'Change of prices',
    eventLevel: 'Informational',
    service: 'Azure Billing',
  },
];
const REGIONS = ['West Europe', 'North Europe', 'East US', 'UK South'];
const COUNT = 24;

/** Service Health of a generated world: events of the last weeks, each over a part of all subscriptions. */
export function generateEvents(key: string, subscriptions: readonly Subscription[], start: number): EventPlan[] {
  const random = new Random(`${key} events`);
  return Array.from({ length: COUNT }, (_, i) => {
    const kind = KINDS[i % KINDS.length] ?? { type: 'ServiceIssue', title: '', eventLevel: 'Error', service: '' };
    const at = start - random.int(60, 25 * 24 * 60) * MINUTE;
    const share = random.next() * 0.25;
    const touched = subscriptions.filter(() => random.next() < share);
    return eventOf(kind, trackingId(`${key} event ${i}`), at, random, touched);
  });
}

/** Two groups of letters and digits, as Microsoft's `VT1L-9SZ`. */
export function trackingId(key: string): string {
  const text = BigInt(`0x${guid(key).replaceAll('-', '')}`)
    .toString(36)
    .toUpperCase();
  return `${text.slice(1, 5)}-${text.slice(5, 8)}`;
}

function eventOf(kind: Kind, id: string, at: number, random: Random, touched: readonly Subscription[]): EventPlan {
  const { service, ...rest } = kind;
  const over = kind.type === 'RCA' || random.next() < 0.7;
  const text = (sentence: string): string => `<p><strong>${kind.title}.</strong> ${sentence}</p>`;
  return {
    ...rest,
    trackingId: id,
    at,
    level: kind.eventLevel === 'Informational' ? 'Warning' : 'Critical',
    priority: random.int(0, 23),
    header: kind.title,
    platformInitiated: true,
    ...(kind.type === 'SecurityAdvisory' && { sensitive: true }),
    impact: [{ service, regions: [random.pick(REGIONS)] }],
    phases: [
      { after: 0, status: 'Active', stage: 'Active', text: text('We are looking into it.') },
      ...(over
        ? [
            {
              after: random.int(1, 40) * 60 * MINUTE,
              status: 'Resolved',
              stage: 'Resolved',
              text: text('It is over.'),
            } as const,
          ]
        : []),
    ],
    ...(kind.type === 'PlannedMaintenance' && { maintenance: { from: DAY, until: DAY + 120 * MINUTE } }),
    touches: new Map(touched.map((one) => [one.id, []])),
  };
}
