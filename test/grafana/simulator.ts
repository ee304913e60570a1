import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { AzureCspOptions } from '../../src/shared/settings.ts';

/** The first line that the simulator prints: data source settings that work against it, and where it is controlled. */
export interface SimulatorLine {
  control: string;
  jsonData: AzureCspOptions;
  secureJsonData: Record<string, string>;
}

export interface RunningSimulator extends SimulatorLine {
  /** Calls the control plane, see `test/simulator/README.md`. Answers the parsed body. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Runs Microsoft's side as its own process, as `npm run simulator` does. */
export async function runSimulator(args: string[]): Promise<RunningSimulator> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'test/simulator/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((done, failed) => {
    lines.once('line', done);
    child.once('exit', (code) => failed(new Error(`The simulator ended with code ${code} before it was ready`)));
  });
  const line = JSON.parse(first) as SimulatorLine;
  return {
    ...line,
    call: async (method, path, body) => {
      const answer = await fetch(`${line.control}${path}`, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      }
      return text === '' ? undefined : JSON.parse(text);
    },
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
