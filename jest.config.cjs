/**
 * One suite, several homes: the embedded database by default, MySQL/MariaDB and Redis when DATABASE_URL and REDIS_URL
 * are set; and what is about money twice, on the sandbox and on a stand-in of Stripe.
 */
const common = {
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
  cacheDirectory: '<rootDir>/.jest-cache',
};

/** About the rules of one gateway, or a network that only Stripe's stand-in can break. */
const SANDBOX_ONLY = '/payments/sandbox/';
const STRIPE_ONLY = '/(payments/stripe/|faults\\.test)';

module.exports = {
  maxWorkers: 2,
  testTimeout: 240_000,
  projects: [
    {
      ...common,
      displayName: 'sandbox',
      testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', STRIPE_ONLY],
    },
    {
      ...common,
      displayName: 'stripe',
      testMatch: [
        '<rootDir>/src/modules/{payments,billing,transactions}/**/*.test.ts',
        '<rootDir>/src/modules/{listings/listing-fee,listings/premium/*,admin/stuck-money}.test.ts',
        '<rootDir>/tests/journeys/**/*.test.ts',
      ],
      testPathIgnorePatterns: ['/node_modules/', SANDBOX_ONLY, '\\.rules\\.test\\.ts$'],
      setupFilesAfterEnv: ['<rootDir>/tests/support/stripe-home.ts'],
    },
  ],
};
