import type { SecretVersion, Vault, VaultSecret } from './vaultModel.ts';

/** Key vaults with what was put into them. */
export class Vaults {
  private readonly atStart: readonly Vault[];
  private readonly added: Array<{ vault: string; secret: VaultSecret }> = [];
  private current: Vault[];

  constructor(vaults: readonly Vault[]) {
    this.atStart = vaults;
    this.current = structuredClone([...vaults]);
  }

  /** By name; without one the first. */
  find(name?: string): Vault | undefined {
    return name === undefined ? this.current[0] : this.current.find((vault) => vault.name === name.toLowerCase());
  }

  secret(vault: Vault, name: string): VaultSecret | undefined {
    return vault.secrets.find((secret) => secret.name.toLowerCase() === name.toLowerCase());
  }

  /** A new version becomes the current one. */
  put(vault: Vault, name: string, version: SecretVersion): VaultSecret {
    const known = this.secret(vault, name);
    const secret = known ?? { name, versions: [] };
    if (!known) {
      vault.secrets.push(secret);
    }
    secret.versions.push(version);
    return secret;
  }

  /** Puts a secret there that a reset keeps, for what a world learns only after it was made. */
  provision(vaultName: string, secret: VaultSecret): void {
    this.added.push({ vault: vaultName, secret });
    this.find(vaultName)?.secrets.push(structuredClone(secret));
  }

  reset(): void {
    this.current = structuredClone([...this.atStart]);
    this.added.forEach(({ vault, secret }) => this.find(vault)?.secrets.push(structuredClone(secret)));
  }
}
