import { TOKEN_STORE_KEY } from '../../../shared/secretKeys.ts';
import { linesOf, tokenStoreKeyProblem } from '../../../shared/settingsChecks.ts';
import type { Fields } from '../fields.ts';
import { LABELS } from '../labels.ts';
import type { SettingsOperator } from '../operator.ts';

/** The settings' own keys before the operator's: the first one encrypts, all of them decrypt. */
export function readTokenStoreKeys(secrets: Fields, operator: SettingsOperator, mistakes: string[]): string[] {
  const texts = [secrets.text(TOKEN_STORE_KEY, LABELS.tokenStoreKey), operator.tokenStoreKey ?? ''];
  const keys = texts.flatMap(linesOf);
  const problem = tokenStoreKeyProblem(keys);
  if (problem) {
    // It is used all the same: what it has encrypted would be lost without it.
    mistakes.push(`${LABELS.tokenStoreKey} ${problem}.`);
  }
  return keys;
}
