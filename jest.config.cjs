/**
 * One suite, several homes: the embedded database by default, MySQL/MariaDB and Redis when DATABASE_URL and REDIS_URL
 * are set; and what speaks to a payment gateway twice, on the sandbox and on a stand-in of Stripe.
 */
const { readdirSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { join } = require('node:path');
const swc = require('./tools/swc.cjs');

const common = {
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swc.options, sourceMaps: 'inline' }],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testEnvironment: 'node',
  runtime: '<rootDir>/tests/support/jest-runtime.cjs',
  cacheDirectory: '<rootDir>/.jest-cache',
  globalSetup: '<rootDir>/tests/support/start-run.ts',
  globalTeardown: '<rootDir>/tests/support/end-run.ts',
};

/** The tests of the sandbox itself, and one that brings gateways of its own. */
const SANDBOX_ONLY = '/gateway/(sandbox/|several-gateways)';
/** About Stripe's own rules, or a network that only its stand-in can break. */
const STRIPE_ONLY = '/(gateway/stripe/|faults\\.test)';

/** What speaks to the gateway runs on the sandbox and on the stand-in of Stripe. */
const ON_BOTH_GATEWAYS = [
  '<rootDir>/src/modules/{gateway,payments,payouts}/**/*.test.ts',
  '<rootDir>/src/modules/billing/{billing,faults,reconcile}.test.ts',
  '<rootDir>/src/modules/billing/subscriptions/*.test.ts',
  '<rootDir>/src/modules/transactions/{card-disputes,late-events}.test.ts',
  '<rootDir>/tests/journeys/**/*.test.ts',
];

/** What only moves money by way of what is listed above. */
const ON_BOTH_WHEN_THOROUGH = [
  '<rootDir>/src/modules/{billing,transactions}/**/*.test.ts',
  '<rootDir>/src/modules/{listings/listing-fee,listings/premium/*,admin/stuck-money}.test.ts',
];

/**
 * A run of everything takes one of these on Stripe and the other on the sandbox, for twelve days, then the other way round, so
 * that what a suite takes in turns by the day (tests/support/size.ts) comes to both; TEST_DAY takes the turns of another day.
 * Both run on both with THOROUGH=1, where a file is named, and where coverage is measured.
 */
const ONE_GATEWAY_AT_A_TIME = [
  'modules/(payments/(disputes|refunds|reconcile|stuck-list|wires)|payouts/payouts|billing/subscriptions/(subscriptions|planned-changes|invoice-news)|gateway/inbox/inbox|transactions/(card-disputes|late-events))\\.test',
  'modules/(payments/(authentication|inbox-orders|mismatches|late-events)|payouts/late-events|billing/(billing|reconcile)|billing/subscriptions/(late-events|payment-methods|gateway-failures|missed-invoices|price-ids|customers)|gateway/(subscriptions|inbox/webhook-list))\\.test',
];

/**
 * Long suites about one corner, of which others see the outline: a run of everything takes one list, the next day the other.
 * What money, access or the state of a deal rests on is in neither, nor what alone causes a notice (tests/support/end-run.ts).
 */
const EVERY_OTHER_DAY = [
  '/(tests/(storms|money-logs|start|database-tls)|src/cli-replay|documents/hostile-files|carriers/links/links)\\.test',
  '/(tests/(operate|generated-client|connections)|src/demo/demo|settings/every-setting|mail/mail)\\.test',
];
const DAY_MS = 86_400_000;
const today = Number(process.env.TEST_DAY ?? Math.floor(Date.now() / DAY_MS));
const day = today % 2;
const twelveDays = Math.floor(today / 12) % 2;
const everything =
  !process.env.THOROUGH &&
  !process.argv
    .slice(2)
    .some((argument) => argument === '--coverage' || /(^|\/)(src|tests)\//.test(argument));
const notToday = everything
  ? {
      sandbox: [ONE_GATEWAY_AT_A_TIME[twelveDays], EVERY_OTHER_DAY[day]],
      stripe: [ONE_GATEWAY_AT_A_TIME[1 - twelveDays], EVERY_OTHER_DAY[day]],
    }
  : { sandbox: [], stripe: [] };

/** Of each module and each part of the platform by itself, so that none hides behind others; `global` is what is left. */
const REACHED = { statements: 60, branches: 60, functions: 60, lines: 60 };
const parts = ['src/modules', 'src/platform'].flatMap((folder) =>
  readdirSync(join(__dirname, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `./${folder}/${name}/`),
);

module.exports = {
  // One more than there are cores: the longest suites wait for much of their time, for time-outs and for processes.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 240_000,
  collectCoverageFrom: [
    'src/**/*.ts',
    '!src/**/*.test.ts',
    '!src/**/testing.ts',
    // These run in processes of their own, which nobody measures.
    '!src/{main,run,cli}.ts',
    '!src/platform/telemetry/tracing.ts',
  ],
  coverageProvider: 'v8',
  coverageReporters: ['text-summary', 'lcov'],
  coverageThreshold: Object.fromEntries(['global', ...parts].map((part) => [part, REACHED])),
  testSequencer: '<rootDir>/tests/support/longest-first.cjs',
  projects: [
    {
      ...common,
      displayName: 'sandbox',
      testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', STRIPE_ONLY, ...notToday.sandbox],
    },
    {
      ...common,
      displayName: 'stripe',
      testMatch: [...ON_BOTH_GATEWAYS, ...(process.env.THOROUGH ? ON_BOTH_WHEN_THOROUGH : [])],
      testPathIgnorePatterns: ['/node_modules/', SANDBOX_ONLY, '\\.rules\\.test\\.ts$', ...notToday.stripe],
      setupFilesAfterEnv: ['<rootDir>/tests/support/stripe-home.ts'],
    },
    {
      // The rules of the browser app: pure, without a product to start.
      displayName: 'web',
      transform: common.transform,
      testEnvironment: 'node',
      cacheDirectory: common.cacheDirectory,
      modulePathIgnorePatterns: common.modulePathIgnorePatterns,
      testMatch: ['<rootDir>/web/{src,build}/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'plain',
      testMatch: ['<rootDir>/src/modules/payments/payments.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tests/support/plain-home.ts'],
    },
  ],
};
