import type { EventPlan } from '../eventModel.ts';
import { SMALL, SMALL_EVENTS, SMALL_RESOURCES } from '../smallIds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Service Health of world `small`: one event of every type. */
export function smallEvents(start: number): EventPlan[] {
  return [incident(start), maintenance(start), retirement(start), security(start), ...others(start)];
}

function incident(start: number): EventPlan {
  return {
    trackingId: SMALL_EVENTS.incident,
    at: start - 25 * MINUTE,
    type: 'ServiceIssue',
    level: 'Critical',
    eventLevel: 'Error',
    priority: 11,
    title: 'Virtual Machines – connectivity and restart failures in West Europe & Germany West Central',
    header: 'Your service might have been impacted by an Azure service issue',
    platformInitiated: true,
    impact: [
      { service: 'Virtual Machines', regions: ['West Europe', 'Germany West Central', 'Austria East'] },
      { service: 'Storage', regions: ['West Europe'] },
    ],
    phases: [
      {
        after: 0,
        status: 'Active',
        stage: 'Active',
        text: '<p><strong>What happened?</strong></p><p>Starting at 11:35&nbsp;UTC, virtual machines may fail to start &amp; lose connectivity.</p>',
      },
      {
        after: 10 * MINUTE,
        status: 'Active',
        stage: 'In Progress',
        text: '<p><strong>Current status:</strong> a storage unit lost power. We are moving its load.<br/>Next update in <em>60 minutes</em>.</p><script>alert(1)</script>',
        tags: ['Action Recommended'],
      },
      {
        after: 70 * MINUTE,
        status: 'Resolved',
        stage: 'Resolved',
        text: '<p>Mitigated at 12:45&nbsp;UTC. A <a href="https://aka.ms/pir">review</a> follows.</p>',
        tags: ['Preliminary PIR'],
      },
    ],
    touches: new Map([
      [SMALL.contosoProduction, [SMALL_RESOURCES.web02, SMALL_RESOURCES.app]],
      [SMALL.northwindWeb, [SMALL_RESOURCES.north01]],
      [SMALL.fabrikamRetail, [SMALL_RESOURCES.till01]],
    ]),
  };
}

function maintenance(start: number): EventPlan {
  return {
    trackingId: SMALL_EVENTS.maintenance,
    at: start - 2 * DAY,
    type: 'PlannedMaintenance',
    level: 'Warning',
    eventLevel: 'Informational',
    priority: 5,
    title: 'Planned maintenance of Key Vault in North Europe',
    header: 'Scheduled maintenance for your resources',
    platformInitiated: true,
    impact: [{ service: 'Key Vault', regions: ['North Europe'] }],
    phases: [
      {
        after: 0,
        status: 'Active',
        stage: 'Active',
        text: '<p>We will service the hardware below your vaults. Expect up to <b>10 minutes</b> without access.</p>',
      },
      { after: 2 * DAY - 6 * MINUTE, status: 'Active', stage: 'In Progress', text: '<p>Maintenance has begun.</p>' },
      { after: 2 * DAY + 2 * HOUR, status: 'Resolved', stage: 'Resolved', text: '<p>Maintenance is complete.</p>' },
    ],
    maintenance: { from: 2 * DAY - 10 * MINUTE, until: 2 * DAY + 2 * HOUR },
    touches: new Map([[SMALL.contosoProduction, [SMALL_RESOURCES.vault]]]),
  };
}

function retirement(start: number): EventPlan {
  return {
    trackingId: SMALL_EVENTS.retirement,
    at: start - 20 * DAY,
    type: 'HealthAdvisory',
    subType: 'Retirement',
    level: 'Warning',
    eventLevel: 'Informational',
    priority: 3,
    title: 'Retirement of basic public IP addresses',
    header: 'Retirement notice: action is needed',
    platformInitiated: true,
    impact: [{ service: 'Network Infrastructure', regions: ['Global'] }],
    phases: [
      {
        after: 0,
        status: 'Active',
        stage: 'Active',
        text: '<p>Move to the standard SKU.</p>',
        tags: ['Action Recommended'],
      },
      { after: 19 * DAY, status: 'Resolved', stage: 'Resolved', text: '<p>This notice is closed.</p>' },
    ],
    touches: new Map([
      [SMALL.contosoProduction, []],
      [SMALL.contosoDevelopment, []],
    ]),
  };
}

function security(start: number): EventPlan {
  return {
    trackingId: SMALL_EVENTS.security,
    at: start - 6 * HOUR,
    type: 'SecurityAdvisory',
    level: 'Critical',
    eventLevel: 'Critical',
    priority: 1,
    title: 'Security advisory for storage accounts',
    header: 'Sensitive header: rotate the keys of account stcontoso',
    platformInitiated: true,
    sensitive: true,
    impact: [{ service: 'Storage', regions: ['North Europe'] }],
    phases: [
      { after: 0, status: 'Active', stage: 'Active', text: '<p>SENSITIVE-DETAIL: keys may have been seen.</p>' },
    ],
    touches: new Map([[SMALL.contosoProduction, [SMALL_RESOURCES.storage]]]),
  };
}

const quiet = { level: 'Warning', eventLevel: 'Informational', priority: 2, platformInitiated: true } as const;

function others(start: number): EventPlan[] {
  return [
    {
      ...quiet,
      trackingId: SMALL_EVENTS.review,
      at: start - 5 * DAY,
      type: 'RCA',
      title: 'Post incident review: App Service in Germany West Central',
      header: 'Review of an incident',
      impact: [{ service: 'App Service', regions: ['Germany West Central'] }],
      phases: [
        {
          after: 0,
          status: 'Resolved',
          stage: 'Resolved',
          text: '<h2>Root cause</h2><p>A change of configuration.</p>',
          tags: ['Final PIR'],
        },
      ],
      touches: new Map([[SMALL.northwindWeb, []]]),
    },
    {
      ...quiet,
      trackingId: SMALL_EVENTS.billing,
      at: start - 2 * DAY,
      type: 'Billing',
      subType: 'PriceChanges',
      title: 'Prices of Storage change',
      header: 'Price change',
      impact: [{ service: 'Azure Billing', regions: ['Global'] }],
      phases: [{ after: 0, status: 'Active', stage: 'Active', text: '<p>New prices from January.</p>' }],
      touches: new Map([[SMALL.contosoProduction, []]]),
    },
    {
      ...quiet,
      trackingId: SMALL_EVENTS.emerging,
      at: start - 15 * MINUTE,
      type: 'EmergingIssues',
      title: 'Azure portal – slow sign-in in Europe',
      header: 'Emerging issue',
      impact: [{ service: 'Microsoft Azure portal', regions: ['West Europe', 'North Europe'] }],
      phases: [{ after: 0, status: 'Active', stage: 'Active', text: '<p>We are looking into slow sign-ins.</p>' }],
      touches: new Map(),
    },
    {
      ...quiet,
      trackingId: SMALL_EVENTS.tenant,
      at: start - 8 * HOUR,
      type: 'HealthAdvisory',
      title: 'Change of sign-in logs in Microsoft Entra ID',
      header: 'Advisory for your tenant',
      impact: [{ service: 'Microsoft Entra ID', regions: ['Global'] }],
      phases: [{ after: 0, status: 'Active', stage: 'Active', text: '<p>A field is added.</p>' }],
      touches: new Map(),
      tenantIds: [SMALL.contoso, SMALL.tailwind],
    },
  ];
}
