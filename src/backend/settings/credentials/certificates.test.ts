import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { readCertificates } from './certificates.ts';

const YEAR = 365 * 86_400_000;
const PEM = { type: 'pkcs8', format: 'pem' } as const;

interface Made {
  key: string;
  certificate: string;
}

/** A certificate that ends so many years from now, signed by itself or by another. */
function make(name: string, years: number, issuer?: { name: string; key: string }): Made {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export(PEM).toString();
  const own = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(own.n, own.e);
  certificate.serialNumber = `0${years + 1}`;
  certificate.validity.notBefore = new Date(Date.now() - YEAR);
  certificate.validity.notAfter = new Date(Date.now() + years * YEAR);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: issuer?.name ?? name }]);
  certificate.sign(issuer ? forge.pki.privateKeyFromPem(issuer.key) : own, forge.md.sha256.create());
  return { key, certificate: forge.pki.certificateToPem(certificate) };
}

const authority = make('Authority', 9);
const first = make('First', 1);
const second = make('Second', 2, { name: 'Authority', key: authority.key });

function reason(pem: string): string {
  const read = readCertificates(pem);
  return 'reason' in read ? read.reason : 'it was read';
}

test('reads a key and its certificate in any order, with thumbprint and times', () => {
  for (const pem of [`${first.key}${first.certificate}`, `${first.certificate}\r\n${first.key}`]) {
    const read = readCertificates(pem);
    const [certificate] = 'certificates' in read ? read.certificates : [];
    const x509 = new X509Certificate(first.certificate);
    expect(certificate).toMatchObject({
      thumbprint: x509.fingerprint256.replaceAll(':', ''),
      notAfter: Date.parse(x509.validTo),
      notBefore: Date.parse(x509.validFrom),
    });
    expect(certificate?.chain).toEqual([x509.toString().trim()]);
  }
});

test('of two pairs the one that ends last comes first, with the authorities above it', () => {
  const read = readCertificates(
    [first.key, first.certificate, authority.certificate, second.certificate, second.key].join('\n'),
  );
  const names = 'certificates' in read ? read.certificates : [];
  expect(names.map(({ chain }) => chain.map((one) => new X509Certificate(one).subject))).toEqual([
    ['CN=Second', 'CN=Authority'],
    ['CN=First'],
  ]);
});

const encrypted = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  ...PEM,
  cipher: 'aes-256-cbc',
  passphrase: 'MARKED',
});
const encryptedBefore = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs1',
  format: 'pem',
  cipher: 'aes-128-cbc',
  passphrase: 'MARKED',
});
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(PEM).toString();

test.each([
  ['no PEM', 'MARKED', 'is not PEM'],
  ['a certificate without key', first.certificate, 'no private key'],
  ['a key without certificate', first.key, 'no certificate'],
  ['a key that fits no certificate', `${first.key}${second.certificate}`, 'belongs to none of its certificates'],
  ['one of two keys that fits none', `${first.key}${second.key}${second.certificate}`, 'belongs to none'],
  ['an encrypted key', `${encrypted.toString()}${first.certificate}`, 'encrypted private key'],
  ['a key encrypted by old tools', `${encryptedBefore.toString()}${first.certificate}`, 'encrypted private key'],
  ['a damaged certificate', `${first.key}${first.certificate.replace(/MII./, 'MIIx')}`, 'damaged PEM'],
  ['a damaged key', `${first.key.slice(0, 200)}\n-----END PRIVATE KEY-----\n${first.certificate}`, 'damaged PEM'],
  ['a key that is not RSA', `${elliptic}${first.certificate}`, 'belongs to none of its certificates'],
])('says what is wrong with %s', (_, pem, sentence) => {
  expect(reason(pem)).toContain(sentence);
  expect(reason(pem)).not.toContain('MARKED');
});
