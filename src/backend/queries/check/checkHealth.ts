import type { CheckContext } from './checkContext.ts';
import { CspError } from '../../common/errors.ts';
import { otherSignIns } from './signIns.ts';
import { type CheckStep, Steps } from './steps.ts';
import { STEPS, walk } from './walk.ts';
import type { Sight } from '../visibility/sight.ts';

/** What Grafana shows of Save & test. */
export interface CheckResult {
  status: 'ok' | 'error';
  message: string;
  /** `untried`: steps behind the one that failed. */
  details: { steps: CheckStep[]; untried: string[]; verboseMessage: string };
}

/**
 * Save & test: walks the way that collecting takes and stops at the first step that fails. Credentials that this way
 * doesn't use sign in beside it; one that can't is named and hides nothing else. Never throws for what Microsoft says.
 */
export async function checkHealth(context: CheckContext): Promise<CheckResult> {
  if (context.sight) {
    return untold(context.sight);
  }
  const steps = new Steps(context.clock, context.signal);
  const beside = otherSignIns(context, steps);
  let failure: CspError | undefined;
  try {
    await walk(context, steps);
  } catch (thrown) {
    failure = CspError.from(thrown);
  }
  const others = await beside;
  const result = resultOf(steps.taken, others, failure);
  const doubts = context.doubts?.() ?? [];
  return { ...result, message: [result.message, ...doubts].join(' ') };
}

/** Everybody who may query can press the button, by its address at least; what the check finds is about all customers. */
function untold({ nothing, sentence }: Sight): CheckResult {
  const message = nothing
    ? sentence
    : 'The data source answers. What the check finds is told to whoever the visibility policy shows every customer.';
  return { status: nothing ? 'error' : 'ok', message, details: { steps: [], untried: [], verboseMessage: message } };
}

function resultOf(way: CheckStep[], others: CheckStep[], failure: CspError | undefined): CheckResult {
  const untried = failure ? STEPS.slice(STEPS.findIndex((name) => way.at(-1)?.step.startsWith(name)) + 1) : [];
  const after = way.findIndex(({ step }) => step.startsWith('Sign-in')) + 1;
  const steps = [...way.slice(0, after), ...others, ...way.slice(after)];
  const broken = others.filter(({ ok }) => !ok);
  const message = failure
    ? [failure.message, ...broken.map(named), ...(untried.length > 0 ? [`Not tried: ${untried.join(', ')}.`] : [])]
    : broken.length > 0
      ? [...broken.map(named), 'All else works.']
      : way.filter(({ step }) => SAID.has(step)).map(({ result }) => result);
  const lines = steps.map(
    ({ step, ok, milliseconds, result }) => `${ok ? 'OK' : 'FAILED'} ${step}, ${milliseconds} ms: ${result}`,
  );
  const left = untried.map((step) => `NOT TRIED ${step}`);
  return {
    status: failure || broken.length > 0 ? 'error' : 'ok',
    message: message.join(' '),
    details: { steps, untried: [...untried], verboseMessage: [...lines, ...left].join('\n') },
  };
}

/** Steps whose result is worth a place in the one sentence that Grafana shows first. */
const SAID = new Set(['Customers', 'Subscriptions', 'Resource Health', 'Resource Graph']);

function named({ step, result }: CheckStep): string {
  return `${step} failed: ${result}`;
}
