import { handshakeLine, refusal } from './handshake.ts';

describe('refusal()', () => {
  const host = { grafana_plugin_type: 'datasource', PLUGIN_PROTOCOL_VERSIONS: '2' };

  it.each([
    ['a person', {}, 'Grafana starts it'],
    ['another host', { grafana_plugin_type: 'other' }, 'Grafana starts it'],
    ['an old host', { ...host, PLUGIN_PROTOCOL_VERSIONS: '1' }, 'offers plugin protocol 1'],
    ['a host with mutual TLS', { ...host, PLUGIN_CLIENT_CERT: 'pem' }, 'mutual TLS'],
  ])('should tell %s why', (_, env, part) => {
    expect(refusal(env, 'org-name-datasource')).toContain(part);
  });

  it.each([[host], [{ ...host, PLUGIN_PROTOCOL_VERSIONS: '1,2,3' }], [{ grafana_plugin_type: 'datasource' }]])(
    'should serve %j',
    (env) => {
      expect(refusal(env, 'org-name-datasource')).toBeUndefined();
    },
  );
});

describe('handshakeLine()', () => {
  it('should have the five fields that every host reads', () => {
    expect(handshakeLine({ network: 'unix', path: '/tmp/a.sock' })).toBe('1|2|unix|/tmp/a.sock|grpc');
    expect(handshakeLine({ network: 'tcp', host: '127.0.0.1', port: 10_001 })).toBe('1|2|tcp|127.0.0.1:10001|grpc');
  });
});
