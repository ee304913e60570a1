export interface PemBlock {
  /** The whole block. */
  text: string;
  /** Such as `CERTIFICATE`. */
  label: string;
  /** Between its first and its last line. */
  body: string;
}

// Keys of old tools have header lines with a dash in them (Proc-Type, DEK-Info).
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----)[\s\S])+)-----END \1-----/g;
const WANTED = 'it must hold both -----BEGIN PRIVATE KEY----- and -----BEGIN CERTIFICATE-----';

/** https://www.rfc-editor.org/rfc/rfc7468 */
export function pemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([whole, label = '', body = '']) => ({ text: whole, label, body }));
}

export function isKey({ label }: PemBlock): boolean {
  return label.endsWith('PRIVATE KEY');
}

export function isCertificate({ label }: PemBlock): boolean {
  return label === 'CERTIFICATE';
}

/** Why these can't be a certificate with its key, to stand after the field's label; never a part of the text. */
export function pemProblem(blocks: readonly PemBlock[]): string | undefined {
  if (blocks.length === 0) {
    return `is not PEM; ${WANTED}. A .pfx file becomes PEM with: openssl pkcs12 -in file.pfx -nodes`;
  }
  if (!blocks.some(isKey)) {
    return `has a certificate but no private key; ${WANTED}`;
  }
  if (!blocks.some(isCertificate)) {
    return `has a private key but no certificate; ${WANTED}`;
  }
  return blocks.filter(isKey).some(isEncrypted)
    ? 'has an encrypted private key; take off its passphrase with: openssl pkey -in key.pem'
    : undefined;
}

function isEncrypted({ label, body }: PemBlock): boolean {
  return label.startsWith('ENCRYPTED') || body.includes('Proc-Type: 4,ENCRYPTED');
}

export const PEM_DAMAGED = 'is damaged PEM: a private key or a certificate in it cannot be read; paste the whole file';
export const NO_AUTHORITIES = 'are not certificates in PEM format (-----BEGIN CERTIFICATE-----)';
