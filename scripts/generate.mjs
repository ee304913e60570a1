// Writes src/backend/grafana/generated/ from the .proto files beside it. Offline: buf and ts-proto come from npm.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const out = path.join(root, 'src/backend/grafana/generated');

const options = [
  'outputServices=grpc-js',
  'outputJsonMethods=false',
  'outputPartialMethods=false',
  'env=node',
  'esModuleInterop=true',
  'importSuffix=.ts',
  'enumsAsLiterals=true',
  'unrecognizedEnum=false',
  // Grafana's int64 can be anything a client sent; number would make one odd value fail the whole request.
  'forceLong=bigint',
  'snakeToCamel=false',
  'useExactTypes=false',
  'useDate=false',
];

const template = {
  version: 'v2',
  inputs: [{ directory: 'src/backend/grafana/proto' }],
  plugins: [{ local: [bin('protoc-gen-ts_proto')], out, opt: options, include_imports: true }],
};

rmSync(out, { recursive: true, force: true });
execFileSync(bin('buf'), ['generate', '--template', JSON.stringify(template)], { cwd: root, stdio: 'inherit' });
