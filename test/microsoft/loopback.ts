import type { SettingsOperator } from '../../src/backend/settings/operator.ts';

/** A strict operator who lets tokens go to the simulator on this machine, as `allowed_endpoints = 127.0.0.1:*` does. */
export const LOOPBACK: SettingsOperator = {
  allowInsecureEndpoints: false,
  allowedEndpoints: ['127.0.0.1:*', 'localhost:*'],
};
