/** What the configuration refuses in production, and that it names the variable and never the value. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, readConfig, REQUIRED_IN_PRODUCTION, VARIABLES } from './config';

const secret = () => randomBytes(32).toString('base64url');

const PRODUCTION: Record<string, string> = {
  CLAMD_HOST: '127.0.0.1:3310',
  NODE_ENV: 'production',
  DATABASE_URL: 'mysql://mcx@db.internal/mcx',
  PUBLIC_URL: 'https://exchange.test',
  JWT_ACCESS_SECRET: secret(),
  EIN_HASH_SECRET: secret(),
  TWO_FACTOR_SECRET: secret(),
  BANK_ACCOUNT_SECRET: secret(),
  WEBHOOK_ENDPOINT_SECRET: secret(),
  FMCSA_WEB_KEY: secret(),
  AUDIT_ANCHOR_FILE: '/mnt/witness/audit-anchor',
  PAYMENT_GATEWAY: 'none',
  RESEND_API_KEY: secret(),
  RESEND_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
  MAIL_FROM: 'MC Exchange <notices@exchange.test>',
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
    FEATURE_STEP_UP: 'always',
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
  ['WEBHOOK_ENDPOINT_SECRET', ''],
  ['WEBHOOK_LOOPBACK', 'true'],
  ['TWO_FACTOR_SECRET', WEAK],
  ['TWO_FACTOR_SECRET', 'a'.repeat(40)],
  ['TWO_FACTOR_SECRET', 'password'.repeat(5)],
  ['TWO_FACTOR_SECRET', 'ab'.repeat(18)],
  ['TWO_FACTOR_SECRET', 'x9Qz7Lw2'.repeat(5)],
  ['TWO_FACTOR_SECRET', 'correct horse battery staple, once more'],
  ['TWO_FACTOR_SECRET', 'mc-exchange-production-second-factor'],
  ['TWO_FACTOR_SECRET', '0123456789abcdefghijklmnopqrstuvwxyz'],
  ['TWO_FACTOR_SECRET', 'qwertyuiopasdfghjklzxcvbnm1234567890'],
  ['TWO_FACTOR_SECRET', '!@#$%^&*()!@#$%^&*()!@#$%^&*()!@#$'],
  ['TWO_FACTOR_SECRET', 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8'],
  ['TWO_FACTOR_SECRET', 'supersecretjwtkeyforproductionuse1!'],
  ['TWO_FACTOR_SECRET', 'the quick brown fox jumps over the lazy dog'],
  ['TWO_FACTOR_SECRET', Buffer.from('password'.repeat(4)).toString('base64')],
  ['STATS_TOKEN', WEAK],
  ['TWO_FACTOR_SECRET', PRODUCTION.JWT_ACCESS_SECRET ?? ''],
  ['BANK_ACCOUNT_SECRET', PRODUCTION.TWO_FACTOR_SECRET ?? ''],
  ['DATABASE_URL', ''],
  ['PUBLIC_URL', ''],
  ['PUBLIC_URL', 'http://exchange.test'],
  ['PUBLIC_URL', 'HTTP://exchange.test'],
  ['PUBLIC_URL', 'javascript:alert(1)'],
  ['PUBLIC_URL', 'https://exchange.test\\@other.test'],
  ['PUBLIC_URL', 'https://exchange.test/?'],
  ['PUBLIC_URL', 'https://exchange.test/#'],
  ['PUBLIC_URL', 'https://'],
  ['PUBLIC_URL', 'https://exchange.test/?next='],
  ['PUBLIC_URL', 'https://somebody:word@exchange.test'],
  ['FMCSA_WEB_KEY', ''],
  ['FMCSA_API_URL', 'http://mobile.fmcsa.dot.gov/qc/services'],
  ['FMCSA_API_URL', 'Http://mobile.fmcsa.dot.gov/qc/services'],
  ['CENSUS_API_URL', 'http://data.transportation.gov/resource/az4n-8mr2.json'],
  ['FMCSA_OPEN_DATA_URL', 'http://data.transportation.gov/resource'],
  ['STRIPE_WEBHOOK_SECRETS', 'whsec_'],
  ['STRIPE_WEBHOOK_SECRETS', secret()],
  ['STRIPE_SECRET_KEY', `sk_test_${secret()}`],
  ['STRIPE_API_BASE', 'https://stripe.exchange.test'],
  ['FORMER_PAYMENT_GATEWAYS', 'sandbox'],
  ['STRIPE_WEBHOOK_SECRETS', `whsec_${secret()},whsec_${'password'.repeat(4)}`],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'null'],
  ['CORS_ORIGINS', 'https://*.exchange.test'],
  ['CORS_ORIGINS', 'https://app.exchange.test/'],
  ['CORS_ORIGINS', 'https://app.exchange.test/path'],
  ['CORS_ORIGINS', 'http://app.exchange.test'],
  ['PAPER_TIME_ZONE', 'Eastern'],
  ['RATE_LIMIT_PROFILE', 'off'],
  ['CLOCK', 'movable'],
  ['CRASH_AT', 'somewhere'],
  ['PAYMENT_GATEWAY', 'sandbox'],
  ['FEATURE_ADMIN_SECOND_FACTOR_REQUIRED', 'false'],
  ['PASSWORD_HASH_MEMORY_KIB', '19455'],
  ['PASSWORD_HASH_PASSES', '1'],
  ['FMCSA_VEHICLE_OOS_AVERAGE', '22.26'],
  ['FMCSA_DRIVER_OOS_AVERAGE', '6.67@2026-13'],
])('refuses %s=%s', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(name);
  if (value.length > 10) expect(problems[0]).not.toContain(value);
});

it('asks for the key of the card form where Stripe takes money, of the mode of the other key', () => {
  const stripe = {
    PAYMENT_GATEWAY: 'stripe',
    STRIPE_SECRET_KEY: `sk_live_${secret()}`,
    STRIPE_WEBHOOK_SECRETS: `whsec_${secret()}`,
  };
  expect(problemsOf({ ...stripe, STRIPE_PUBLISHABLE_KEY: `pk_live_${secret()}` })).toEqual([]);
  for (const key of ['', `pk_test_${secret()}`, `sk_live_${secret()}`]) {
    const problems = problemsOf({ ...stripe, STRIPE_PUBLISHABLE_KEY: key });
    expect(problems).toEqual([expect.stringMatching(/^STRIPE_PUBLISHABLE_KEY/)]);
  }
});

it('holds the certificate of a database against its name, which an address is not', () => {
  const at = (host: string, tls = 'verify') =>
    problemsOf({ DATABASE_URL: `mysql://mcx:word@${host}/mcx`, DATABASE_TLS: tls });
  for (const host of ['10.0.0.5:3306', '127.0.0.1', '[fd00::5]:3306'])
    expect([host, at(host)]).toEqual([host, [expect.stringMatching(/^DATABASE_URL: must name the server/)]]);
  expect([at('db.internal:3306'), at('localhost'), at('10.0.0.5', 'off')]).toEqual([[], [], []]);
});

it('names everything that is wrong at once', () => {
  const problems = problemsOf({ JWT_ACCESS_SECRET: '', CLOCK: 'movable', CORS_ORIGINS: '*' });
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'JWT_ACCESS_SECRET',
    'CORS_ORIGINS',
    'CLOCK',
  ]);
});

it('names everything that is wrong at once, whichever part it belongs to', () => {
  const problems = problemsOf({
    PORT: 'front',
    EIN_HASH_SECRET: '',
    PLAN_STARTER: 'cheap',
    WIRE_BANK_NAME: 'A',
  });
  expect(problems.map((problem) => problem.split(/[:,]/)[0])).toEqual([
    'EIN_HASH_SECRET',
    'PORT',
    'WIRE_BENEFICIARY',
    'PLAN_STARTER',
  ]);
});

it('names everything that is wrong at once, beside a value that cannot be read, in the same part too', () => {
  const problems = problemsOf({
    NODE_ENV: 'prod',
    PORT: 'front',
    CLOCK: 'movable',
    CORS_ORIGINS: 'null',
    JWT_ACCESS_SECRET: WEAK,
    STRIPE_SECRET_KEY: 'public',
    PAYMENT_GATEWAY: 'sandbox',
  });
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'JWT_ACCESS_SECRET',
    'NODE_ENV',
    'PORT',
    'CORS_ORIGINS',
    'CLOCK',
    'STRIPE_SECRET_KEY',
    'PAYMENT_GATEWAY',
  ]);
});

it('names what is missing beside what is malformed, each with the way to put it right', () => {
  const problems = problemsOf({
    JWT_ACCESS_SECRET: '',
    PORT: 'front',
    DATABASE_URL: '',
    TWO_FACTOR_SECRET: 'short',
    BANK_ACCOUNT_SECRET: WEAK,
  });
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'DATABASE_URL',
    'JWT_ACCESS_SECRET',
    'BANK_ACCOUNT_SECRET',
    'PORT',
    'TWO_FACTOR_SECRET',
  ]);
  const aboutSecrets = problems.filter((problem) => problem.includes('_SECRET'));
  expect(aboutSecrets.filter((problem) => problem.includes('openssl rand -base64 32'))).toHaveLength(3);
});

it('takes no comment for a value, as it comes out of a file whose reader leaves it in', () => {
  const comment = '# * 32 characters or more; made at start outside production';
  const problem = (name: string) =>
    `${name}: has a comment in its value; write comments on lines of their own`;
  expect(problemsOf({ JWT_ACCESS_SECRET: comment })).toEqual([problem('JWT_ACCESS_SECRET')]);
  expect(problemsOf({ PORT: '3000     # where it listens', STATS_TOKEN: `   ${comment}` })).toEqual([
    ...[problem('PORT'), problem('STATS_TOKEN')],
    'PORT: must be a number',
  ]);
  expect(problemsOf({ ANNOUNCEMENT: 'Carrier #158121 is for sale.' })).toEqual([]);
});

it('writes a line for each request in production, and log files unless they are switched off', () => {
  expect(readConfig(PRODUCTION)).toMatchObject({ LOG_LEVEL: 'http', logFolder: 'logs' });
  expect(readConfig({ ...PRODUCTION, LOG_FOLDER: 'off', LOG_LEVEL: 'warn' })).toMatchObject({
    LOG_LEVEL: 'warn',
    logFolder: undefined,
  });
});

it('takes random secrets of 32 characters, whichever way they are written', () => {
  const taken = ['hex', 'base64url'] as const;
  for (const encoding of [...Array(50).keys()].flatMap(() => taken)) {
    const made = randomBytes(encoding === 'hex' ? 16 : 24).toString(encoding);
    expect(`${made} ${problemsOf({ STATS_TOKEN: made }).join()}`).toBe(`${made} `);
  }
});

describe('mail', () => {
  const NO_PROVIDER = { RESEND_API_KEY: '', RESEND_WEBHOOK_SECRET: '', MAIL_FROM: '' };

  it.each<[string, Record<string, string>, string]>([
    ['no provider', NO_PROVIDER, 'RESEND_API_KEY, SMTP_URL'],
    ['two providers', { SMTP_URL: 'smtp://mail.test' }, 'SMTP_URL'],
    ['a provider without a sender', { MAIL_FROM: '' }, 'MAIL_FROM'],
    ['a sender of two addresses', { MAIL_FROM: 'a@exchange.test, b@exchange.test' }, 'MAIL_FROM'],
    ['a sender that begins a header', { MAIL_FROM: 'a@exchange.test\r\nBcc: b@exchange.test' }, 'MAIL_FROM'],
    ['a provider whose bounces nobody hears', { RESEND_WEBHOOK_SECRET: '' }, 'RESEND_WEBHOOK_SECRET'],
    ['a signing secret that anybody has', { RESEND_WEBHOOK_SECRET: 'whsec_' }, 'RESEND_WEBHOOK_SECRET'],
    [
      'a signing secret that can be guessed',
      { RESEND_WEBHOOK_SECRET: `whsec_${'password'.repeat(4)}` },
      'RESEND_WEBHOOK_SECRET',
    ],
    [
      'a second signing secret that can be guessed',
      { RESEND_WEBHOOK_SECRET: `${PRODUCTION.RESEND_WEBHOOK_SECRET},whsec_${'password'.repeat(4)}` },
      'RESEND_WEBHOOK_SECRET',
    ],
    [
      'a second signing secret that is none',
      { RESEND_WEBHOOK_SECRET: `${PRODUCTION.RESEND_WEBHOOK_SECRET},re_123` },
      'RESEND_WEBHOOK_SECRET',
    ],
    ['a provider over http', { RESEND_BASE_URL: 'http://mail.test' }, 'RESEND_BASE_URL'],
    ['a provider and none', { MAIL: 'none' }, 'MAIL'],
    ['another word than none', { MAIL: 'off' }, 'MAIL'],
  ])('is refused with %s', (_what, changes, name) => {
    expect(problemsOf(changes).some((problem) => problem.startsWith(`${name}:`))).toBe(true);
  });

  it('takes the old signing secret and the new one of its news while they are exchanged', () => {
    const next = `whsec_${randomBytes(24).toString('base64')}`;
    const both = `${PRODUCTION.RESEND_WEBHOOK_SECRET}, ${next}`;
    expect(problemsOf({ RESEND_WEBHOOK_SECRET: both })).toEqual([]);
  });

  it('leaves by SMTP as well, or not at all where that is said aloud', () => {
    const bySmtp = { ...NO_PROVIDER, SMTP_URL: 'smtps://u:p@mail.test', MAIL_FROM: 'a@exchange.test' };
    expect(problemsOf(bySmtp)).toEqual([]);
    const { warnings } = readConfig({ ...PRODUCTION, ...NO_PROVIDER, MAIL: 'none' });
    expect(warnings.some((warning) => warning.startsWith('MAIL:'))).toBe(true);
  });
});

it('says aloud what is asked of people no more in production: a proven address, a fresh proof', () => {
  const { warnings } = readConfig({ ...PRODUCTION, FEATURE_EMAIL_VERIFICATION_REQUIRED: 'false' });
  expect(warnings).toEqual([expect.stringContaining('FEATURE_EMAIL_VERIFICATION_REQUIRED')]);
  expect(readConfig({ ...PRODUCTION, FEATURE_STEP_UP: 'second-factor' }).warnings).toEqual([
    expect.stringContaining('FEATURE_STEP_UP'),
  ]);
  expect(readConfig(PRODUCTION).warnings).toEqual([]);
});

it('keeps to this machine until NODE_ENV says what it is, as the outbox signs in whoever reads it', () => {
  const DATA_FOLDER = mkdtempSync(join(tmpdir(), 'mc-exchange-config-'));
  const open = { DATA_FOLDER, HOST: '0.0.0.0' };
  const [unsaid, said] = [readConfig(open), readConfig({ ...open, NODE_ENV: 'development' })];
  expect([unsaid.HOST, said.HOST]).toEqual(['127.0.0.1', '0.0.0.0']);
  for (const { warnings } of [unsaid, said]) expect(warnings).toEqual([expect.stringContaining('/outbox')]);
  expect(readConfig({ ...PRODUCTION, HOST: '0.0.0.0' })).toMatchObject({ HOST: '0.0.0.0', warnings: [] });
  rmSync(DATA_FOLDER, { recursive: true });
});

it('reads each variable in one part only', () => {
  expect(VARIABLES.filter((name, place) => VARIABLES.indexOf(name) !== place)).toEqual([]);
});

describe('.env.example', () => {
  const lines = readFileSync(join(readConfig(PRODUCTION).productFolder, '.env.example'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const nameOf = (line: string) => line.slice(0, line.indexOf('='));

  it('has every variable that the product reads, and no other', () => {
    expect(lines.map(nameOf).sort()).toEqual([...VARIABLES].sort());
  });

  it('marks those that production cannot do without', () => {
    const marked = lines.filter((line) => /# \*/.test(line)).map(nameOf);
    expect(marked.sort()).toEqual([...REQUIRED_IN_PRODUCTION].sort());
  });

  it('has values that the product takes', () => {
    const example = Object.fromEntries(
      lines.map((line) => [nameOf(line), (/=([^#\s]*)/.exec(line)?.[1] ?? '').trim()]),
    );
    const DATA_FOLDER = mkdtempSync(join(tmpdir(), 'mc-exchange-config-'));
    const { shown: _, readWith: __, ...usual } = readConfig({ DATA_FOLDER });
    expect(readConfig({ ...example, DATA_FOLDER })).toMatchObject(usual);
    rmSync(DATA_FOLDER, { recursive: true });
  });
});

test('one credit has one price, whatever it is bought for', () => {
  expect(problemsOf({ LISTING_FEE_CENTS: '4999' })).toEqual([
    'LISTING_FEE_CENTS: must equal SINGLE_CREDIT_PRICE_CENTS (2999): both buy one credit',
  ]);
  expect(problemsOf({ LISTING_FEE_CENTS: '4999', SINGLE_CREDIT_PRICE_CENTS: '4999' })).toEqual([]);
  expect(problemsOf({ CREDIT_PACKS: '5=14996,10=24999' })).toEqual([
    'CREDIT_PACKS: 5 credits cost more than one by one',
  ]);
});

test.each([
  ['1=1999', '1 credit would have two prices'],
  ['5=13999,5=12999', '5 credits would have two prices'],
  ['5=13999,10=13998', '10 credits cost less than 5'],
  ['5=13999,10=27999', '10 credits cost more each than 5'],
])('packs of credits agree with each other: %s', (CREDIT_PACKS, problem) => {
  expect(problemsOf({ CREDIT_PACKS })).toEqual([`CREDIT_PACKS: ${problem}`]);
});

test('a year of a plan costs twelve months at most, and the least deposit is no greater than the greatest', () => {
  expect(problemsOf({ PLAN_STARTER: '4/9900/118801/2', DEPOSIT_LEAST_CENTS: '1000001' })).toEqual([
    'PLAN_STARTER: a year costs more than twelve months',
    'DEPOSIT_LEAST_CENTS: must not be above DEPOSIT_MOST_CENTS (1000000)',
  ]);
  expect(problemsOf({ PLAN_STARTER: '4/9900/118800/2', DEPOSIT_LEAST_CENTS: '1000000' })).toEqual([]);
});
