import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { isCertificate, isKey, PEM_DAMAGED, pemBlocks, pemProblem } from '../../../shared/pem.ts';
import type { Certificate } from '../settings.ts';

/**
 * Reads certificates with their private keys from PEM text, in any order, with or without the authorities above them.
 * Two pairs may stand in one text while a certificate is being replaced.
 *
 * @returns those that have their key, the one that ends last first; or the reason why there is none, to stand after the
 * field's label. The reason never repeats anything of the text.
 */
export function readCertificates(pem: string): { certificates: Certificate[] } | { reason: string } {
  const blocks = pemBlocks(pem);
  const reason = pemProblem(blocks);
  if (reason) {
    return { reason };
  }
  const readKeys = blocks.filter(isKey).map(({ text }) => attempt(() => createPrivateKey(text)));
  const readCerts = blocks.filter(isCertificate).map(({ text }) => attempt(() => new X509Certificate(text)));
  if (!readKeys.every(isRead) || !readCerts.every(isRead)) {
    return { reason: PEM_DAMAGED };
  }
  return pair(readKeys, readCerts);
}

function pair(keys: KeyObject[], all: X509Certificate[]): ReturnType<typeof readCertificates> {
  const found = new Map<string, Certificate>();
  for (const key of keys) {
    const leaf = all.find((certificate) => publicKeyOf(createPublicKey(key)) === publicKeyOf(certificate.publicKey));
    if (!leaf) {
      return { reason: 'has a private key that belongs to none of its certificates' };
    }
    if (key.asymmetricKeyType !== 'rsa') {
      return { reason: 'has a private key that is not RSA; Microsoft Entra takes RSA certificates here' };
    }
    const certificate = certificateOf(key, leaf, all);
    found.set(certificate.thumbprint, certificate);
  }
  return { certificates: [...found.values()].sort((one, other) => other.notAfter - one.notAfter) };
}

function certificateOf(key: KeyObject, leaf: X509Certificate, all: X509Certificate[]): Certificate {
  return {
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    chain: chainOf(leaf, all).map((certificate) => certificate.toString().trim()),
    // Node writes it with colons; with them MSAL would send a wrong one without a word.
    thumbprint: leaf.fingerprint256.replaceAll(':', '').toUpperCase(),
    notBefore: Date.parse(leaf.validFrom),
    notAfter: Date.parse(leaf.validTo),
  };
}

/** The leaf and the authorities above it, as far as the text has them. */
function chainOf(leaf: X509Certificate, all: X509Certificate[]): X509Certificate[] {
  const chain = [leaf];
  for (let below = leaf; ;) {
    const issuer = all.find((one) => !chain.includes(one) && below.checkIssued(one));
    if (!issuer) {
      return chain;
    }
    chain.push(issuer);
    below = issuer;
  }
}

function publicKeyOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function isRead<T>(value: T | undefined): value is T {
  return value !== undefined;
}
