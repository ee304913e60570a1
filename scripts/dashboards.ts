// Writes provisioning/dashboards/ from the TypeScript in scripts/dashboards/. The JSON is committed, because people
// mount it as it is; a contract test fails when it is not what this writes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS, format } from './dashboards/index.ts';
import { root } from './tools.ts';

for (const [name, content] of Object.entries(DASHBOARDS)) {
  writeFileSync(join(root, 'provisioning/dashboards', `${name}.json`), format(content));
}
