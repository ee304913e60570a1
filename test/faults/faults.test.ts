import { readFileSync } from 'node:fs';
import { CATALOGUE } from './catalogue.ts';
import { FaultLab } from './lab.ts';
import { linesOf } from './report.ts';

/** One of each family; `npm run test:faults` runs them all. */
const SLICE = [
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
] as const;

let lab: FaultLab;
beforeAll(() => {
  lab = new FaultLab();
});
afterAll(() => lab.close());

const reported = readFileSync('docs/faults.md', 'utf8').split('\n');

test.each(SLICE)(
  '%s %s at %s loses nothing, and does what docs/faults.md says',
  async (family, name, where) => {
    const fault = CATALOGUE.find((one) => one.family === family && one.name === name && one.where === where);
    if (!fault) {
      throw new Error('The catalogue has no such fault.');
    }
    const result = await lab.run(fault);
    expect(result.lost).toEqual([]);
    expect(reported).toEqual(expect.arrayContaining(linesOf(result)));
  },
  30_000,
);
