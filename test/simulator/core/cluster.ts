import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { CLUSTER_SUBJECT } from '../world/access/principals.ts';
import type { Clock } from './clock.ts';

export interface FederatedTokenOptions {
  /** Seconds. Default 3600. */
  expiresIn?: number;
  issuer?: string;
  subject?: string;
  audience?: string;
}

/**
 * The issuer of service account tokens in a pretend Kubernetes cluster, which the kubelet writes into
 * AZURE_FEDERATED_TOKEN_FILE. https://learn.microsoft.com/azure/aks/workload-identity-overview
 */
export class Cluster {
  private readonly clock: Clock;
  private readonly audience: string;
  private readonly issuerUrl: () => string;
  private keys: Promise<{ privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK }> | undefined;

  constructor(clock: Clock, audience: string, issuerUrl: () => string) {
    this.clock = clock;
    this.audience = audience;
    this.issuerUrl = issuerUrl;
  }

  get issuer(): string {
    return this.issuerUrl();
  }

  async publicKey(): Promise<CryptoKey> {
    return (await this.keyPair()).publicKey;
  }

  async jwk(): Promise<JWK> {
    return (await this.keyPair()).jwk;
  }

  /** A fresh token, as the kubelet would write it now. */
  async token(options: FederatedTokenOptions = {}): Promise<string> {
    const { privateKey, jwk } = await this.keyPair();
    const now = Math.floor(this.clock.now() / 1000);
    const claims = {
      iss: options.issuer ?? this.issuer,
      sub: options.subject ?? CLUSTER_SUBJECT,
      aud: [options.audience ?? this.audience],
      iat: now,
      nbf: now,
      exp: now + (options.expiresIn ?? 3600),
      jti: randomUUID(),
    };
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '' }).sign(privateKey);
  }

  private keyPair() {
    this.keys ??= makeKeys();
    return this.keys;
  }
}

async function makeKeys() {
  const keys = await generateKeyPair('RS256', { extractable: true });
  return { ...keys, jwk: { ...(await exportJWK(keys.publicKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' } };
}
