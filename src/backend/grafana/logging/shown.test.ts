import { growth } from '../../../../test/growth.ts';
import { shown, withoutSecrets } from './shown.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJlLW9mLW5vYm9keQ';
const SECRET = 'abc8Q~marked.secret_of-an-application';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\nmarkedmarkedmarked\n-----END PRIVATE KEY-----';

describe('withoutSecrets()', () => {
  test.each([
    ['a header', `authorization: Bearer ${TOKEN}`],
    ['a printed object', `{ Authorization: 'Bearer ${SECRET}', host: 'x' }`],
    ['a scheme and a value', `cannot send "Basic bm9jQGNvbnRvc286${'c'.repeat(9)}"`],
    ['a form', `grant_type=x&client_secret=${SECRET}&scope=y`],
    ['JSON', `{"token_type":"Bearer","refresh_token":"${SECRET}","expires_in":1}`],
    ['an address', `https://localhost/callback?state=1&code=${SECRET}&session_state=2`],
    ['a printed environment', `{ GF_DATABASE_PASSWORD: "it's ${SECRET}", HOME: '/' }`],
    ['a bare token', `Unexpected token in ${TOKEN}`],
    ['a key', `cannot read ${KEY} at all`],
    ['a key that is cut off', `cannot read ${KEY.slice(0, 60)}`],
  ])('should hide what is secret in %s', (_, text) => {
    const safe = withoutSecrets(text);
    expect(safe).toContain('[hidden]');
    expect(safe).not.toMatch(/abc8Q|marked|eyJ|bm9j|MII/);
  });

  test.each([
    'The socket hung up (code: ECONNRESET), syscall=read',
    'Basic authentication is refused; Bearer tokens are wanted.',
    'www-authenticate: Bearer realm="x"',
    '{"code":"AuthorizationFailed","message":"The client has no authorization to read."}',
    'at Object.access_token (/plugin.cjs:1:2)',
  ])('should leave alone what is none: %s', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  it.each(['-----BEGIN A-----', 'client_secret', 'Bearer '])(
    'should take time in proportion to long texts: %s',
    (text) => {
      expect(growth((size) => withoutSecrets(text.repeat(size)), 2_500)).toBeLessThan(24);
    },
  );
});

describe('shown()', () => {
  it('should show stack and causes of an error, and nothing of its own properties', () => {
    const cause = Object.assign(new TypeError('inner'), { headers: { authorization: SECRET } });
    const text = shown(Object.assign(new Error('outer', { cause }), { config: { password: SECRET } }));
    expect(text).toMatch(/^Error: outer\n[^]*caused by: TypeError: inner\n/);
    expect(text).not.toContain(SECRET);
  });

  it('should hide what an error says', () => {
    expect(shown(new Error(`Invalid URL: https://x/?code=${SECRET}`))).toMatch(
      /^Error: Invalid URL: .*code=\[hidden\]/,
    );
  });

  test.each([
    [{ url: 'x', headers: { authorization: SECRET } }, '[object with url, headers]'],
    [Object.create(null), '[object with nothing]'],
    [[SECRET], '[list of 1]'],
    [() => SECRET, '[function]'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [7n, '7'],
    [Symbol('s'), 'Symbol(s)'],
    [new Proxy({}, { ownKeys: () => ['a', 7 as unknown as string] }), '[value that cannot be shown]'],
  ])('should say of %# what it is', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
