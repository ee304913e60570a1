import { runSimulator as run, type RunningSimulator } from '../grafana/simulator.ts';

export type { RunningSimulator };

/** Runs Microsoft's side as its own process, so that it shares nothing with the plugin under test but the time. */
export async function runSimulator(
  args: string[] = ['--world', 'small', '--clock', 'real'],
): Promise<RunningSimulator> {
  const simulator = await run(args);
  // The plugin is started again and again, within seconds: no quota of Microsoft's is made for that.
  await simulator.call('PUT', '/limits', { enforced: false });
  return simulator;
}
