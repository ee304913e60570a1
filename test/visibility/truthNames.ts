/** What names a customer of world `small` or is its own, as the simulator's control plane tells it. */
export class TruthNames {
  readonly #names: ReadonlyMap<string, string[]>;

  private constructor(names: ReadonlyMap<string, string[]>) {
    this.#names = names;
  }

  /** @param tenants all tenants that there are for the data source */
  static async read(control: string, tenants: readonly string[]): Promise<TruthNames> {
    const names = new Map<string, string[]>();
    for (const tenant of tenants) {
      names.set(tenant, await namesOf(control, tenant));
    }
    return new TruthNames(names);
  }

  /** What a text has of tenants that are hidden and not of those that are seen as well. */
  leaks(text: string, sees: readonly string[]): string[] {
    const seen = sees.flatMap((id) => this.#names.get(id) ?? []).join('\n');
    const hidden = [...this.#names].flatMap(([id, names]) => (sees.includes(id) ? [] : names));
    const lower = text.toLowerCase();
    return hidden.filter((name) => !seen.includes(name) && lower.includes(name));
  }
}

/** Shorter names are parts of everyday words. */
const SHORTEST = 5;

async function namesOf(control: string, tenant: string): Promise<string[]> {
  const truth = async (list: string) =>
    (await (await fetch(`${control}/truth/${list}?tenant=${tenant}`)).json()) as Record<string, string>[];
  const tenants = (await truth('tenants')).filter(({ tenantId }) => tenantId === tenant);
  const rows = [...(await truth('subscriptions')), ...(await truth('resources')), ...(await truth('resourceGroups'))];
  const all = [tenant, ...tenants.flatMap(({ displayName, defaultDomain }) => [displayName, defaultDomain])].concat(
    rows.flatMap((row) => [row['subscriptionId'], row['displayName'], row['resourceId'], row['name']]),
  );
  return all.flatMap((name) => (name && name.length >= SHORTEST ? [name.toLowerCase()] : []));
}
