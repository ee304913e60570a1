import { NO_HEALTH } from '../columns/states.ts';
import type { Definition } from '../definition.ts';
import { healthStateOf } from './resourceColumns.ts';
import type { ResourceRows } from './resources.ts';
import { worstFirst } from './worstFirst.ts';

type Common = 'order' | 'first' | 'state' | 'selectsState' | 'alerting' | 'notices';

/** What all lists of resources have in common: the worst come first, and each one is an alert of its own. */
export const resourceList: Pick<Definition<ResourceRows>, Common> = {
  order: ['-healthValue', 'customer', 'subscription', 'resource'],
  first: worstFirst,
  state: (source, row) => healthStateOf(source, row) ?? NO_HEALTH,
  selectsState: true,
  alerting: {
    labels: ['customer', 'subscriptionId', 'resourceGroup', 'resource', 'resourceType', 'resourceId'],
    value: 'healthValue',
  },
  notices: (source) => source.notices,
};
