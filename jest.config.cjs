/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/protocol/', '/test/browser/', '/test/grafana/', '/test/conformance/'],
  transform: {
    '^.+\\.m?[tj]sx?$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript', tsx: true } }, module: { type: 'commonjs' } }],
  },
  // Packages that are ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(p-limit|yocto-queue|jose|@azure|@typespec)/)'],
};
