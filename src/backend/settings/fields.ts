import { jsonObject, type JsonObject } from '../../shared/json.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/** True for the usual spelling of a GUID, in any case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** True for a DNS name with at least one dot, as tenants have them. */
export function isDomain(text: string): boolean {
  return DOMAIN.test(text);
}

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
    const text = this.requiredText(name, label);
    if (text !== '' && !isGuid(text)) {
      this.mistake(label, 'must be a GUID such as 00000000-0000-0000-0000-000000000000');
      return '';
    }
    return text.toLowerCase();
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
    const text = this.requiredText(name, label);
    if (text !== '' && !isGuid(text) && !isDomain(text)) {
      this.mistake(
        label,
        "must be a tenant ID (a GUID) or one of the tenant's domains, such as contoso.onmicrosoft.com",
      );
      return '';
    }
    return text.toLowerCase();
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
  whole(name: string, label: string, range: { min: number; max: number; otherwise: number }): number {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') {
      return range.otherwise;
    }
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < range.min || number > range.max) {
      this.mistake(label, `must be a whole number from ${range.min} to ${range.max}`);
      return range.otherwise;
    }
    return number;
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
    const good = all.filter((value) => typeof value === 'string').filter((value) => isGuid(value.trim()));
    if (good.length < all.length) {
      this.mistake(label, 'must hold subscription IDs (GUIDs) only');
    }
    return good.map((value) => value.trim().toLowerCase());
  }
}
