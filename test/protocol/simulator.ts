import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningSimulator {
  /** Address of the control plane. */
  control: string;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
  stop(): void;
}

/** Runs Microsoft's side as its own process, so that it shares nothing with the plugin under test but the time. */
export async function runSimulator(
  args: string[] = ['--world', 'small', '--clock', 'real'],
): Promise<RunningSimulator> {
  const main = path.resolve(__dirname, '../simulator/main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The simulator ended with ${code}.`)));
  });
  const settings = JSON.parse(line) as Omit<RunningSimulator, 'stop'>;
  // The plugin is started again and again, within seconds: no quota of Microsoft's is made for that.
  await fetch(`${settings.control}/limits`, { method: 'PUT', body: '{"enforced":false}' });
  return { ...settings, stop: () => child.kill() };
}
