import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

/** The project's folder: every script is started from there by run.mjs. */
export const root = resolve('.');

export const node = process.execPath;

/** Runs a program with our own output; a failure ends the script. */
export function run(program: string, args: string[], env: Record<string, string> = {}): void {
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.status !== 0) {
    throw new Error(`${program} ${args[0] ?? ''} failed (${done.error?.message ?? `exit code ${done.status}`})`);
  }
}

/** Runs a program while others go on. @throws where it fails. */
export async function runBeside(program: string, args: string[]): Promise<void> {
  const [code] = (await once(spawn(program, args, { cwd: root, stdio: 'inherit' }), 'close')) as [number | null];
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed (exit code ${code})`);
  }
}

/** Runs one of the installed packages' JavaScript programs with the pinned Node. */
export function runPackage(file: string, args: string[], env?: Record<string, string>): void {
  run(node, ['--disable-warning=ExperimentalWarning', join(root, 'node_modules', file), ...args], env);
}
