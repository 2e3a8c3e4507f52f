/** One suite, two homes: the embedded database by default, MySQL/MariaDB and Redis when DATABASE_URL and REDIS_URL are set. */
module.exports = {
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/tests/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testEnvironment: 'node',
  maxWorkers: 2,
  testTimeout: 240_000,
  cacheDirectory: '<rootDir>/.jest-cache',
};
