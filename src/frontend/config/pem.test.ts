import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { readCertificates } from '../../backend/settings/credentials/certificates.ts';
import { summarizeAuthorities, summarizePem } from './pem.ts';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** A certificate and its key as PEM. 2055 is beyond what UTCTime can say. */
async function makePair(name: string, notAfter: string) {
  const keys = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    notBefore: new Date('2026-01-02T03:04:05Z'),
    notAfter: new Date(notAfter),
    signingAlgorithm: RSA,
    keys,
  });
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { key, certificate: certificate.toString('pem') };
}

let pair: { key: string; certificate: string };
let next: { key: string; certificate: string };
beforeAll(async () => {
  [pair, next] = await Promise.all([
    makePair('Wide World Importers Österreich', '2027-01-02T03:04:05Z'),
    makePair('Next', '2055-06-07T08:09:10Z'),
  ]);
});

describe('PEM', () => {
  it('should be summed up as the backend reads it, without the key', () => {
    const text = [pair.key, pair.certificate, next.certificate, next.key].join('\n');
    const summary = summarizePem(text);
    const read = readCertificates(text);
    const thumbprints = 'certificates' in read ? read.certificates.map(({ thumbprint }) => thumbprint) : [];
    expect(summary.problem).toBeUndefined();
    expect(summary.keys).toBe(2);
    expect(summary.certificates).toMatchObject([
      { subject: 'Wide World Importers Österreich', notAfter: new Date('2027-01-02T03:04:05Z') },
      { subject: 'Next', notBefore: new Date('2026-01-02T03:04:05Z'), notAfter: new Date('2055-06-07T08:09:10Z') },
    ]);
    expect(summary.certificates.map(({ thumbprint }) => thumbprint).sort()).toEqual(thumbprints.sort());
    expect(JSON.stringify(summary)).not.toContain(pair.key.slice(40, 80));
  });

  it.each<[string, () => string]>([
    ['no PEM', () => 'MIIB'],
    ['no key', () => pair.certificate],
    ['no certificate', () => pair.key],
    ['an encrypted key', () => pair.certificate + pair.key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE')],
    ['a certificate that was cut off', () => `${pair.key}\n${cutOff(pair.certificate)}`],
  ])('should be refused in the words of the backend: %s', (_, text) => {
    const { problem } = summarizePem(text());
    expect(problem).toBeDefined();
    expect(readCertificates(text())).toEqual({ reason: problem });
  });

  it('should hold authorities without keys', () => {
    expect(summarizeAuthorities(pair.certificate + next.certificate)).toMatchObject({
      problem: undefined,
      certificates: [{}, {}],
    });
    expect(summarizeAuthorities('x').problem).toMatch('PEM format');
    expect(summarizeAuthorities(pair.certificate + cutOff(next.certificate)).problem).toMatch('PEM format');
  });
});

function cutOff(certificate: string): string {
  return `${certificate.slice(0, 400)}\n-----END CERTIFICATE-----\n`;
}
