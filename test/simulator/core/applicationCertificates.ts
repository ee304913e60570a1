import { createHash, webcrypto } from 'node:crypto';
import { KeyUsageFlags, KeyUsagesExtension, PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import type { Application, ApplicationCertificate } from '../world/model.ts';
import { serial } from './certificates.ts';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** A certificate of an application with its private key, as an administrator would have it on disk. */
export interface CertificatePair {
  name: string;
  /** PEM. */
  certificate: string;
  /** PEM, PKCS #8. */
  privateKey: string;
  /** Hexadecimal, upper case, of the DER: SHA-1 as the portal shows it, and SHA-256. */
  thumbprint: string;
  thumbprintSha256: string;
  /** Epoch ms. */
  startsAt: number;
  expiresAt: number;
}

/** Key pairs of the world's applications, made on first use, because most tests need none. */
export class ApplicationCertificates {
  private readonly made = new Map<string, Promise<CertificatePair[]>>();

  of(application: Application): Promise<CertificatePair[]> {
    const known = this.made.get(application.clientId);
    if (known) {
      return known;
    }
    const pairs = Promise.all((application.certificates ?? []).map((one) => makePair(application, one)));
    this.made.set(application.clientId, pairs);
    return pairs;
  }
}

async function makePair(application: Application, wanted: ApplicationCertificate): Promise<CertificatePair> {
  const keys = (await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [application.displayName] }],
    serialNumber: serial(),
    notBefore: new Date(wanted.startsAt),
    notAfter: new Date(wanted.expiresAt),
    signingAlgorithm: RSA,
    keys,
    extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)],
  });
  const digest = (algorithm: string): string =>
    createHash(algorithm).update(Buffer.from(certificate.rawData)).digest('hex').toUpperCase();
  return {
    ...wanted,
    certificate: certificate.toString('pem'),
    privateKey: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    thumbprint: digest('sha1'),
    thumbprintSha256: digest('sha256'),
  };
}
