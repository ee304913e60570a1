import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Microsoft } from '../../../src/backend/microsoft/api/microsoft.ts';
import { LocalTokenStore } from '../../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import { tokenStores } from '../../../src/backend/microsoft/auth/stores/tokenStores.ts';
import { createMicrosoft } from '../../../src/backend/microsoft/microsoft.ts';
import { Attempts } from '../../../src/backend/queries/consent/attempts.ts';
import type { Consent } from '../../../src/backend/queries/consent/consent.ts';
import { ConsentOutcomes } from '../../../src/backend/queries/consent/outcomes.ts';
import type { RouteAnswer, RouteContext } from '../../../src/backend/queries/routes/route.ts';
import { route } from '../../../src/backend/queries/routes/routes.ts';
import { readSettings } from '../../../src/backend/settings/read.ts';
import type { SignInStarted, SignInStatus } from '../../../src/shared/signIn.ts';
import { ManualClock } from '../../estate/manualClock.ts';
import { KeptLog } from '../../microsoft/harness.ts';
import { LOOPBACK } from '../../microsoft/loopback.ts';
import { RecentAccess } from '../../microsoft/recentAccess.ts';
import { Person } from '../../microsoft/signInPerson.ts';
import type { TestEstate } from '../estate.ts';
import { SMALL, START } from '../estate.ts';

/** Where the tests' Grafana is, as it tells its plugins. */
export const GRAFANA = 'https://grafana.example.com/noc/';
export const UID = 'csp';
/** The redirect URI that the partner's application has. */
export const CALLBACK = `https://grafana.example.com/noc/api/datasources/uid/${UID}/resources/consent/callback`;
export const ADMIN = { login: 'ana', name: 'Ana', role: 'Admin' };

/** What is different about one request: who asks, and how. */
export interface Change {
  user?: RouteContext['user'];
  consent?: Partial<Consent>;
}

/** The routes of sign-in and consent against the simulator, with a person who signs in, a store in a folder and a clock of its own. */
export class SignInDesk {
  readonly estate: TestEstate;
  readonly person: Person;
  readonly directory: string;
  readonly clock = new ManualClock(START);
  readonly log = new KeptLog();
  readonly accessLog = new RecentAccess();
  /** Fires when the data source is saved or stopped. */
  readonly closing = new AbortController();
  private readonly attempts = new Attempts(this.clock);
  private microsoft: Microsoft;

  private constructor(estate: TestEstate, directory: string) {
    this.estate = estate;
    this.person = new Person(estate.simulator);
    this.directory = directory;
    this.microsoft = this.client();
  }

  /** A desk in a world as it was at the start. The estate stays the caller's. */
  static async open(estate: TestEstate): Promise<SignInDesk> {
    estate.simulator.simulation.reset();
    estate.simulator.simulation.registrations.change(SMALL.partnerApp, { redirectUris: [CALLBACK] });
    return new SignInDesk(estate, await mkdtemp(join(tmpdir(), 'consent-')));
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.estate.simulator.faults.clear();
    this.microsoft.close();
    await rm(this.directory, { recursive: true });
  }

  /** A client that has no refresh token but what a sign-in brings. */
  client(keys = ['MARK store key']): Microsoft {
    const { jsonData, secureJsonData } = this.estate.simulator;
    const secrets = Object.entries(secureJsonData).filter(([name]) => !name.endsWith('.refreshToken'));
    const settings = readSettings(jsonData, Object.fromEntries(secrets), LOOPBACK);
    const store = new LocalTokenStore({ directory: this.directory, identity: `1/${UID}`, keys, clock: this.clock });
    const { clock, log, accessLog } = this;
    return createMicrosoft({ settings, clock, log, accessLog, tokenStoreOf: tokenStores(store) });
  }

  /** From now on nothing has a key to keep tokens with. */
  loseKeys(): void {
    this.microsoft.close();
    this.microsoft = this.client([]);
  }

  /** @param input a GET's query, else what is sent as JSON. */
  ask(method: string, path: string, input: unknown, change: Change = {}): Promise<RouteAnswer> {
    const query = method === 'GET' ? (input as URLSearchParams) : new URLSearchParams();
    const body = method === 'GET' ? undefined : Buffer.from(JSON.stringify(input));
    return route(
      { method, path, query, ...(body && { body }) },
      {
        snapshot: this.estate.estate.snapshot(),
        now: this.clock.now(),
        portal: 'https://portal.azure.com',
        signal: new AbortController().signal,
        onDemand: this.estate.onDemand,
        accessLog: this.accessLog,
        consent: this.consent(change),
        ...('user' in change ? change.user && { user: change.user } : { user: ADMIN }),
      },
    );
  }

  post(path: string, body: unknown, change?: Change): Promise<RouteAnswer> {
    return this.ask('POST', path, body, change);
  }

  async begin(change?: Change): Promise<SignInStarted> {
    const asked = { credential: 'partner', appUrl: 'https://elsewhere.example' };
    return (await this.post('consent/start', asked, change)).body as SignInStarted;
  }

  /** What Entra sends the browser back with. */
  callback(query: URLSearchParams, change?: Change): Promise<RouteAnswer> {
    return this.ask('GET', 'consent/callback', query, change);
  }

  async status(attempt: string, change?: Change): Promise<SignInStatus> {
    return (await this.ask('GET', 'consent/status', new URLSearchParams({ attempt }), change)).body as SignInStatus;
  }

  /** Signs the partner in, from the first click to the page that says so. */
  async signIn(): Promise<RouteAnswer> {
    return this.callback(await this.person.signIn((await this.begin()).authorizeUrl));
  }

  /** How many files the store has. */
  async stored(): Promise<number> {
    return (await readdir(this.directory)).length;
  }

  private consent(change: Change): Consent {
    const { jsonData, secureJsonData } = this.estate.simulator;
    return {
      microsoft: this.microsoft,
      settings: readSettings(jsonData, secureJsonData, LOOPBACK),
      clock: this.clock,
      log: this.log,
      attempts: this.attempts,
      outcomes: new ConsentOutcomes(),
      orgId: 1,
      uid: UID,
      appUrl: GRAFANA,
      closed: this.closing.signal,
      ...change.consent,
    };
  }
}

/** A page's text. */
export function html({ body }: RouteAnswer): string {
  return Buffer.from(body as Uint8Array).toString('utf8');
}
