import type { SelectableValue } from '@grafana/data';
import { isAll } from '../../shared/query.ts';
import type { OptionsPage } from '../../shared/tree.ts';

/** What is known of a filter's values: texts by value in lower case; `null` for a value that the server doesn't know. */
export type KnownValues = ReadonlyMap<string, string | null>;

/**
 * A menu: template variables and what is known of the server's answer, both narrowed to the search (which the server
 * does in the same way, over all there is), then a line for what didn't fit.
 */
export function menuOptions(
  page: OptionsPage | undefined,
  variables: readonly string[],
  search: string,
): Array<SelectableValue<string>> {
  const wanted = search.trim().toLowerCase();
  const matching = variables.filter((name) => name.toLowerCase().includes(wanted));
  const options = page?.options ?? [];
  const left = (page?.total ?? 0) - options.length;
  const found = options.filter(
    ({ text, value }) => text.toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted),
  );
  return [
    ...matching.map((name) => ({ label: name, value: name, description: 'Dashboard variable' })),
    ...found.map(({ text, value }) => ({ label: text, value, ...(text === value ? {} : { title: value }) })),
    ...(left > 0
      ? [{ label: `${left.toLocaleString('en')} more: type to narrow the list`, value: '', isDisabled: true }]
      : []),
  ];
}

/** The chosen values with their texts; one that the server or the dashboard no longer knows stays and says so. */
export function chosenOptions(
  values: readonly string[],
  known: KnownValues,
  variables?: readonly string[],
): Array<SelectableValue<string>> {
  return values.map((value) => {
    const text = known.get(value.toLowerCase());
    // In front, where a long value can't push it out of sight.
    const label = text === null ? `Not found: ${value}` : (text ?? value);
    return { value, label: isLostVariable(value, variables) ? `No such variable: ${value}` : label, title: value };
  });
}

/** Grafana's own variables (`$__from`) are always there. */
function isLostVariable(value: string, variables: readonly string[] | undefined): boolean {
  const name = /(?:\$\{?|\[\[)(\w+)/.exec(value)?.[1];
  return name !== undefined && variables !== undefined && !name.startsWith('__') && !variables.includes(`$${name}`);
}

/** Values whose text has to be asked for: not variables, not All, not known yet. */
export function unknownValues(values: readonly string[], known: KnownValues): string[] {
  return values.filter((value) => !isVariable(value) && !isAll([value]) && !known.has(value.toLowerCase()));
}

/** Adds a page's texts. With `asked`, those of them that the page doesn't hold are marked as not found. */
export function learn(known: KnownValues, page: OptionsPage, asked: readonly string[] = []): KnownValues {
  const next = new Map(known);
  const texts = new Set<string>();
  for (const { text, value } of page.options) {
    next.set(value.toLowerCase(), text);
    texts.add(text.toLowerCase());
  }
  for (const value of asked) {
    const key = value.toLowerCase();
    if (!next.has(key)) {
      // Filters take names as well as ids, so a value may be known by its text.
      next.set(key, texts.has(key) || page.options.length < page.total ? value : null);
    }
  }
  return next;
}

/** True when the text contains a template variable, as Grafana writes them: `$name`, `${name}`, `[[name]]`. */
export function isVariable(value: string): boolean {
  return /\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\]/.test(value);
}
