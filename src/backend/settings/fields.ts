import type { WholeRange } from '../../shared/collection.ts';
import { jsonObject, type JsonObject } from '../../shared/json.ts';
import { guidProblem, isGuid, subscriptionsProblem, tenantProblem, wholeProblem } from '../../shared/settingsChecks.ts';

/** Reads fields of one object of unknown shape and collects a sentence for each that can't be used. */
export class Fields {
  readonly #values: JsonObject;
  readonly #where: string;
  readonly #mistakes: string[];

  /** @param where goes in front of each label, such as `Credential "partner", `. */
  constructor(value: unknown, where: string, mistakes: string[]) {
    this.#values = jsonObject(value);
    this.#where = where;
    this.#mistakes = mistakes;
  }

  get(name: string): unknown {
    return this.#values[name];
  }

  mistake(label: string, reason: string): void {
    this.#mistakes.push(`${this.#where}${label} ${reason}.`);
  }

  /** Trimmed text; '' when absent. */
  text(name: string, label: string): string {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return '';
    }
    if (typeof value !== 'string') {
      this.mistake(label, 'must be text');
      return '';
    }
    return value.trim();
  }

  requiredText(name: string, label: string): string {
    const before = this.#mistakes.length;
    const text = this.text(name, label);
    if (text === '' && this.#mistakes.length === before) {
      this.mistake(label, 'is missing');
    }
    return text;
  }

  /** A GUID in lower case; '' after a mistake. */
  guid(name: string, label: string): string {
    return this.#checked(name, label, guidProblem);
  }

  /** The same; '' also when absent. */
  optionalGuid(name: string, label: string): string {
    return this.text(name, label) === '' ? '' : this.guid(name, label);
  }

  /** One of a few words; the first choice when absent or after a mistake. */
  oneOf<T extends string>(name: string, label: string, choices: readonly T[], otherwise: T): T {
    const text = this.text(name, label);
    const choice = choices.find((one) => one === text);
    if (text !== '' && choice === undefined) {
      this.mistake(label, `must be one of ${choices.join(', ')}`);
    }
    return choice ?? otherwise;
  }

  /** A tenant: GUID or domain, in lower case; '' after a mistake. */
  tenant(name: string, label: string): string {
    return this.#checked(name, label, tenantProblem);
  }

  flag(name: string, label: string, otherwise: boolean): boolean {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return otherwise;
    }
    if (typeof value !== 'boolean') {
      this.mistake(label, 'must be on or off (true or false)');
      return otherwise;
    }
    return value;
  }

  /** A whole number; the form's text boxes may have left it as text. */
  whole(name: string, label: string, range: WholeRange): number {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') {
      return range.standard;
    }
    const problem = wholeProblem(value, range);
    if (problem) {
      this.mistake(label, problem);
      return range.standard;
    }
    return Number(value);
  }

  list(name: string, label: string): unknown[] {
    const value = this.#values[name];
    if (value === undefined || value === null) {
      return [];
    }
    if (!Array.isArray(value)) {
      this.mistake(label, 'must be a list');
      return [];
    }
    return value;
  }

  guids(name: string, label: string): string[] {
    const all = this.list(name, label);
    const problem = subscriptionsProblem(all);
    if (problem) {
      this.mistake(label, problem);
    }
    const texts = all.filter((value) => typeof value === 'string').map((value) => value.trim().toLowerCase());
    return texts.filter(isGuid);
  }

  /** Text that must be there, in lower case; '' after a mistake. */
  #checked(name: string, label: string, problemOf: (text: string) => string | undefined): string {
    const text = this.requiredText(name, label);
    const problem = text === '' ? undefined : problemOf(text);
    if (problem) {
      this.mistake(label, problem);
      return '';
    }
    return text.toLowerCase();
  }
}
