import { isJsonObject, jsonObject, type JsonObject } from '../../shared/json.ts';
import {
  valuesProblem,
  VISIBILITY_LISTS,
  VISIBILITY_SUBJECTS,
  type VisibilitySubject,
} from '../../shared/visibility.ts';
import { LABELS } from './labels.ts';

/** Who sees which customers, checked. Texts are ready to be compared: see `comparable()`. */
export interface VisibilityPolicy {
  rules: readonly VisibilityRule[];
}

/** Of these people: whom they see and whom not; a denial wins. */
export interface VisibilityRule {
  subject: VisibilitySubject;
  values: ReadonlySet<string>;
  allow: VisibilityList;
  deny: VisibilityList;
}

/** Customers, tenants and tags that a rule names, ready to be compared. */
export type VisibilityList = Readonly<Record<(typeof VISIBILITY_LISTS)[number], ReadonlySet<string>>>;

/** Names, addresses and ids are compared without case, and however their accents were typed. */
export function comparable(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

const { visibility: LABEL, visibilityRule: RULE } = LABELS;

/**
 * Reads the policy; null: there is none, so everybody who may query sees everything. Whatever is unknown in it is a
 * mistake, a misspelt word too: a rule that is passed over might be the one that hides something. Sentences don't repeat
 * what is written there, since they are shown to everybody.
 */
export function readVisibility(value: unknown, mistakes: string[]): VisibilityPolicy | null {
  if (value === undefined || value === null) {
    return null;
  }
  const policy = new Checked(value, LABEL, mistakes);
  policy.only(['enabled', 'rules']);
  const enabled = policy.get('enabled');
  if (enabled !== undefined && typeof enabled !== 'boolean') {
    mistakes.push(`${LABEL} must be on or off (enabled: true or false).`);
  }
  const rules = policy.get('rules') ?? [];
  if (!Array.isArray(rules)) {
    mistakes.push(`${LABEL}: rules must be a list.`);
    return null;
  }
  const read = rules.map((rule, index) => readRule(rule, `${RULE.name} ${index + 1}`, mistakes));
  return enabled === false ? null : { rules: read };
}

function readRule(value: unknown, where: string, mistakes: string[]): VisibilityRule {
  const rule = new Checked(value, where, mistakes);
  rule.only(['subject', 'values', 'allow', 'deny']);
  const subject = readSubject(rule.get('subject'), where, mistakes);
  const values = rule.texts('values', RULE.values);
  const problem = subject && valuesProblem(subject, [...values]);
  if (problem) {
    mistakes.push(`${where}, ${RULE.values} ${problem}.`);
  }
  const [allow, deny] = [
    readList(rule.get('allow'), `${where}, ${RULE.allow}`, mistakes),
    readList(rule.get('deny'), `${where}, ${RULE.deny}`, mistakes),
  ];
  if (mistakes.length === 0 && isEmpty(allow) && isEmpty(deny)) {
    mistakes.push(`${where} neither allows nor denies anything.`);
  }
  return { subject: subject ?? 'nobody', values, allow, deny };
}

function readSubject(value: unknown, where: string, mistakes: string[]): VisibilitySubject | null {
  const subject = VISIBILITY_SUBJECTS.find((one) => one === value);
  if (value === 'team') {
    mistakes.push(
      `${where}, ${RULE.subject}: Grafana does not tell plugins of teams; name the logins of the team's members.`,
    );
  } else if (!subject) {
    mistakes.push(`${where}, ${RULE.subject} must be one of ${VISIBILITY_SUBJECTS.join(', ')}.`);
  }
  return subject ?? null;
}

function readList(value: unknown, where: string, mistakes: string[]): VisibilityList {
  const list = new Checked(value ?? {}, where, mistakes);
  list.only(VISIBILITY_LISTS);
  return {
    customers: list.texts('customers', RULE.customers),
    tenants: list.texts('tenants', RULE.tenants),
    tags: list.texts('tags', RULE.tags),
  };
}

function isEmpty(list: VisibilityList): boolean {
  return VISIBILITY_LISTS.every((name) => list[name].size === 0);
}

/** An object of which every key must be known. */
class Checked {
  readonly #values: JsonObject;
  readonly #where: string;
  readonly #mistakes: string[];

  constructor(value: unknown, where: string, mistakes: string[]) {
    if (!isJsonObject(value)) {
      mistakes.push(`${where} must be an object.`);
    }
    this.#values = jsonObject(value);
    this.#where = where;
    this.#mistakes = mistakes;
  }

  get(name: string): unknown {
    return this.#values[name];
  }

  only(names: readonly string[]): void {
    if (Object.keys(this.#values).some((name) => !names.includes(name))) {
      this.#mistakes.push(`${this.#where} has a part that is not known; there are: ${names.join(', ')}.`);
    }
  }

  texts(name: string, label: string): ReadonlySet<string> {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string' || one.trim() === '')) {
      this.#mistakes.push(`${this.#where}, ${label} must be a list of texts.`);
      return new Set();
    }
    return new Set(value.map((one: string) => comparable(one)));
  }
}
