import type { Simulation } from '../../core/simulation.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { watcherRoutes } from './watcherRoutes.ts';

/** Microsoft.Insights, and the rules of Microsoft.AlertsManagement, which are alike. */
export function insightsRoutes(simulation: Simulation): ArmRoute[] {
  return [...watcherRoutes(simulation)];
}
