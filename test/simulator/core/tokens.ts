import { createHmac, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import type { Principal } from './http.ts';

const CACHED_TOKENS = 20_000;
const REFRESH_DAYS = 90;

/** What a refresh token stands for. Bound to user and client, to no resource and no tenant, as in Microsoft Entra. */
export interface RefreshGrant {
  clientId: string;
  /** Epoch ms. */
  issuedAt: number;
  /** Sign-in methods that every token made from it inherits. */
  amr: string[];
  /** Issued to the application as a public client, by device code. */
  public?: true;
}

/**
 * Signs and checks access tokens, and writes refresh tokens that carry their own content, so that one saved by a
 * client still works after the simulator was restarted with the same world and seed.
 */
export class Tokens {
  private readonly privateKey: CryptoKey;
  private readonly publicKey: CryptoKey;
  private readonly refreshKey: string;
  readonly jwk: JWK;
  private readonly verified = new Map<string, JWTPayload>();

  private constructor(keys: { privateKey: CryptoKey; publicKey: CryptoKey }, jwk: JWK, refreshKey: string) {
    this.privateKey = keys.privateKey;
    this.publicKey = keys.publicKey;
    this.jwk = jwk;
    this.refreshKey = refreshKey;
  }

  static async create(refreshKey: string): Promise<Tokens> {
    const keys = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' };
    return new Tokens(keys, jwk, refreshKey);
  }

  sign(claims: JWTPayload): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.jwk.kid ?? '' })
      .sign(this.privateKey);
  }

  /** Claims of a token that we signed; undefined for any other. The time is for the caller to judge. */
  async claims(token: string): Promise<JWTPayload | undefined> {
    const known = this.verified.get(token);
    if (known) {
      return known;
    }
    try {
      // Expiry counts against the simulator's clock, so the library's own check is moved out of the way.
      const { payload } = await jwtVerify(token, this.publicKey, {
        algorithms: ['RS256'],
        currentDate: new Date(0),
        clockTolerance: 1e12,
      });
      if (this.verified.size >= CACHED_TOKENS) {
        this.verified.clear();
      }
      this.verified.set(token, payload);
      return payload;
    } catch {
      return undefined;
    }
  }

  /** The refresh token that a world hands out with its settings. */
  refreshToken(grant: RefreshGrant): string {
    const content = Buffer.from(JSON.stringify(grant)).toString('base64url');
    return `1.Sim.${content}.${this.mac(content)}`;
  }

  /** Undefined when it is none of ours. */
  readRefreshToken(token: string): RefreshGrant | undefined {
    const [version, maker, content, mac] = token.split('.');
    if (version !== '1' || maker !== 'Sim' || !content || mac !== this.mac(content)) {
      return undefined;
    }
    return JSON.parse(Buffer.from(content, 'base64url').toString()) as RefreshGrant;
  }

  private mac(content: string): string {
    return createHmac('sha256', this.refreshKey).update(content).digest('base64url');
  }
}

export function refreshTokenExpired(grant: RefreshGrant, now: number): boolean {
  return now - grant.issuedAt > REFRESH_DAYS * 24 * 3600 * 1000;
}

/** Reads the claims that every service looks at. */
export function principalOf(claims: JWTPayload): Principal {
  const text = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '');
  const amr = Array.isArray(claims.amr) ? claims.amr : [];
  const roles = Array.isArray(claims.roles) ? claims.roles.map(String) : [];
  return {
    tenantId: text('tid'),
    objectId: text('oid'),
    appId: text('appid'),
    kind: claims.idtyp === 'app' ? 'app' : 'user',
    mfa: amr.includes('mfa'),
    audience: typeof claims.aud === 'string' ? claims.aud : '',
    expiresAt: (claims.exp ?? 0) * 1000,
    name: text('upn') || text('appid'),
    permissions: [...text('scp').split(' ').filter(Boolean), ...roles],
  };
}
