import { writeFileSync } from 'node:fs';

/**
 * Keeps what this process holds out of what others write of it when it dies, or is asked to: secrets are in its memory
 * and in its environment. Whoever may debug it still reads them.
 */
export function keepOutOfDumps(): void {
  if (process.platform === 'linux') {
    try {
      // Core dumps have registers and no memory: https://docs.kernel.org/filesystems/proc.html (coredump_filter)
      writeFileSync('/proc/self/coredump_filter', '0');
    } catch {
      // A sandbox without it writes no dumps either.
    }
  }
  // Node would open its debugger to everyone on this machine.
  process.on('SIGUSR1', () => {});
  // Node's diagnostic reports: https://nodejs.org/api/report.html
  if (process.report) {
    process.report.excludeEnv = true;
  }
}
