import type { ActionGroup, ProcessingRule } from '../ruleModel.ts';
import { inGroup, SMALL } from '../smallIds.ts';

const PRODUCTION = `/subscriptions/${SMALL.contosoProduction}`;
const WEB = inGroup(SMALL.contosoProduction, 'rg-web');

/** The action group of world `small` that tells somebody. */
export const AG_OPS = `${WEB}/Microsoft.Insights/actionGroups/ag-ops`;

const group = { subscriptionId: SMALL.contosoProduction, resourceGroup: 'rg-web' };

/** Who is told. The receivers are marked, so that a client that shows them is caught. */
export const SMALL_ACTION_GROUPS: Readonly<Record<string, ActionGroup[]>> = {
  [SMALL.contosoProduction]: [
    {
      ...group,
      id: AG_OPS,
      name: 'ag-ops',
      shortName: 'ops',
      enabled: true,
      emails: [{ name: 'Operations', address: 'personal-data-operations@contoso.com' }],
      phones: [{ name: 'On call', countryCode: '49', number: '555-0100-personal-data' }],
      webhooks: [{ name: 'Ticket', uri: 'https://hooks.contoso.com/secret-webhook?sig=SECRET-SIGNATURE' }],
      armRoles: [{ name: 'Owners', roleId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' }],
    },
    {
      ...group,
      id: `${WEB}/microsoft.insights/actiongroups/ag-empty`,
      name: 'ag-empty',
      shortName: 'empty',
      enabled: false,
      emails: [],
      phones: [],
      webhooks: [],
      armRoles: [],
    },
  ],
};

/** What keeps alerts quiet, or adds to whom they tell. */
export const SMALL_PROCESSING_RULES: Readonly<Record<string, ProcessingRule[]>> = {
  [SMALL.contosoProduction]: [
    {
      ...group,
      id: `${WEB}/Microsoft.AlertsManagement/actionRules/mute-at-night`,
      name: 'mute-at-night',
      description: 'Nobody is called for low severities at night',
      enabled: true,
      scopes: [`${PRODUCTION}/resourceGroups/rg-web`],
      conditions: [{ field: 'Severity', operator: 'Equals', values: ['Sev3', 'Sev4'] }],
      schedule: {
        from: '2026-01-01T00:00:00',
        timeZone: 'W. Europe Standard Time',
        daily: { start: '22:00:00', end: '06:00:00' },
      },
      adds: [],
    },
    {
      ...group,
      id: `${WEB}/Microsoft.AlertsManagement/actionRules/add-oncall`,
      name: 'add-oncall',
      description: '',
      enabled: false,
      scopes: [PRODUCTION],
      conditions: [],
      adds: [AG_OPS],
    },
  ],
};
