import { parseArgs } from 'node:util';
import { CLOUDS } from './core/clouds.ts';
import type { ProxyUser } from './proxy.ts';
import { CREDENTIALS } from './settingsCredentials.ts';
import { startSimulator } from './simulator.ts';
import type { SimulatorOptions } from './simulator.ts';
import { WORLDS } from './world/index.ts';

/** Reads the command line; throws a sentence on a mistake. */
function readOptions(): SimulatorOptions {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      world: { type: 'string', default: 'small' },
      port: { type: 'string' },
      clock: { type: 'string' },
      host: { type: 'string' },
      listen: { type: 'string' },
      seed: { type: 'string' },
      customers: { type: 'string' },
      subscriptions: { type: 'string' },
      latency: { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
      lighthouse: { type: 'boolean' },
      cloud: { type: 'string' },
      credentials: { type: 'string' },
      proxy: { type: 'boolean', default: false },
      'proxy-user': { type: 'string' },
      insecure: { type: 'boolean', default: false },
    },
  });
  const world = WORLDS.find((name) => name === values.world);
  if (!world) {
    throw new Error(`--world must be one of ${WORLDS.join(', ')}.`);
  }
  if (values.clock !== undefined && values.clock !== 'real' && values.clock !== 'frozen') {
    throw new Error('--clock must be real or frozen.');
  }
  const cloud = oneOf('--cloud', CLOUDS, values.cloud);
  const credentials = oneOf('--credentials', CREDENTIALS, values.credentials);
  const proxy = readProxyUser(values['proxy-user']) ?? values.proxy;
  const port = number('--port', values.port);
  const customers = number('--customers', values.customers);
  const subscriptions = number('--subscriptions', values.subscriptions);
  if ((customers !== undefined || subscriptions !== undefined) && world !== 'large') {
    throw new Error('--customers and --subscriptions are for --world large.');
  }
  const latencyMs = number('--latency', values.latency);
  return {
    world,
    tls: !values.insecure,
    proxy,
    ...(cloud && { cloud }),
    ...(credentials && { credentials }),
    ...(values.clock && { clock: values.clock }),
    ...(values.lighthouse !== undefined && { lighthouse: values.lighthouse }),
    ...(values.host && { host: values.host }),
    ...(values.listen && { listen: values.listen }),
    ...(values.seed && { seed: values.seed }),
    ...(customers !== undefined && { customers }),
    ...(subscriptions !== undefined && { subscriptions }),
    ...(port !== undefined && { port }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(values['redirect-uri'] && { redirectUris: values['redirect-uri'] }),
  };
}

function oneOf<T extends string>(name: string, known: readonly T[], value: string | undefined): T | undefined {
  const found = known.find((one) => one === value);
  if (value !== undefined && !found) {
    throw new Error(`${name} must be one of ${known.join(', ')}.`);
  }
  return found;
}

function readProxyUser(text: string | undefined): ProxyUser | undefined {
  const [, user, password] = /^([^:]+):(.+)$/.exec(text ?? '') ?? [];
  if (text !== undefined && (user === undefined || password === undefined)) {
    throw new Error('--proxy-user must be NAME:PASSWORD.');
  }
  return user !== undefined && password !== undefined ? { user, password } : undefined;
}

function number(name: string, value: string | undefined): number | undefined {
  if (value !== undefined && !/^\d+$/.test(value)) {
    throw new Error(`${name} must be a whole number.`);
  }
  return value === undefined ? undefined : Number(value);
}

async function main(): Promise<void> {
  const simulator = await startSimulator(readOptions());
  const { control, jsonData, secureJsonData } = simulator;
  console.log(JSON.stringify({ control, jsonData, secureJsonData }));
  const stop = (): void => {
    void simulator.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
