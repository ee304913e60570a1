import type { Json } from './panels.ts';

/**
 * Links from a row to the next level. Ids go into the variables, so that two customers of one name stay two; people
 * read the names. The time range stays behind: each dashboard has one that fits its question.
 */
const KEPT = 'var-datasource=${datasource}';

function to(title: string, uid: string, variables: Record<string, string>): Json {
  const given = Object.entries(variables).map(
    ([name, column]) => `var-${name}=\${__data.fields.${column}:percentencode}`,
  );
  return { title, url: `/d/${uid}?${[KEPT, ...given].join('&')}` };
}

export const TO_PORTAL: Json = {
  title: 'Open in the Azure portal',
  url: '${__data.fields.portalUrl:raw}',
  targetBlank: true,
};

export const TO_CUSTOMER = to('Open the customer', 'azurecsp-customer', { customer: 'customerId' });
/** On a tile, where a browser shows the title of its one link to who points at it. */
export const TO_NAMED_CUSTOMER: Json = { ...TO_CUSTOMER, title: 'Open ${__data.fields.customer}' };
export const TO_RESOURCES = to('Show the resources', 'azurecsp-resources', { customer: 'customerId' });
/** On a page of one customer, whose rows don't name it again. */
export const TO_TYPE: Json = {
  title: 'Show these resources',
  url: `/d/azurecsp-resources?${KEPT}&\${customer:queryparam}&var-resourceType=\${__data.fields.resourceType:percentencode}`,
};
export const TO_SUBSCRIPTION = to('Show the resources of the subscription', 'azurecsp-resources', {
  customer: 'customerId',
  subscription: 'subscriptionId',
});
export const TO_RESOURCE = to('Open the resource', 'azurecsp-resources', {
  customer: 'customerId',
  resource: 'resourceId',
});
export const TO_EVENT = to('Show whom and what it touches', 'azurecsp-events', { event: 'trackingId' });
