/** The sentence in whatever was thrown: Grafana's fetch errors carry the backend's own under `data.message`. */
export function errorText(reason: unknown): string {
  const { data, message, statusText } = (reason ?? {}) as { data?: { message?: unknown }; message?: unknown; statusText?: unknown };
  const text = [data?.message, message, statusText].find((part) => typeof part === 'string' && part !== '');
  return typeof text === 'string' ? text : 'The data source did not answer.';
}
