import type { ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import { ItemFilter } from '../monitoring/sectionRows.ts';
import type { Filters, FilterValues } from '../filters.ts';

type Regions = readonly string[];

/** Filters over events. A region may be written as Service Health has it or as resources do: `West Europe`, `westeurope`. */
export function eventFilter(filters: Filters): ItemFilter<ServiceHealthEvent> {
  const { region, ...others } = filters;
  return new ItemFilter<ServiceHealthEvent>(region ? { ...others, region: compactKeys(region) } : others, {
    eventType: ({ eventType }) => [eventType],
    level: ({ eventLevel, level }) => [eventLevel, level],
    service: servicesOf,
    region: (event) => regionsOf(event).map(compact),
    trackingId: ({ trackingId }) => [trackingId],
    state: ({ status }) => [status],
  });
}

/** Azure services that an event touches, each once. */
export function servicesOf({ impact }: ServiceHealthEvent): Regions {
  return [...new Set(impact.map(({ service }) => service).filter((service) => service !== ''))];
}

/** Azure regions that an event touches, each once. */
export function regionsOf({ impact }: ServiceHealthEvent): Regions {
  return [...new Set(impact.flatMap(({ regions }) => regions))];
}

function compactKeys(values: FilterValues): FilterValues {
  return new Map([...values].map(([key, text]) => [compact(key), text]));
}

function compact(region: string): string {
  return region.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
