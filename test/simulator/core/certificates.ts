import { isIP } from 'node:net';
import { generate } from 'selfsigned';

const DAY = 24 * 3600 * 1000;

export interface ServerCertificate {
  key: string;
  cert: string;
  /** PEM of the authority that clients have to trust. */
  ca: string;
}

/** A certificate authority of the simulator's own, and a server certificate for loopback and the given host name. */
export async function makeCertificates(host: string): Promise<ServerCertificate> {
  const validity = { notBeforeDate: new Date(Date.now() - DAY), notAfterDate: new Date(Date.now() + 365 * DAY) };
  const common = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256', ...validity } as const;
  const ca = await generate([{ name: 'commonName', value: 'Microsoft cloud simulator CA' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const names = [...new Set(['localhost', ...(isIP(host) ? [] : [host])])];
  const addresses = [...new Set(['127.0.0.1', '::1', ...(isIP(host) ? [host] : [])])];
  const server = await generate([{ name: 'commonName', value: host }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { key: server.private, cert: server.cert, ca: ca.cert };
}
