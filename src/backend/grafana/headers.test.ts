import { RequestHeaders } from './headers.ts';

describe('RequestHeaders', () => {
  const headers = new RequestHeaders([
    ['FromAlert', 'true'],
    ['http_X-Panel-Id', '7'],
    ['HTTP_X-Dashboard-Title', 'Überblick'],
    ['Authorization', 'sekrit'],
    ['http_Cookie', 'sekrit'],
    ['X-Id-Token', 'sekrit'],
  ]);

  it('should find a header by its name in any case, with or without the prefix it came with', () => {
    expect(headers.get('fromalert')).toBe('true');
    expect(headers.get('X-PANEL-ID')).toBe('7');
    expect(headers.get('x-dashboard-title')).toBe('Überblick');
    expect(headers.get('missing')).toBeUndefined();
  });

  it('should leave out what signs in as the user', () => {
    expect(JSON.stringify([...headers.entries()])).not.toContain('sekrit');
  });
});
