import { createHash } from 'node:crypto';
import { join } from 'node:path';

/**
 * Path of a data source's own file: two data sources never share one.
 *
 * @param key what tells data sources apart.
 */
export function dataFile(directory: string, name: string, key: string, extension: 'sqlite' | 'json'): string {
  return join(directory, `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}.${extension}`);
}
