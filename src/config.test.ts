/** What the configuration refuses in production, and that it names the variable and never the value. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, readConfig } from './config';

const secret = () => randomBytes(32).toString('base64url');

const PRODUCTION: Record<string, string> = {
  NODE_ENV: 'production',
  DATABASE_URL: 'mysql://mcx@db.internal/mcx',
  PUBLIC_URL: 'https://exchange.test',
  JWT_ACCESS_SECRET: secret(),
  EIN_HASH_SECRET: secret(),
  TWO_FACTOR_SECRET: secret(),
  BANK_ACCOUNT_SECRET: secret(),
  FMCSA_WEB_KEY: secret(),
  PAYMENT_GATEWAY: 'none',
};

function problemsOf(changes: Record<string, string>): string[] {
  try {
    readConfig({ ...PRODUCTION, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

it('takes a production that is well configured, with its gates shut', () => {
  const config = readConfig(PRODUCTION);
  expect(config).toMatchObject({
    production: true,
    FEATURE_EMAIL_VERIFICATION_REQUIRED: true,
    FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: true,
    FEATURE_STEP_UP: 'second-factor',
  });
});

it('leaves the gates open for whoever tries it out, and makes up the secrets once', () => {
  const DATA_FOLDER = mkdtempSync(join(tmpdir(), 'mc-exchange-config-'));
  const [config, again] = [readConfig({ DATA_FOLDER }), readConfig({ DATA_FOLDER })];
  expect(config.FEATURE_EMAIL_VERIFICATION_REQUIRED).toBe(false);
  expect(config.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED).toBe(false);
  expect(config.TWO_FACTOR_SECRET).toBe(again.TWO_FACTOR_SECRET);
  expect(config.TWO_FACTOR_SECRET).not.toBe(config.JWT_ACCESS_SECRET);
  rmSync(DATA_FOLDER, { recursive: true });
});

const WEAK = 'change-me-change-me-change-me-change-me';

it.each([
  ['JWT_ACCESS_SECRET', ''],
  ['JWT_ACCESS_SECRET', 'short-and-sweet'],
  ['JWT_ACCESS_SECRET', WEAK],
  ['EIN_HASH_SECRET', ''],
  ['TWO_FACTOR_SECRET', ''],
  ['BANK_ACCOUNT_SECRET', ''],
  ['TWO_FACTOR_SECRET', WEAK],
  ['TWO_FACTOR_SECRET', 'a'.repeat(40)],
  ['STATS_TOKEN', WEAK],
  ['TWO_FACTOR_SECRET', PRODUCTION.JWT_ACCESS_SECRET ?? ''],
  ['BANK_ACCOUNT_SECRET', PRODUCTION.TWO_FACTOR_SECRET ?? ''],
  ['DATABASE_URL', ''],
  ['PUBLIC_URL', ''],
  ['FMCSA_WEB_KEY', ''],
  ['CORS_ORIGINS', '*'],
  ['RATE_LIMIT_PROFILE', 'off'],
  ['CLOCK', 'movable'],
  ['CRASH_AT', 'somewhere'],
  ['PAYMENT_GATEWAY', 'sandbox'],
  ['FEATURE_ADMIN_SECOND_FACTOR_REQUIRED', 'false'],
])('refuses %s=%s', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(name);
  if (value.length > 10) expect(problems[0]).not.toContain(value);
});

it('names everything that is wrong at once', () => {
  const problems = problemsOf({ JWT_ACCESS_SECRET: '', CLOCK: 'movable', CORS_ORIGINS: '*' });
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'JWT_ACCESS_SECRET',
    'CORS_ORIGINS',
    'CLOCK',
  ]);
});
