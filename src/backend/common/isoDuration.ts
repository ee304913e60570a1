const UNITS = [604_800, 86_400, 3_600, 60, 1] as const;

/** Seconds of an ISO 8601 duration without months and years, as Azure writes them: `PT5M`; null for any other text. */
export function isoSeconds(duration: string | null): number | null {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(duration ?? '');
  if (!match || match.slice(1).every((part) => part === undefined)) {
    return null;
  }
  return UNITS.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * unit, 0);
}
