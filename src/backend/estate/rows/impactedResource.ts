import type { EventResource } from '../../microsoft/api/serviceHealthApi.ts';
import type { EstateRow, RowSectionInfo } from './row.ts';

/** A resource that an event of Service Health names. Times in ms. https://learn.microsoft.com/rest/api/resourcehealth/impacted-resources */
export interface ImpactedResource extends EstateRow, Omit<EventResource, 'subscriptionId'> {}

export const impactedResources: RowSectionInfo<ImpactedResource> = {
  interval: 'events',
  // The event itself is the news.
  change: () => null,
};
