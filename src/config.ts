/** All configuration, read once from the environment: the slices of its parts, checked whole, refused with every problem. */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { adminConfig } from './modules/admin/admin.config';
import { approvalsConfig } from './modules/approvals/approvals.config';
import { auditConfig } from './modules/audit/audit.config';
import { billingConfig } from './modules/billing/billing.config';
import { brokersConfig } from './modules/brokers/brokers.config';
import { carriersConfig } from './modules/carriers/carriers.config';
import { documentsConfig } from './modules/documents/documents.config';
import { gatewayConfig } from './modules/gateway/gateway.config';
import { identityConfig } from './modules/identity/identity.config';
import { listingsConfig } from './modules/listings/listings.config';
import { paymentsConfig } from './modules/payments/payments.config';
import { payoutsConfig } from './modules/payouts/payouts.config';
import { transactionsConfig } from './modules/transactions/transactions.config';
import { verificationConfig } from './modules/verification/verification.config';
import { webhookEndpointsConfig } from './modules/webhook-endpoints/webhook-endpoints.config';
import {
  type Circumstances,
  type ConfigOf,
  type DeclaredSetting,
  MAKE_A_SECRET,
  SHORTEST_SECRET,
  type SliceReading,
} from './platform/kernel/config-slice';
import type { ReadWith } from './platform/kernel/live-config';
import { isGuessable } from './platform/kernel/guessable';
import { mailConfig } from './platform/mail/mail.config';
import { messagesConfig } from './modules/messages/messages.config';
import { offersConfig } from './modules/offers/offers.config';
import { reviewsConfig } from './modules/reviews/reviews.config';
import { platformConfig } from './platform/platform.config';
import { storageConfig } from './platform/storage/storage.config';

const SLICES = [
  platformConfig,
  mailConfig,
  storageConfig,
  auditConfig,
  adminConfig,
  approvalsConfig,
  identityConfig,
  documentsConfig,
  carriersConfig,
  verificationConfig,
  gatewayConfig,
  paymentsConfig,
  payoutsConfig,
  billingConfig,
  listingsConfig,
  offersConfig,
  transactionsConfig,
  brokersConfig,
  messagesConfig,
  reviewsConfig,
  webhookEndpointsConfig,
];

/** `FEATURE_X`, as everybody knows it. */
const codeOf = (name: string): string => name.replace(/^FEATURE_/, '');

/** All members of a union in one. */
type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Every value by the name of its variable. A module is given it as its own slice and the platform's. */
export type Config = AllOf<ConfigOf<(typeof SLICES)[number]>> & {
  shown: ShownConfig;
  /** What is allowed, and said aloud at each start. */
  warnings: string[];
  /** All of it with other texts in the place of what the environment says. */
  readWith: ReadWith;
};

/** What administrators change while the product runs, declared by the modules. */
export const SETTINGS: readonly DeclaredSetting[] = SLICES.flatMap(({ settings }) => settings);

/** What of it switches a part of the product off. */
export const FEATURES = SETTINGS.filter(({ feature }) => feature);

const SwitchedOff = z
  .array(z.enum(FEATURES.map(({ name }) => codeOf(name))).meta({ id: 'Feature' }))
  .describe('What is switched off at the moment: it is refused with `switched_off`.');

/** What anybody may know of the configuration. */
export interface ShownConfig {
  shape: z.ZodObject;
  values: Record<string, unknown>;
}

/** Every variable that the product reads, and those that production cannot do without. */
export const VARIABLES = SLICES.flatMap(({ variables }) => variables);
export const REQUIRED_IN_PRODUCTION = SLICES.flatMap(({ requiredInProduction }) => requiredInProduction);

export const SECRETS = SLICES.flatMap(({ secrets }) => secrets);

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

/** Reads the environment. Names the variables that are wrong, never their values. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  // A word that is none of the three was meant to be something, and is refused: with all that production would refuse.
  const production = !['development', 'test', undefined].includes(given.NODE_ENV);
  const readings = SLICES.map((slice) => slice.read(given, production));
  const problems = [
    ...withComment(given),
    ...(production ? [...missing(given), ...weakSecrets(given)] : []),
    ...readings.flatMap((reading) => reading.problems),
    ...betweenSlices(given),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  const { DATA_FOLDER } = platformConfig.read(given, production).complete({ production, makeUp: noSecret });
  const circumstances = { production, makeUp: production ? noSecret : madeUpSecrets(DATA_FOLDER) };
  const shown: ShownConfig = {
    shape: z.strictObject({ ...merged(SLICES.map((slice) => slice.shown)), switchedOff: SwitchedOff }),
    values: shownOf(readings, circumstances),
  };
  const warnings = readings.flatMap((reading) => reading.warnings);
  const readWith: ReadWith = (texts) => {
    const changed = SLICES.map((slice) => slice.read({ ...given, ...texts }, production));
    return {
      problems: changed.flatMap((reading) => reading.problems),
      values: valuesOf(changed, circumstances),
      shown: shownOf(changed, circumstances),
    };
  };
  return {
    ...merged(readings.map((reading) => reading.complete(circumstances))),
    ...{ shown, warnings, readWith },
  } as Config;
}

type Readings = readonly SliceReading<unknown>[];

const valuesOf = (readings: Readings, circumstances: Circumstances): Record<string, unknown> =>
  merged(readings.map((reading) => reading.complete(circumstances) as Record<string, unknown>));

function shownOf(readings: Readings, circumstances: Circumstances): Record<string, unknown> {
  const values = valuesOf(readings, circumstances);
  const off = FEATURES.filter(({ name }) => values[name] === false);
  return {
    ...merged(readings.map((reading) => reading.show(circumstances))),
    switchedOff: off.map(({ name }) => codeOf(name)),
  };
}

/** What one slice asks of another. */
function betweenSlices(given: NodeJS.ProcessEnv): string[] {
  const gateways = [given.PAYMENT_GATEWAY, ...(given.FORMER_PAYMENT_GATEWAYS ?? '').split(',')];
  const hearsStripe = gateways.some((name) => name?.trim() === 'stripe');
  return given.IDENTITY_CHECK === 'stripe' && !hearsStripe
    ? [
        'IDENTITY_CHECK: stripe tells the outcome by its webhook, so name stripe in PAYMENT_GATEWAY, or in ' +
          'FORMER_PAYMENT_GATEWAYS where it takes no money',
      ]
    : [];
}

/** Values that stood in an example once: anybody could sign with them. */
const WELL_KNOWN = /change|example|default|secret-?key|your-/i;

/** One that is too short is refused as such. */
const isWeak = (value = ''): boolean =>
  value.length >= SHORTEST_SECRET && (WELL_KNOWN.test(value) || isGuessable(value));

/** Ours to make, where others of the secrets are given by whom they are shared with. */
const isOwnSecret = (name: string): boolean => SECRETS.includes(name) && name.endsWith('_SECRET');

function missing(given: NodeJS.ProcessEnv): string[] {
  return REQUIRED_IN_PRODUCTION.filter((name) => !given[name]).map(
    (name) => `${name}: is required in production${isOwnSecret(name) ? `; ${MAKE_A_SECRET}` : ''}`,
  );
}

/** Not every reader of such files takes comments out: those of systemd and Kubernetes leave them in the value. */
const COMMENT = /(?:^|\s)#\s/;

const withComment = (given: NodeJS.ProcessEnv): string[] =>
  VARIABLES.filter((name) => COMMENT.test(given[name] ?? '')).map(
    (name) => `${name}: has a comment in its value; write comments on lines of their own`,
  );

function weakSecrets(given: NodeJS.ProcessEnv): string[] {
  const values = SECRETS.map((name) => given[name]).filter(Boolean);
  return [
    ...SECRETS.filter((name) => isWeak(given[name])).map(
      (name) => `${name}: can be guessed or is well-known; ${MAKE_A_SECRET}`,
    ),
    ...(new Set(values).size < values.length ? [`${SECRETS.join(', ')}: must differ from each other`] : []),
  ];
}

const merged = <Part extends object>(parts: Part[]): Part => Object.assign({}, ...parts) as Part;

const noSecret = (): string => '';

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
