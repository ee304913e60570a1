import type { Json } from './panels.ts';
import { wall } from './wall.ts';

/** File name in provisioning/dashboards/ -> dashboard. */
export const DASHBOARDS: Record<string, Json> = { wall };

export function format(content: Json): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
