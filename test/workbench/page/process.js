// Some of Grafana's packages read `process` as Node has it.
export default {
  env: { NODE_ENV: 'production' },
  platform: 'browser',
  cwd: () => '/',
  nextTick: (task, ...args) => queueMicrotask(() => task(...args)),
};
