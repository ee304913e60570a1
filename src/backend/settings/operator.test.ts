import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetSecrets, readOperator } from './operator.ts';

test('secrets are read and are in the environment no more; all else stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'operator-'));
  const env: NodeJS.ProcessEnv = {
    ...{ GF_PLUGIN_DATA_PATH: folder, GF_PLUGIN_TOKEN_STORE_KEY: 'marked-key' },
    ...{ IDENTITY_ENDPOINT: 'http://localhost:1/token', IDENTITY_HEADER: 'marked-header', HOME: '/home/grafana' },
  };
  try {
    const operator = readOperator(env, '/plugins/x/gpx');
    forgetSecrets(env);
    expect(operator.tokenStoreKey).toBe('marked-key');
    expect(JSON.stringify(operator.machine)).toContain('marked-header');
    expect(JSON.stringify(env)).not.toContain('marked-');
    expect(env).toMatchObject({ HOME: '/home/grafana', IDENTITY_ENDPOINT: 'http://localhost:1/token' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
