import { CATALOGUE } from './catalogue.ts';
import type { FaultCase } from './faultCase.ts';

/** One of each family, for the tests; `npm run test:faults` runs them all. */
export const SLICE: readonly FaultCase[] = named([
  ['Entra', 'AADSTS50020', 'token endpoint'],
  ['Partner Center', '900421', 'partnerCenter'],
  ['Resource Manager', 'AuthorizationFailed', 'resourceManager'],
  ['Resource Graph', 'GatewayTimeout', 'resourceGraph'],
  ['Resource Health', 'TooManyRequests', 'resourceHealth'],
  ['AlertsManagement', 'InternalServerError', 'alertsManagement, and Resource Graph failing'],
  ['Azure Monitor', 'flat BadRequest', 'insights'],
  ['Microsoft Graph', 'Authorization_RequestDenied', 'graph'],
  ['Network', 'truncate', 'Resource Manager'],
  ['Network', 'repeatedPage', 'Resource Manager'],
  ['Network', 'certificate', 'connection to resourceManager'],
  ['Clock', '+20 min', "Microsoft's clock against ours"],
]);

const NETWORK = CATALOGUE.filter(({ family, dns }) => family === 'Network' && !dns);
/** Every way that an answer or the way to it can be broken, each in one place, and all places in turn. */
export const BROKEN: readonly FaultCase[] = [...new Set(NETWORK.map(({ name }) => name))].map((name, index) => {
  const places = NETWORK.filter((fault) => fault.name === name);
  return places[index % places.length] as FaultCase;
});

function named(names: readonly (readonly [family: string, name: string, where: string])[]): FaultCase[] {
  return names.map(([family, name, where]) => {
    const fault = CATALOGUE.find((one) => one.family === family && one.name === name && one.where === where);
    if (!fault) {
      throw new Error(`The catalogue has no fault ${family} ${name} at ${where}.`);
    }
    return fault;
  });
}
