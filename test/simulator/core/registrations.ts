import type { Application } from '../world/model.ts';

/** Parts of an application's registration that whoever runs the simulator decides: ports and addresses vary. */
export type RegistrationChange = Pick<Application, 'redirectUris' | 'publicClientFlows'>;

/** The applications as they are registered now: the world's, with what was changed since. */
export class Registrations {
  private readonly applications: readonly Application[];
  private readonly changes = new Map<string, RegistrationChange>();
  private atStart: ReadonlyMap<string, RegistrationChange> = new Map();

  constructor(applications: readonly Application[]) {
    this.applications = applications;
  }

  list(): Application[] {
    return this.applications.map((app) => ({ ...app, ...this.changes.get(app.clientId) }));
  }

  /** By client id, in any case of letters. */
  application(clientId: string): Application | undefined {
    return this.list().find((app) => app.clientId === clientId.toLowerCase());
  }

  /** Throws a sentence when the portal would not take it. */
  change(clientId: string, change: RegistrationChange): Application {
    const app = this.application(clientId);
    if (!app) {
      throw new Error(`No application '${clientId}'.`);
    }
    change.redirectUris?.forEach(checkRedirectUri);
    this.changes.set(app.clientId, { ...this.changes.get(app.clientId), ...change });
    return { ...app, ...change };
  }

  /** What was changed so far survives a reset. */
  keep(): void {
    this.atStart = new Map(this.changes);
  }

  reset(): void {
    this.changes.clear();
    this.atStart.forEach((change, clientId) => this.changes.set(clientId, change));
  }
}

/** https://learn.microsoft.com/entra/identity-platform/reply-url */
function checkRedirectUri(uri: string): void {
  const url = URL.parse(uri);
  const loopback = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  if (!url || (url.protocol !== 'https:' && !loopback) || url.hash || uri.includes('*')) {
    throw new Error(`Redirect URI '${uri}' must be https, or http on localhost, without wildcard or fragment.`);
  }
}
