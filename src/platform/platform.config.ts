/** What the platform reads of the environment. */
import { isIP } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import {
  type ConfigOf,
  configSlice,
  count,
  limitOf,
  listOfTexts,
  requests,
  secret,
  webAddress,
  withoutTls,
} from './kernel/config-slice';

/** The folder of package.json, from the sources as from the build in `dist/src`. */
export const PRODUCT_FOLDER = join(
  __dirname,
  basename(dirname(dirname(__dirname))) === 'dist' ? '../../..' : '../..',
);

/** Longer than a proxy takes to ask `/health/ready` twice. */
const PRODUCTION_GRACE_MS = 5_000;

/** What only this machine reaches. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'] as const satisfies readonly string[] as readonly string[];

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  // A star is a name of nobody: browsers send none, so nothing would ever match.
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text && !text.includes('*');
}

/** Nothing that a path put behind it would end in, or that tells a secret. */
function hasPathOnly(address: string): boolean {
  const url = URL.parse(address);
  // What is no address at all is told so by its own check.
  return url === null || !(/[?#]/.test(address) || url.username || url.password);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A certificate is held against a name: of an address the driver would ask whether it is good for `localhost`. */
const isByAddress = (databaseUrl = ''): boolean =>
  isIP((URL.parse(databaseUrl)?.hostname ?? '').replace(/^\[|\]$/g, '')) > 0;

/** Undefined where no files are written. */
function logFolderOf(given: string | undefined, production: boolean): string | undefined {
  if (given === 'off') return undefined;
  return given ?? (production ? 'logs' : undefined);
}

export type PlatformConfig = ConfigOf<typeof platformConfig>;

export const platformConfig = configSlice({
  variables: {
    NODE_ENV: z.enum(['development', 'test', 'production']).optional(),
    PORT: count(0, 65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: webAddress.refine(hasPathOnly, 'may have a path, and nothing after it').optional(),
    /** `http` writes a line for each request; so does production, unless told otherwise. */
    LOG_LEVEL: z.enum(['error', 'warn', 'info', 'http', 'debug']).optional(),
    /** Where `error.log` and `combined.log` are written as well; `off` where standard error is all. */
    LOG_FOLDER: z.string().optional(),
    DATABASE_URL: z
      .string()
      .regex(/^(mysql|mariadb):\/\//, 'must begin with mysql:// or mariadb://')
      .optional(),
    /** `verify`: by TLS alone, to a server whose certificate is good for its name; own authorities by NODE_EXTRA_CA_CERTS. */
    DATABASE_TLS: z.enum(['off', 'verify']).default('off'),
    DATABASE_POOL_SIZE: count(1, 200).default(20),
    /** How many jobs an instance works on at once, shared out among the lanes; most hold a connection to the database. */
    JOBS_AT_ONCE: count(1, 64).default(16),
    /** `off`: serves requests, and leaves jobs and timers to other instances, of which one at least has them on. */
    JOBS: z.enum(['on', 'off']).default('on'),
    /** What uploads may take of an instance's memory at once; more are asked to come again. */
    UPLOADS_MB_AT_ONCE: count(1, 10_000).default(200),
    DATA_FOLDER: z.string().default(join(PRODUCT_FOLDER, '.data')),
    /** The built browser app. */
    WEB_FOLDER: z.string().default(join(PRODUCT_FOLDER, 'web/dist')),
    /** Figures for Prometheus are served here; without it nothing is counted. */
    METRICS_PORT: count(0, 65_535).optional(),
    METRICS_HOST: z.string().default('127.0.0.1'),
    /** Traces go here, by OTLP over HTTP; the library reads every other OTEL_ variable itself. */
    OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: webAddress.optional(),
    OTEL_SDK_DISABLED: z.enum(['true', 'false']).default('false'),
    /** Faults are told there, as the log has them. */
    SENTRY_DSN: webAddress.optional(),
    SENTRY_ENVIRONMENT: z.string().max(64).optional(),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
      .optional(),
    REDIS_KEY_PREFIX: z.string().max(100).default('mcx:'),
    TRUST_PROXY_HOPS: count(0, 10).default(0),
    /** How long it still serves after SIGTERM while it says that it is not ready; unless said, 5 s in production, else none. */
    SHUTDOWN_GRACE_MS: count(0, 60_000).optional(),
    CORS_ORIGINS: listOfTexts.refine(
      (origins) => origins.every((each) => each === '*' || isOrigin(each)),
      'each must be an origin, as https://app.example.com: no path, no slash at its end, not null',
    ),
    PAPER_TIME_ZONE: z
      .string()
      .refine(isTimeZone, 'must be a time zone, as America/Chicago')
      .default('America/New_York'),
    STATS_TOKEN: secret.optional(),
    LIMIT_GLOBAL: requests(100),
    LIMIT_READING: requests(600),
    LIMIT_PUBLIC_READING: requests(300),
    LIMIT_ADMIN: requests(200),
    LIMIT_UPLOAD: requests(10),
    RATE_LIMIT_PROFILE: z.enum(['standard', 'off']).default('standard'),
    CLOCK: z.enum(['system', 'movable']).default('system'),
    CRASH_AT: z.string().optional(),
  },
  settings: {
    LIMIT_GLOBAL: limitOf('Requests in general', 'Changes, and what strangers ask for, in 15 minutes.'),
    LIMIT_READING: limitOf('Reads of a signed-in person', 'In 15 minutes.'),
    LIMIT_PUBLIC_READING: limitOf('Reads of an address', 'Of what is open to everybody, in 15 minutes.'),
    LIMIT_ADMIN: limitOf('Acts of an administrator', 'In 15 minutes.'),
    LIMIT_UPLOAD: limitOf('Uploads an hour', 'Of a person.'),
  },
  requiredInProduction: ['DATABASE_URL', 'PUBLIC_URL'],
  secrets: ['STATS_TOKEN'],
  problems(values, production) {
    const same =
      values.METRICS_PORT !== undefined && values.METRICS_PORT !== 0 && values.METRICS_PORT === values.PORT;
    const always = [
      ...(same ? ['METRICS_PORT: must differ from PORT'] : []),
      ...(values.DATABASE_TLS === 'verify' && isByAddress(values.DATABASE_URL)
        ? [
            'DATABASE_URL: must name the server as its certificate does, not by its address, with DATABASE_TLS=verify',
          ]
        : []),
    ];
    if (!production) return always;
    const problems = [...always, ...withoutTls(['PUBLIC_URL'], values)];
    if (values.CORS_ORIGINS.some((origin) => origin.startsWith('http:')))
      problems.push('CORS_ORIGINS: each must begin with https:// in production');
    if (values.CORS_ORIGINS.includes('*')) problems.push('CORS_ORIGINS: may not be * in production');
    if (values.RATE_LIMIT_PROFILE === 'off')
      problems.push('RATE_LIMIT_PROFILE: may not be off in production');
    if (values.CLOCK === 'movable') problems.push('CLOCK: may not be movable in production');
    if (values.CRASH_AT) problems.push('CRASH_AT: may not be set in production');
    return problems;
  },
  warnings({ NODE_ENV, HOST }, production) {
    if (production || LOOPBACK.includes(HOST)) return [];
    return [
      NODE_ENV === undefined
        ? `HOST: kept to ${LOOPBACK[0]}, as NODE_ENV does not say production and /outbox shows the links of all mails`
        : 'HOST: whoever reaches this address reads the links of all mails at /outbox; NODE_ENV=production closes it',
    ];
  },
  fillIn: ({ NODE_ENV, PUBLIC_URL, HOST, PORT, SHUTDOWN_GRACE_MS, ...given }, { production }) => {
    // The outbox signs in whoever reads it, so nobody opens it to others without having said what this is.
    const host = NODE_ENV === undefined && !LOOPBACK.includes(HOST) ? LOOPBACK[0] : HOST;
    return {
      NODE_ENV: NODE_ENV ?? ('development' as const),
      HOST: host,
      production,
      LOG_LEVEL: given.LOG_LEVEL ?? (production ? ('http' as const) : ('info' as const)),
      logFolder: logFolderOf(given.LOG_FOLDER, production),
      productFolder: PRODUCT_FOLDER,
      /** Where people reach the product. Links are built as `${siteUrl}/path`: a slash at its end would stand there twice. */
      siteUrl: (PUBLIC_URL ?? `http://${host}:${PORT}`).replace(/\/+$/, ''),
      SHUTDOWN_GRACE_MS: SHUTDOWN_GRACE_MS ?? (production ? PRODUCTION_GRACE_MS : 0),
    };
  },
  shown: {
    fields: {
      movableClock: z.boolean().describe('The clock can be moved: never in production.'),
      outbox: z.boolean().describe('All mail can be read at `/outbox`: never in production.'),
    },
    of: ({ CLOCK, production }) => ({ movableClock: CLOCK === 'movable', outbox: !production }),
  },
});
