import forge from 'node-forge';
import { CspError } from '../../../common/errors.ts';
import { readCertificates } from '../../../settings/credentials/certificates.ts';
import type { Certificate, VaultItem } from '../../../settings/settings.ts';
import type { Secret } from './vaultSecret.ts';

/** What Key Vault gives unless a certificate's policy says PEM: PKCS#12 in base64, without a password. */
const PKCS12 = 'application/x-pkcs12';

/**
 * The certificates in a secret that stands for a certificate.
 * https://learn.microsoft.com/azure/key-vault/certificates/how-to-export-certificate
 *
 * @throws {CspError} `VaultCertificateUnusable`.
 */
export function certificatesOfSecret(item: VaultItem, secret: Secret): readonly Certificate[] {
  const pem = secret.contentType === PKCS12 ? pemOfPkcs12(secret.value) : secret.value;
  const read = pem === null ? { reason: 'is PKCS#12 that can not be read' } : readCertificates(pem);
  if ('reason' in read) {
    throw new CspError(
      `Azure Key Vault ${new URL(item.vault).host}: the certificate "${item.name}" ${read.reason}. Its policy must let the private key be exported. (VaultCertificateUnusable)`,
      { code: 'VaultCertificateUnusable', status: 422, source: 'downstream' },
    );
  }
  return read.certificates;
}

/** Node reads PKCS#12 for TLS connections only, so a library takes it apart. */
function pemOfPkcs12(base64: string): string | null {
  const { pki, pkcs12, asn1, util } = forge;
  try {
    const bags = pkcs12.pkcs12FromAsn1(asn1.fromDer(util.decode64(base64)), false, '').safeContents;
    const all = bags.flatMap(({ safeBags }) => safeBags);
    const keys = all.flatMap(({ key }) => (key ? pki.privateKeyToPem(key) : []));
    const certificates = all.flatMap(({ cert }) => (cert ? pki.certificateToPem(cert) : []));
    return [...keys, ...certificates].join('\n');
  } catch {
    return null;
  }
}
