import type { SignInStarted } from '../../../src/shared/signIn.ts';
import { TestEstate } from '../estate.ts';
import { CALLBACK, GRAFANA, SignInDesk, UID } from './signInDesk.ts';

let estate: TestEstate;
let desk: SignInDesk;
beforeAll(async () => {
  estate = await TestEstate.start();
});
beforeEach(async () => {
  desk = await SignInDesk.open(estate);
});
afterEach(() => desk.close());
afterAll(() => estate.close());

test('an address that is not registered never gets a code, and a code goes to no other', async () => {
  const moved = await desk.begin({ consent: { appUrl: 'https://moved.example.com' } });
  await expect(desk.person.signIn(moved.authorizeUrl)).rejects.toThrow('AADSTS50011');
});

test.each<[string, string | null, string, string | undefined]>([
  ['Grafana’s own address wins', GRAFANA, 'https://evil.example', CALLBACK],
  ['the page’s where Grafana tells none', null, 'https://grafana.example.com/noc', CALLBACK],
  [
    'http on this machine',
    null,
    'http://localhost:3000/',
    `http://localhost:3000/api/datasources/uid/${UID}/resources/consent/callback`,
  ],
  [
    'http where Grafana says so',
    'http://noc.example.com',
    '',
    `http://noc.example.com/api/datasources/uid/${UID}/resources/consent/callback`,
  ],
  ['no http that only the page says', null, 'http://noc.example.com', undefined],
  ['no other scheme', null, 'javascript:alert(1)', undefined],
  ['no user', null, 'https://a:b@noc.example.com', undefined],
  ['nothing', null, '', undefined],
])('redirect URI: %s', async (_, appUrl, page, expected) => {
  const answer = await desk.post('consent/start', { credential: 'partner', appUrl: page }, { consent: { appUrl } });
  expect((answer.body as Partial<SignInStarted>).redirectUri).toBe(expected);
  expect(answer.status).toBe(expected === undefined ? 400 : 200);
});
