import { readSettings } from '../../backend/settings/read.ts';
import { CADENCES, ROOM } from './collectionFields.ts';

const account = { id: 'a', kind: 'managedIdentity', tenantId: 'contoso.com', clientId: '' };

function isTaken(name: string, value: number): boolean {
  const settings = { credentials: [account], partner: { enabled: true }, collection: { [name]: value } };
  return (
    readSettings(settings, {}, { allowInsecureEndpoints: false, allowManagedIdentity: true }).mistakes.length === 0
  );
}

describe('limits of the collection', () => {
  it.each([...CADENCES, ...ROOM])('should be the backend’s for $name', ({ name, least, most, standard }) => {
    expect([least - 1, least, standard, most, most + 1].map((value) => isTaken(name, value))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});
