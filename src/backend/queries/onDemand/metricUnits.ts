/** Grafana's units for Azure Monitor's, as Grafana's own Azure data source maps them. */
const UNITS: Record<string, string> = {
  BitsPerSecond: 'bps',
  Bytes: 'decbytes',
  BytesPerSecond: 'Bps',
  Count: 'short',
  CountPerSecond: 'cps',
  Percent: 'percent',
  MilliSeconds: 'ms',
  Seconds: 's',
  // Grafana has none for these, and shows what it doesn't know behind the number.
  ByteSeconds: 'B·s',
  Cores: 'cores',
  MilliCores: 'mcores',
  NanoCores: 'ncores',
};

/** Undefined where Azure has no unit; one that we don't know is shown as Azure writes it. */
export function grafanaUnit(unit: string | null): string | undefined {
  return unit === null || unit === 'Unspecified' ? undefined : (UNITS[unit] ?? unit);
}
