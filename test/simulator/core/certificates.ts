import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { realNames } from './clouds.ts';

const DAY = 24 * 3600 * 1000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface ServerCertificate {
  key: string;
  cert: string;
  /** PEM of the authority that clients have to trust. */
  ca: string;
}

/**
 * A certificate authority of the simulator's own, and a server certificate for loopback, the given host name and those of
 * Microsoft's clouds, which a proxy may lead here. They
 * carry key identifiers, which Python from 3.13 on and other strict readers of RFC 5280 insist on.
 */
export async function makeCertificates(host: string): Promise<ServerCertificate> {
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) };
  const issuer = 'CN=Microsoft cloud simulator CA';
  const [caKeys, keys] = await Promise.all([makeKeys(), makeKeys()]);
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: issuer,
    serialNumber: serial(),
    signingAlgorithm: ALGORITHM,
    keys: caKeys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const server = await X509CertificateGenerator.create({
    ...validity,
    subject: [{ CN: [host] }],
    issuer,
    serialNumber: serial(),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(alternativeNames(host)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { key, cert: server.toString('pem'), ca: ca.toString('pem') };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}

/** Positive, and another one each time: browsers refuse two certificates of one authority with the same number. */
export function serial(): string {
  const bytes = Buffer.from(webcrypto.getRandomValues(new Uint8Array(16)));
  return `01${bytes.toString('hex')}`;
}

function alternativeNames(host: string) {
  const names = ['localhost', ...(isIP(host) ? [] : [host]), ...realNames()];
  const addresses = ['127.0.0.1', '::1', ...(isIP(host) ? [host] : [])];
  return [
    ...[...new Set(names)].map((value) => ({ type: 'dns' as const, value })),
    ...[...new Set(addresses)].map((value) => ({ type: 'ip' as const, value })),
  ];
}
