/** All configuration, read once from the environment, checked whole, and refused with every problem at once. */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** The folder of package.json, from the sources as from the build in `dist/src`. */
const PRODUCT_FOLDER = join(__dirname, basename(dirname(__dirname)) === 'dist' ? '../..' : '..');

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
/** A plan: credits a month / cents a month / cents a year / how many times the usual number of requests. */
const plan = (usual: string) =>
  z
    .string()
    .regex(
      /^\d{1,4}\/[1-9]\d{1,7}\/[1-9]\d{1,8}\/\d{1,2}(\.\d)?$/,
      'must be credits/monthly cents/yearly cents/limit factor',
    )
    .default(usual)
    .transform((text) => {
      const [creditsPerMonth = 0, monthlyCents = 0, yearlyCents = 0, limitFactor = 1] = text
        .split('/')
        .map(Number);
      return { creditsPerMonth, monthlyCents, yearlyCents, limitFactor: Math.max(1, limitFactor) };
    });
/** Of a price that was made at Stripe by hand: https://docs.stripe.com/api/prices. */
const priceId = z
  .string()
  .regex(/^price_\w{1,100}$/, 'must be the id of a price: price_…')
  .optional();
const secret = z.string().min(32, 'must have 32 characters or more');

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: count(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'http', 'debug']).default('info'),
  LOG_FOLDER: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(mysql|mariadb):\/\//, 'must begin with mysql:// or mariadb://')
    .optional(),
  DATABASE_POOL_SIZE: count(1, 200).default(20),
  /** How many jobs an instance works on at once; each holds a connection to the database. */
  JOBS_AT_ONCE: count(1, 64).default(16),
  DATA_FOLDER: z.string().default(join(PRODUCT_FOLDER, '.data')),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  REDIS_KEY_PREFIX: z.string().max(100).default('mcx:'),
  TRUST_PROXY_HOPS: count(0, 10).default(0),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    ),
  JWT_ACCESS_SECRET: secret.optional(),
  STATS_TOKEN: secret.optional(),
  EIN_HASH_SECRET: secret.optional(),
  TWO_FACTOR_SECRET: secret.optional(),
  BANK_ACCOUNT_SECRET: secret.optional(),
  ACCESS_TOKEN_MINUTES: count(1, 15).default(15),
  REFRESH_TOKEN_DAYS: count(1, 90).default(30),
  /** Whether trade needs a proven e-mail address; unless said, in production. */
  FEATURE_EMAIL_VERIFICATION_REQUIRED: z.stringbool().optional(),
  /** Whether admins need a second factor; unless said, in production, where it cannot be switched off. */
  FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: z.stringbool().optional(),
  /** Who proves once more that it is he before money or credentials move: all, or those with a second factor. */
  FEATURE_STEP_UP: z.enum(['second-factor', 'always']).default('second-factor'),
  FMCSA_WEB_KEY: z.string().min(8).optional(),
  FMCSA_API_URL: z.url().default('https://mobile.fmcsa.dot.gov/qc/services'),
  FMCSA_TIMEOUT_MS: count(50, 30_000).default(10_000),
  /** For each process: several of them share what FMCSA bears from one caller. */
  FMCSA_REQUESTS_PER_SECOND: count(1, 1_000).default(5),
  /** The Company Census File, as https://data.transportation.gov/resource/az4n-8mr2.json; needs no key. */
  CENSUS_API_URL: z.url().optional(),
  PAYMENT_GATEWAY: z.enum(['sandbox', 'stripe', 'none']).default('sandbox'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must be a secret or restricted key: sk_… or rk_…')
    .optional(),
  /** Several while they are being exchanged: an event signed with any of them is taken. */
  STRIPE_WEBHOOK_SECRETS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .refine((secrets) => secrets.every((each) => each.startsWith('whsec_')), 'each must begin with whsec_'),
  /** A stand-in for Stripe's own address. */
  STRIPE_API_BASE: z.url().optional(),
  WIRE_BENEFICIARY: z.string().max(100).optional(),
  WIRE_BANK_NAME: z.string().max(100).optional(),
  WIRE_ROUTING_NUMBER: z
    .string()
    .regex(/^\d{9}$/, 'must have nine digits')
    .optional(),
  WIRE_ACCOUNT_NUMBER: z
    .string()
    .regex(/^\d{4,17}$/, 'must have 4 to 17 digits')
    .optional(),
  SANDBOX_WEBHOOK_SECRET: secret.optional(),
  RATE_LIMIT_PROFILE: z.enum(['standard', 'off']).default('standard'),
  CLOCK: z.enum(['system', 'movable']).default('system'),
  CRASH_AT: z.string().optional(),
  TRANSACTION_FEE_BASIS_POINTS: count(0, 2_000).default(300),
  DEPOSIT_BASIS_POINTS: count(1, 10_000).default(1_000),
  DEPOSIT_LEAST_CENTS: count(1, 100_000_000).default(50_000),
  DEPOSIT_MOST_CENTS: count(1, 100_000_000).default(1_000_000),
  SINGLE_CREDIT_PRICE_CENTS: count(1, 1_000_000).default(2_999),
  /** After how many days granted credits expire; unless said, never. */
  CREDIT_EXPIRY_DAYS: count(30, 3_650).optional(),
  LISTING_FEE_CENTS: count(1, 1_000_000).default(4_999),
  PREMIUM_LISTING_FEE_CENTS: count(1, 1_000_000).default(19_999),
  /** How long an approved premium request waits for its fee. */
  PREMIUM_PAYMENT_DAYS: count(1, 90).default(7),
  PLAN_STARTER: plan('4/9900/95000/2'),
  PLAN_PROFESSIONAL: plan('10/19900/191000/5'),
  PLAN_ENTERPRISE: plan('25/39900/383000/10'),
  /** Each must cost what its plan costs; without it a price is made at the gateway when it is first sold. */
  PLAN_STARTER_MONTH_PRICE_ID: priceId,
  PLAN_STARTER_YEAR_PRICE_ID: priceId,
  PLAN_PROFESSIONAL_MONTH_PRICE_ID: priceId,
  PLAN_PROFESSIONAL_YEAR_PRICE_ID: priceId,
  PLAN_ENTERPRISE_MONTH_PRICE_ID: priceId,
  PLAN_ENTERPRISE_YEAR_PRICE_ID: priceId,
  TWO_ADMIN_LIMIT_CENTS: count(0, 10_000_000_000).default(25_000_000),
});

type Parsed = z.output<typeof Environment>;

/** What `readConfig` fills in where the environment says nothing. */
interface FilledIn {
  JWT_ACCESS_SECRET: string;
  EIN_HASH_SECRET: string;
  TWO_FACTOR_SECRET: string;
  BANK_ACCOUNT_SECRET: string;
  SANDBOX_WEBHOOK_SECRET: string;
  FEATURE_EMAIL_VERIFICATION_REQUIRED: boolean;
  FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: boolean;
}

export interface Config extends Omit<Parsed, keyof FilledIn>, FilledIn {
  production: boolean;
  productFolder: string;
  /** Where people reach the product, for links: PUBLIC_URL or its own address, with no slash at the end. */
  siteUrl: string;
}

export class ConfigurationError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/** Values that stood in an example once: anybody could sign with them. */
const WELL_KNOWN = /change|example|default|secret-?key|your-|^(.)\1+$|1234567890|abcdefgh/i;

/** Reads the environment. Names the variables that are wrong, never their values. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  const problems = parsed.success
    ? [...gatewayProblems(parsed.data), ...priceIdProblems(parsed.data), ...productionProblems(parsed.data)]
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  const environmentValues = parsed.data;
  const production = environmentValues.NODE_ENV === 'production';
  const madeUp = production ? () => '' : madeUpSecrets(environmentValues.DATA_FOLDER);
  return {
    ...environmentValues,
    production,
    productFolder: PRODUCT_FOLDER,
    siteUrl: siteUrlOf(environmentValues),
    JWT_ACCESS_SECRET: environmentValues.JWT_ACCESS_SECRET ?? madeUp('JWT_ACCESS_SECRET'),
    EIN_HASH_SECRET: environmentValues.EIN_HASH_SECRET ?? madeUp('EIN_HASH_SECRET'),
    TWO_FACTOR_SECRET: environmentValues.TWO_FACTOR_SECRET ?? madeUp('TWO_FACTOR_SECRET'),
    BANK_ACCOUNT_SECRET: environmentValues.BANK_ACCOUNT_SECRET ?? madeUp('BANK_ACCOUNT_SECRET'),
    FEATURE_EMAIL_VERIFICATION_REQUIRED: environmentValues.FEATURE_EMAIL_VERIFICATION_REQUIRED ?? production,
    FEATURE_ADMIN_SECOND_FACTOR_REQUIRED:
      environmentValues.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED ?? production,
    SANDBOX_WEBHOOK_SECRET: environmentValues.SANDBOX_WEBHOOK_SECRET ?? madeUp('SANDBOX_WEBHOOK_SECRET'),
  };
}

/** Links are built on it as `${siteUrl}/path`: a slash at its end would stand there twice. */
const siteUrlOf = ({ PUBLIC_URL, HOST, PORT }: Parsed): string =>
  (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '');

/**
 * Secrets that are not given, where they may be left out: derived from one that is made once and kept beside the data,
 * so that what was signed or hashed before a restart is still good after it. Production never comes here.
 */
function madeUpSecrets(dataFolder: string): (name: string) => string {
  const file = join(dataFolder, 'development.secret');
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  const seed = readFileSync(file, 'utf8');
  return (name) => createHmac('sha256', seed).update(name).digest('base64url');
}

function gatewayProblems(values: Parsed): string[] {
  const problems: string[] = [];
  if (values.PAYMENT_GATEWAY === 'stripe') {
    if (!values.STRIPE_SECRET_KEY)
      problems.push('STRIPE_SECRET_KEY: is required with PAYMENT_GATEWAY=stripe');
    if (values.STRIPE_WEBHOOK_SECRETS.length === 0)
      problems.push('STRIPE_WEBHOOK_SECRETS: is required with PAYMENT_GATEWAY=stripe');
  }
  const wire = ['WIRE_BENEFICIARY', 'WIRE_BANK_NAME', 'WIRE_ROUTING_NUMBER', 'WIRE_ACCOUNT_NUMBER'] as const;
  const given = wire.filter((name) => values[name]);
  if (given.length > 0 && given.length < wire.length)
    problems.push(`${wire.join(', ')}: must be given together`);
  return problems;
}

/** One price in two places would make two plans look alike. */
function priceIdProblems(values: Parsed): string[] {
  const given = Object.entries(values).filter(([name, value]) => name.endsWith('_PRICE_ID') && value);
  return given
    .filter(([, value], place) => given.findIndex(([, other]) => other === value) !== place)
    .map(([name]) => `${name}: must differ from the other price ids`);
}

function productionProblems(values: Parsed): string[] {
  if (values.NODE_ENV !== 'production') return [];
  const problems: string[] = [];
  const needed = [
    'DATABASE_URL',
    'PUBLIC_URL',
    'JWT_ACCESS_SECRET',
    'EIN_HASH_SECRET',
    'TWO_FACTOR_SECRET',
    'BANK_ACCOUNT_SECRET',
    'FMCSA_WEB_KEY',
  ] as const;
  for (const name of needed) if (!values[name]) problems.push(`${name}: is required in production`);
  const secrets = [
    'JWT_ACCESS_SECRET',
    'EIN_HASH_SECRET',
    'TWO_FACTOR_SECRET',
    'BANK_ACCOUNT_SECRET',
    'STATS_TOKEN',
  ] as const;
  for (const name of secrets) {
    if (values[name] && WELL_KNOWN.test(values[name]))
      problems.push(`${name}: is a well-known or weak value`);
  }
  const distinct = secrets.map((name) => values[name]).filter(Boolean);
  if (new Set(distinct).size < distinct.length)
    problems.push(`${secrets.join(', ')}: must differ from each other`);
  if (values.CORS_ORIGINS.includes('*')) problems.push('CORS_ORIGINS: may not be * in production');
  if (values.RATE_LIMIT_PROFILE === 'off') problems.push('RATE_LIMIT_PROFILE: may not be off in production');
  if (values.CLOCK === 'movable') problems.push('CLOCK: may not be movable in production');
  if (values.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED === false)
    problems.push('FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: may not be off in production');
  if (values.CRASH_AT) problems.push('CRASH_AT: may not be set in production');
  if (values.PAYMENT_GATEWAY === 'sandbox')
    problems.push('PAYMENT_GATEWAY: may not be sandbox in production');
  if (values.STRIPE_API_BASE) problems.push('STRIPE_API_BASE: may not be set in production');
  if (/^[sr]k_test_/.test(values.STRIPE_SECRET_KEY ?? ''))
    problems.push('STRIPE_SECRET_KEY: may not be a test key in production');
  return problems;
}
