import cldr from 'cldr-core/supplemental/windowsZones.json' with { type: 'json' };

/** Unicode's territory for the whole world: the zone that a Windows name means where no country is told. */
const WORLD = '001';

/**
 * IANA's name of a time zone by Windows' name, for Azure names time zones as Windows does and JavaScript as IANA does.
 * https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml
 */
export const WINDOWS_ZONES: ReadonlyMap<string, string> = new Map(
  cldr.supplemental.windowsZones.mapTimezones
    .filter(({ mapZone }) => mapZone._territory === WORLD)
    .map(({ mapZone }) => [mapZone._other, mapZone._type]),
);
