import type { AnswerLook, Look, PartLook } from './look.ts';
import { VICTIM, type FaultCase } from './faultCase.ts';

/** What one fault did to one collector or one question on demand. */
export interface Cell {
  target: string;
  /** `untouched`, `read another way`, `failed, rows kept`, `skipped, rows kept`, `no rows, said why`. */
  effect: string;
  code: string | null;
  status: number | null;
  sentence: string | null;
  /** Rows before, during and after. */
  rows: readonly [number, number, number];
  /** What was shown wrongly, forgotten, or didn't heal. */
  lost: string[];
}

export interface Passage {
  before: Look;
  during: Look;
  after: Look;
}

/** @param control the same passage of time without a fault. */
export function judge(fault: FaultCase, passage: Passage, control: Passage): { cells: Cell[]; lost: string[] } {
  const gone: string[] = [];
  const cells = [...sectionCells(fault, passage, control, gone), ...answerCells(fault, passage, control)];
  const lost = [...gone, ...cells.flatMap((cell) => cell.lost.map((what) => `${cell.target}: ${what}`))];
  for (const when of fault.cold ? (['after'] as const) : (['during', 'after'] as const)) {
    for (const [type, series] of Object.entries(control[when].alerting)) {
      if (passage[when].alerting[type] !== series) {
        lost.push(`alert rules on ${type} see other series or values ${when} the fault`);
      }
    }
  }
  if (!fault.everyone && !fault.mistake) {
    lost.push(...othersCalls(passage, control));
  }
  return { cells, lost };
}

function sectionCells(fault: FaultCase, passage: Passage, control: Passage, gone: string[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const [key, expected] of Object.entries(control.during.parts)) {
    const lost: string[] = [];
    const [before, during, after] = (['before', 'during', 'after'] as const).map((when) => passage[when].parts[key]);
    const healed = control.after.parts[key];
    if (!during || !after || !before || !healed) {
      if (!fault.cold || !after || !healed) {
        gone.push(`${key}: the part is gone`);
      }
      continue;
    }
    const whose = expected.tenantId === '' || expected.tenantId === VICTIM;
    lost.push(
      ...(fault.cold ? coldLosses(during, expected) : partLosses(during, expected)),
      ...healLosses(after, healed),
    );
    if (!whose && !fault.everyone && !sameState(during, expected)) {
      lost.push(`another tenant's part is ${during.outcome} ${during.code ?? ''}`);
    }
    if (!whose && lost.length === 0) {
      continue;
    }
    const cell = cells.get(expected.section);
    const rows = [before.rows, during.rows, after.rows] as const;
    const effect = effectOf(during, expected);
    if (!cell || cell.effect === 'untouched') {
      const sum = cell ? addRows(cell.rows, rows) : rows;
      const { code, status, sentence } = during;
      const said = effect === 'untouched' ? { code: null, status: null, sentence: null } : { code, status, sentence };
      const why = said.sentence ?? (effect === 'untouched' ? null : (during.issues[0] ?? null));
      cells.set(expected.section, {
        ...{ target: expected.section, effect, ...said, sentence: why, rows: sum },
        lost: [...(cell?.lost ?? []), ...lost],
      });
    } else {
      cells.set(expected.section, { ...cell, rows: addRows(cell.rows, rows), lost: [...cell.lost, ...lost] });
    }
  }
  return [...cells.values()];
}

function addRows(a: Cell['rows'], b: Cell['rows']): Cell['rows'] {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function sameState(a: PartLook, b: PartLook): boolean {
  return a.outcome === b.outcome && a.code === b.code && a.stale === b.stale;
}

function effectOf(during: PartLook, expected: PartLook): string {
  if (!sameState(during, expected)) {
    return `${during.outcome}, rows ${during.stale ? 'stale' : 'fresh'}`;
  }
  return during.issues.join() === expected.issues.join() ? 'untouched' : 'read another way';
}

/** A read that isn't good must leave what was there, marked, with a sentence. */
function partLosses(during: PartLook, expected: PartLook): string[] {
  const lost: string[] = [];
  if (during.rows !== expected.rows) {
    lost.push(`${during.rows} rows instead of ${expected.rows}`);
  }
  if (!sameState(during, expected)) {
    if (during.outcome === 'ok' || (expected.outcome === 'ok' && !during.stale)) {
      lost.push(`shown as fresh (${during.outcome})`);
    }
    lost.push(...sentenceLosses(during.sentence));
  }
  return lost;
}

/** Where nothing was ever read there is nothing to keep, but a reason to give. */
function coldLosses(during: PartLook, expected: PartLook): string[] {
  return sameState(during, expected) ? [] : sentenceLosses(during.sentence);
}

function healLosses(after: PartLook, expected: PartLook): string[] {
  const healed = after.rows === expected.rows && sameState(after, expected);
  return healed ? [] : [`not healed: ${after.outcome} ${after.code ?? ''}, ${after.rows} rows of ${expected.rows}`];
}

/** A sentence says what happened and what to do, in words that people can use. */
function sentenceLosses(sentence: string | null): string[] {
  if (sentence === null || sentence.length < 40) {
    return ['no sentence'];
  }
  return /undefined|\[object|NaN|should not/.test(sentence) ? [`an odd sentence: ${sentence}`] : [];
}

function answerCells(fault: FaultCase, passage: Passage, control: Passage): Cell[] {
  return Object.entries(control.during.answers).map(([target, expected]) => {
    const [before, during, after] = (['before', 'during', 'after'] as const).map(
      (when) => passage[when].answers[target] as AnswerLook,
    ) as [AnswerLook, AnswerLook, AnswerLook];
    const lost: string[] = [];
    const whole = during.victims === expected.victims;
    // Where nothing was ever read there is nothing to ask about, which the usual notice says.
    if (!whole && !fault.cold) {
      lost.push(...sentenceLosses(during.sentence));
    }
    const mistaken = fault.mistake === true && target === 'resourceGraph';
    if (!fault.everyone && !mistaken && during.others !== expected.others) {
      lost.push(`${during.others} rows of others instead of ${expected.others}`);
    }
    const then = control.after.answers[target] as AnswerLook;
    if (after.victims !== then.victims || after.others !== then.others || after.sentence !== then.sentence) {
      lost.push(`not healed: ${after.victims} of ${then.victims} rows`);
    }
    const untouched = whole && during.sentence === expected.sentence;
    return {
      target,
      effect: untouched ? 'untouched' : whole ? 'answered, with a warning' : 'no rows, says why',
      ...{ code: null, status: null, sentence: untouched ? null : during.sentence },
      rows: [before.victims, during.victims, after.victims],
      lost,
    };
  });
}

/** Other tenants are asked exactly what they are asked without the fault. */
function othersCalls({ during }: Passage, control: Passage): string[] {
  return Object.entries(control.during.calls)
    .filter(([tenant, count]) => tenant !== '' && tenant !== VICTIM && during.calls[tenant] !== count)
    .map(([tenant, count]) => `tenant ${tenant} was asked ${during.calls[tenant] ?? 0} times instead of ${count}`);
}
