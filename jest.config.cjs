// One project for each kind of test: `unit` needs nothing built, `protocol` the executable, `browser` also the pages.
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.m?[tj]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript', tsx: true } }, module: { type: 'commonjs' } },
    ],
  },
  // Packages that are ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(p-limit|yocto-queue|jose|@azure|@typespec)/)'],
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/(protocol|browser|grafana|conformance|bench|crash|load)/',
      ],
    },
    { ...base, displayName: 'protocol', testMatch: ['<rootDir>/test/protocol/**/*.test.ts'] },
    {
      ...base,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/browser/setUp.ts'],
    },
  ],
};
