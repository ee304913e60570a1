/** What the address says to show; links to states and the tests use it. */
export interface PageState {
  tab: 'query' | 'variables' | 'settings';
  theme: 'dark' | 'light';
  /** Sends no answer, so that the waiting state stays on the screen. */
  hang: boolean;
  /** Shows the settings as a provisioned data source has them. */
  provisioned: boolean;
  /** In the alert rule editor. */
  alerting: boolean;
  /** Saved query and variable query, whatever they hold. */
  query?: unknown;
  variable?: unknown;
}

export function readState(): PageState {
  const given = new URLSearchParams(location.search);
  const tab = given.get('tab');
  return {
    tab: tab === 'variables' || tab === 'settings' ? tab : 'query',
    theme: given.get('theme') === 'light' ? 'light' : 'dark',
    hang: given.has('hang'),
    provisioned: given.has('provisioned'),
    alerting: given.has('alerting'),
    query: parse(given.get('query')),
    variable: parse(given.get('variable')),
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
