export const TABS = ['query', 'explore', 'variables', 'annotations', 'settings'] as const;
export type Tab = (typeof TABS)[number];

/** What stands between the page and the backend: `down` answers nothing but errors, `slow` late, `stale` as after failed reads. */
export const CONDITIONS = ['down', 'slow', 'stale'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What the address says to show; links to states and the tests use it. */
export interface PageState {
  tab: Tab;
  theme: 'dark' | 'light';
  /** Sends no answer, so that the waiting state stays on the screen. */
  hang: boolean;
  /** Shows the settings as a provisioned data source has them. */
  provisioned: boolean;
  /** The tiles hear of changes instead of asking from time to time. */
  live: boolean;
  /** Nothing is asked again from time to time: what is on the screen is all that the page is busy with. */
  still: boolean;
  /** In the alert rule editor. */
  alerting: boolean;
  condition?: Condition;
  /** Saved query and variable query, whatever they hold. */
  query?: unknown;
  variable?: unknown;
  annotation?: unknown;
}

export function readState(): PageState {
  const given = new URLSearchParams(location.search);
  return {
    tab: TABS.find((tab) => tab === given.get('tab')) ?? 'query',
    condition: CONDITIONS.find((condition) => condition === given.get('condition')),
    theme: given.get('theme') === 'light' ? 'light' : 'dark',
    hang: given.has('hang'),
    provisioned: given.has('provisioned'),
    live: given.has('live'),
    still: given.has('still'),
    alerting: given.has('alerting'),
    query: parse(given.get('query')),
    variable: parse(given.get('variable')),
    annotation: parse(given.get('annotation')),
  };
}

/** Keeps the address in step, so that a reload shows the same. */
export function keepInAddress(change: Partial<Record<'tab' | 'theme', string>>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(change)) {
    url.searchParams.set(name, value);
  }
  history.replaceState(null, '', url);
}

function parse(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
