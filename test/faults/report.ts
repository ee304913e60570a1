import type { Cell } from './judge.ts';
import type { Result } from './lab.ts';

/** The matrix in Markdown: a line for each fault and each thing that it did, with whom it did it to. */
export function report(results: readonly Result[]): string {
  const cells = results.flatMap((result) => result.cells);
  const hit = cells.filter(({ effect }) => effect !== 'untouched');
  const lost = results.filter((result) => result.lost.length > 0);
  const families = [...new Set(results.map(({ fault }) => fault.family))];
  return `${[
    '# Faults',
    '',
    'Made by `npm run test:faults -- --write`; `npm run test:faults` runs everything again and fails where a line differs.',
    'World `small`, Contoso struck where a fault can strike one tenant. Each fault: a good sweep, a sweep with the fault,',
    'a sweep after it. Survived: every row is still there and marked stale where it was not read, with a sentence; the',
    'series and values of alert rules are the same; other tenants have the same rows from the same calls; the sweep after',
    'it is as if nothing had been; every line of the log is one that Grafana reads, none longer than 4 KiB, and no promise',
    'is rejected unheard. Rows are those before, during and after.',
    '',
    `Faults: ${results.length}. Cells (fault x collector or question on demand): ${cells.length}, of which ${hit.length} were struck. Faults with a loss: ${lost.length}.`,
    ...families.flatMap((family) =>
      section(
        family,
        results.filter(({ fault }) => fault.family === family),
      ),
    ),
  ].join('\n')}\n`;
}

function section(family: string, results: readonly Result[]): string[] {
  return [
    '',
    `## ${family}`,
    '',
    '| fault | where | effect | code | struck | rows | sentence | lost |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...results.flatMap(linesOf),
  ];
}

export function linesOf({ fault, cells, lost }: Result): string[] {
  const struck = cells.filter(({ effect }) => effect !== 'untouched');
  const groups = new Map<string, Cell[]>();
  for (const cell of struck) {
    const key = `${cell.effect} ${cell.code} ${cell.status}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const losses = lost.length === 0 ? '' : lost.join('; ');
  if (groups.size === 0) {
    return [line([fault.name, fault.where, 'untouched', '', 'nothing', '', '', losses])];
  }
  const firsts = [...groups.values()].map(([first]) => first);
  return [...groups.values()].map((group, index) => {
    const [first] = group as [Cell];
    const code = first.code === null ? '' : `${first.code} ${first.status ?? ''}`;
    const names = group.map(({ target }) => target).join(', ');
    const rows = group.map((cell) => cell.rows.join('→')).join(', ');
    return line([
      fault.name,
      fault.where,
      first.effect,
      code,
      names,
      rows,
      index > 0 && endOf(first) !== '' && endOf(first) === endOf(firsts[0]) ? 'the same' : (first.sentence ?? ''),
      index === 0 ? losses : '',
    ]);
  });
}

/** Code and status, which end a sentence: two that end alike say the same of different things. */
function endOf(cell: Cell | undefined): string {
  return /\([\w. ]+(, HTTP \d+)?\)$/.exec(cell?.sentence ?? '')?.[0] ?? '';
}

/** Ports differ from run to run. */
function line(columns: readonly string[]): string {
  const safe = columns.map((text) =>
    text
      .replace(/localhost:\d+/g, 'localhost')
      // Which of a tenant's collectors meets a refusal first is chance; the others wait for the probe.
      .replace(/Not asked since .*? when it can\. /g, '')
      .replace(/\|/g, '\\|')
      .replace(/\s+/g, ' '),
  );
  return `| ${safe.join(' | ')} |`;
}
