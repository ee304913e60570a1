import asn1 from 'node-forge/lib/asn1';
import sha256 from 'node-forge/lib/sha256';
import { isCertificate, isKey, NO_AUTHORITIES, PEM_DAMAGED, pemBlocks, pemProblem } from '../../shared/pem.ts';

/** What can be told of a certificate without its key. */
export interface CertificateSummary {
  /** Common name of the subject; '' without one. */
  subject: string;
  notBefore: Date;
  notAfter: Date;
  /** SHA-256, hexadecimal in upper case. */
  thumbprint: string;
}

export interface PemSummary {
  certificates: CertificateSummary[];
  keys: number;
  /** Why the text can't be used, to stand after the field's label; never a part of the text. */
  problem?: string;
}

/** Reads what was pasted for a certificate with its private key. Whether they belong together is the backend's to find out. */
export function summarizePem(text: string): PemSummary {
  const blocks = pemBlocks(text);
  const keys = blocks.filter(isKey);
  const read = blocks.filter(isCertificate).map(({ body }) => readCertificate(body));
  const certificates = read.filter((one) => one !== undefined);
  const damaged = certificates.length < read.length || !keys.every(({ body }) => isBase64(body));
  return { certificates, keys: keys.length, problem: pemProblem(blocks) ?? (damaged ? PEM_DAMAGED : undefined) };
}

/** CA certificates, of which no key is wanted. */
export function summarizeAuthorities(text: string): PemSummary {
  const { certificates, keys } = summarizePem(text);
  const wanted = (text.match(/-----BEGIN CERTIFICATE-----/g) ?? []).length;
  const problem = certificates.length === 0 || certificates.length < wanted ? NO_AUTHORITIES : undefined;
  return { certificates, keys, problem };
}

function isBase64(body: string): boolean {
  return /^[A-Za-z0-9+/=\s]+$/.test(body);
}

const COMMON_NAME = '2.5.4.3';

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1: version?, serial, algorithm, issuer, validity, subject. */
function readCertificate(body: string): CertificateSummary | undefined {
  try {
    const der = atob(body.replace(/\s/g, ''));
    const fields = childrenOf(childrenOf(asn1.fromDer(der))[0]);
    const hasVersion = fields[0]?.tagClass === asn1.Class.CONTEXT_SPECIFIC;
    const [, , , validity, subject] = hasVersion ? fields.slice(1) : fields;
    const [notBefore, notAfter] = childrenOf(validity).map(readTime);
    if (!notBefore || !notAfter) {
      return undefined;
    }
    const thumbprint = sha256.create().update(der).digest().toHex().toUpperCase();
    return { subject: commonNameOf(subject), notBefore, notAfter, thumbprint };
  } catch {
    return undefined;
  }
}

function childrenOf(node: asn1.Asn1 | undefined): asn1.Asn1[] {
  return Array.isArray(node?.value) ? node.value : [];
}

function readTime({ type, value }: asn1.Asn1): Date {
  return type === asn1.Type.UTCTIME ? asn1.utcTimeToDate(String(value)) : asn1.generalizedTimeToDate(String(value));
}

/** A name is a sequence of sets of attributes, each an object identifier and a text. */
function commonNameOf(name: asn1.Asn1 | undefined): string {
  const attributes = childrenOf(name).flatMap(childrenOf).map(childrenOf);
  const found = attributes.find(([id]) => typeof id?.value === 'string' && asn1.derToOid(id.value) === COMMON_NAME);
  const text = found?.[1];
  if (typeof text?.value !== 'string') {
    return '';
  }
  return text.type === asn1.Type.UTF8 ? new TextDecoder().decode(bytesOf(text.value)) : text.value;
}

/** The library has bytes as a text of characters up to 255. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
