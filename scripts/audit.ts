// Reports what `npm audit` knows of the packages, as a table for people; it never fails a build. Some registries don't
// answer audits: then it says so.
import { spawnSync } from 'node:child_process';
import { root } from './tools.ts';

const done = spawnSync('npm', ['audit', '--package-lock-only', '--json'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  timeout: 120_000,
});
const report = parse(done.stdout);
const counts = report?.metadata?.vulnerabilities;
if (!counts) {
  console.log(
    `No audit: ${report?.message ?? report?.error?.summary ?? 'the registry does not answer audits, or there is no way to it'}`,
  );
} else {
  console.log(
    `npm audit: ${Object.entries(counts)
      .map(([severity, count]) => `${severity} ${count}`)
      .join(', ')}`,
  );
  for (const [name, { severity, range }] of Object.entries(report.vulnerabilities ?? {})) {
    console.log(`  ${severity}: ${name} ${range}`);
  }
}

interface Audit {
  message?: string;
  error?: { summary?: string };
  metadata?: { vulnerabilities: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string; range: string }>;
}

function parse(text: string | null): Audit | undefined {
  try {
    return JSON.parse(text ?? '') as Audit;
  } catch {
    return undefined;
  }
}
