import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Epoch ms. */
const CODE_LIFE = 10 * 60_000;
export const DEVICE_CODE_SECONDS = 900;
/** No letters that are taken for others. */
const USER_CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What an authorization code stands for. */
export interface AuthorizationCode {
  clientId: string;
  tenantId: string;
  redirectUri: string;
  scope: string;
  /** Absent: no PKCE. */
  challenge?: { value: string; method: 'S256' | 'plain' };
  nonce?: string;
  amr: string[];
  /** Epoch ms. */
  issuedAt: number;
  redeemed: boolean;
}

/** A sign-in that somebody finishes on another device. */
export interface DeviceCode {
  deviceCode: string;
  /** What is typed into the page. */
  userCode: string;
  clientId: string;
  tenantId: string;
  scope: string;
  issuedAt: number;
  state: 'pending' | 'accepted' | 'declined' | 'redeemed';
  amr: string[];
  /** When the client last asked, by the machine's clock, because clients wait by that one. */
  askedAt: number;
}

/** Sign-ins of people that are under way. */
export class SignIns {
  private readonly codes = new Map<string, AuthorizationCode>();
  private readonly devices = new Map<string, DeviceCode>();

  issueCode(code: Omit<AuthorizationCode, 'redeemed'>): string {
    const value = `1.Code.${randomBytes(48).toString('base64url')}`;
    this.codes.set(value, { ...code, redeemed: false });
    return value;
  }

  code(value: string): AuthorizationCode | undefined {
    return this.codes.get(value);
  }

  beginDevice(wanted: Pick<DeviceCode, 'clientId' | 'tenantId' | 'scope' | 'issuedAt'>): DeviceCode {
    const letters = Array.from({ length: 9 }, () => USER_CODE_LETTERS[randomInt(USER_CODE_LETTERS.length)]);
    const device: DeviceCode = {
      ...wanted,
      deviceCode: `${randomUUID()}.${randomBytes(32).toString('base64url')}`,
      userCode: letters.join(''),
      state: 'pending',
      amr: [],
      askedAt: 0,
    };
    this.devices.set(device.deviceCode, device);
    return device;
  }

  device(deviceCode: string): DeviceCode | undefined {
    return this.devices.get(deviceCode);
  }

  /** By what a person typed: any case, with or without spaces. */
  deviceByUserCode(typed: string): DeviceCode | undefined {
    const wanted = typed.replace(/[\s-]/g, '').toUpperCase();
    return [...this.devices.values()].find((one) => one.userCode === wanted);
  }

  reset(): void {
    this.codes.clear();
    this.devices.clear();
  }
}

export function codeExpired(code: AuthorizationCode, now: number): boolean {
  return now - code.issuedAt > CODE_LIFE;
}

export function deviceCodeExpired(device: DeviceCode, now: number): boolean {
  return now - device.issuedAt > DEVICE_CODE_SECONDS * 1000;
}
