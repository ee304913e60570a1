import { execFileSync } from 'node:child_process';

/** Process id of the plugin that a Grafana runs; undefined while there is none. */
export function pluginPid(grafanaPid: number): number | undefined {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of lines) {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === grafanaPid && command.includes('gpx_azurecsp')) {
      return Number(pid);
    }
  }
  return undefined;
}
