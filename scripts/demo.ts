// Shows the product without a tenant: Microsoft's side simulated, the built plugin, and a Grafana where there is one
// (GRAFANA_HOME names it, or it is on the PATH), else the workbench. PORT chooses the address, WORLD the world; what stands
// on the command line is the simulator's.
import { join } from 'node:path';
import { findGrafana, startGrafana } from '../test/grafana/grafana.ts';
import { runSimulator } from '../test/grafana/simulator.ts';
import { startWorkbench } from '../test/workbench/serve.ts';
import { hostPlatform } from './backend.ts';
import { node, root, run } from './tools.ts';

const WORLD = process.env['WORLD'] ?? 'demo';
const port = Number(process.env['PORT'] ?? 3000);
const dist = join(root, 'dist');

run(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts/build.ts'), '--if-missing']);
const simulator = await runSimulator(['--world', WORLD, '--clock', 'real', ...process.argv.slice(2)]);
const home = findGrafana();
const stage = home
  ? await startGrafana({ home, dist, provisioning: join(root, 'provisioning'), simulator, port })
  : await workbench();

console.log(`\n  ${home ? 'Grafana' : 'Workbench'} with the ${WORLD} world: ${stage.url}\n\n  Ctrl-C ends it.`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop());
}

async function workbench(): Promise<{ url: string; stop(): Promise<void> }> {
  for (const end of ['10.4', '13']) {
    run(node, [join(root, 'scripts/frontend.mjs'), `workbench-${end}`, '--if-missing']);
  }
  const executable = join(dist, `gpx_azurecsp_${hostPlatform()}${process.platform === 'win32' ? '.exe' : ''}`);
  const served = await startWorkbench({ executable, simulatorSettings: simulator, port });
  return { url: served.url, stop: () => served.close() };
}

async function stop(): Promise<void> {
  await stage.stop();
  await simulator.stop();
  process.exit(0);
}
