import type { Json } from './panels.ts';
import { access } from './access.ts';
import { alerts } from './alerts.ts';
import { customer } from './customer.ts';
import { events } from './events.ts';
import { resources } from './resources.ts';
import { topology } from './topology.ts';
import { wall } from './wall.ts';
import { wallMany } from './wallMany.ts';

/** File name in provisioning/dashboards/ -> dashboard. */
export const DASHBOARDS: Record<string, Json> = {
  wall,
  wallMany,
  customer,
  resources,
  events,
  alerts,
  topology,
  access,
};

export function format(content: Json): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
