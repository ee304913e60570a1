interface Thrown {
  data?: { error?: unknown; message?: unknown };
  message?: unknown;
  statusText?: unknown;
}

/** The sentence in whatever was thrown: Grafana's fetch errors carry the backend's own under `data.error`, Grafana's under `data.message`. */
export function errorText(reason: unknown): string {
  const { data, message, statusText } = (reason ?? {}) as Thrown;
  const text = [data?.error, data?.message, message, statusText].find(
    (part) => typeof part === 'string' && part !== '',
  );
  return typeof text === 'string' ? text : 'The data source did not answer.';
}
