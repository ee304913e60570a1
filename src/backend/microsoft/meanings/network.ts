import { LATER, type Meanings } from './meaning.ts';

const REACH = "Check the endpoint in the settings, the server's DNS, firewall and proxy (HTTPS_PROXY, NO_PROXY).";

/** Node's error codes. https://nodejs.org/api/errors.html#common-system-errors */
export const NETWORK: Meanings = {
  ENOTFOUND: { what: "the host name doesn't resolve.", fix: REACH },
  EAI_AGAIN: { what: "DNS doesn't answer.", fix: REACH },
  ECONNREFUSED: { what: 'the connection was refused.', fix: REACH },
  ECONNRESET: { what: 'the connection broke.', fix: `${LATER} ${REACH}` },
  EPIPE: { what: 'the connection broke.', fix: `${LATER} ${REACH}` },
  EHOSTUNREACH: { what: "the host can't be reached.", fix: REACH },
  ENETUNREACH: { what: "the network can't be reached.", fix: REACH },
  ETIMEDOUT: { what: 'no answer came in time.', fix: `${LATER} ${REACH}` },
  EPROTO: {
    what: 'the TLS handshake failed.',
    fix: 'Check that the endpoint speaks https and that no proxy breaks it.',
  },
  CERTIFICATE: {
    what: "the server's certificate is not trusted.",
    fix: 'Put the authority that signed it into CA certificates in the settings; a proxy that inspects TLS has one too.',
  },
  ProxyRefused: {
    what: 'the proxy wants a user name and password that it knows (407).',
    fix: 'Enter the proxy user and its password under Network in the settings.',
  },
  ProxyBlocked: {
    what: 'the proxy opens no way there.',
    fix: 'Allow the host in the rules of the proxy, and look whether the proxy itself can reach it.',
  },
  ProxyUnreachable: {
    what: "the proxy can't be reached.",
    fix: 'Check the proxy under Network in the settings (without one there: HTTPS_PROXY and NO_PROXY of the server), and that it is up.',
  },
  OTHER: { what: 'the connection failed.', fix: REACH },
};
