/** What identity reads of the environment. */
import { z } from 'zod';
import {
  type ConfigOf,
  configSlice,
  count,
  guesses,
  isOn,
  limitOf,
  secret,
  switchOf,
} from '../../platform/kernel/config-slice';

/** OWASP's first choice for argon2id. Production may ask for more and never for less. */
const LEAST_IN_PRODUCTION = { PASSWORD_HASH_MEMORY_KIB: 19_456, PASSWORD_HASH_PASSES: 2 };

/** What argon2id itself cannot go below, and 1 GiB. */
const MEMORY_KIB = { min: 8, max: 1_048_576 };

export type IdentityConfig = ConfigOf<typeof identityConfig>;

export const identityConfig = configSlice({
  variables: {
    JWT_ACCESS_SECRET: secret.optional(),
    /** Encrypts the secrets of second factors. */
    TWO_FACTOR_SECRET: secret.optional(),
    ACCESS_TOKEN_MINUTES: count(1, 15).default(15),
    REFRESH_TOKEN_DAYS: count(1, 90).default(30),
    /** An admin who does nothing for so long is signed out. */
    ADMIN_SESSION_IDLE_MINUTES: count(5, 24 * 60).default(30),
    /** And, whatever they do, after so long. */
    ADMIN_SESSION_HOURS: count(1, 7 * 24).default(12),
    /** Whether trade needs a verified email address. Default: in production. */
    FEATURE_EMAIL_VERIFICATION_REQUIRED: z.stringbool().optional(),
    /** Whether admins need a second factor. Default: in production, where it cannot be turned off. */
    FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: z.stringbool().optional(),
    /** Who steps up before money or credentials move: everybody, or only users with a second factor. */
    FEATURE_STEP_UP: z.enum(['second-factor', 'always']).default('always'),
    /** What hashing a password costs with argon2id. */
    PASSWORD_HASH_MEMORY_KIB: count(MEMORY_KIB.min, MEMORY_KIB.max).default(
      LEAST_IN_PRODUCTION.PASSWORD_HASH_MEMORY_KIB,
    ),
    PASSWORD_HASH_PASSES: count(1, 10).default(LEAST_IN_PRODUCTION.PASSWORD_HASH_PASSES),
    FEATURE_REGISTRATION: isOn,
    FEATURE_API_KEYS: isOn,
    LIMIT_AUTH: guesses(5),
    LIMIT_PASSWORD_RESET: guesses(3),
  },
  settings: {
    FEATURE_REGISTRATION: switchOf(
      'New accounts',
      'Off: nobody opens an account. Whoever has one goes on, and administrators are made by the command line.',
    ),
    FEATURE_API_KEYS: switchOf('New API keys', 'Off: nobody makes a key. Those that there are go on.'),
    LIMIT_AUTH: limitOf('Wrong passwords and codes', 'Of a person or an address in 15 minutes.'),
    LIMIT_PASSWORD_RESET: limitOf('Letters for a new password', 'To an address in an hour.'),
  },
  requiredInProduction: ['JWT_ACCESS_SECRET', 'TWO_FACTOR_SECRET'],
  secrets: ['JWT_ACCESS_SECRET', 'TWO_FACTOR_SECRET'],
  problems: (values, production) =>
    production
      ? [
          ...(values.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED === false
            ? ['FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: may not be off in production']
            : []),
          ...(['PASSWORD_HASH_MEMORY_KIB', 'PASSWORD_HASH_PASSES'] as const)
            .filter((name) => values[name] < LEAST_IN_PRODUCTION[name])
            .map((name) => `${name}: is at least ${LEAST_IN_PRODUCTION[name]} in production`),
        ]
      : [],
  warnings: (values, production) =>
    production
      ? [
          ...(values.FEATURE_EMAIL_VERIFICATION_REQUIRED === false
            ? [
                'FEATURE_EMAIL_VERIFICATION_REQUIRED: is off: people trade with addresses that they have not proven',
              ]
            : []),
          ...(values.FEATURE_STEP_UP === 'second-factor'
            ? ['FEATURE_STEP_UP: whoever has no second factor names bank accounts without a fresh proof']
            : []),
        ]
      : [],
  fillIn: (values, { production, makeUp }) => ({
    JWT_ACCESS_SECRET: values.JWT_ACCESS_SECRET ?? makeUp('JWT_ACCESS_SECRET'),
    TWO_FACTOR_SECRET: values.TWO_FACTOR_SECRET ?? makeUp('TWO_FACTOR_SECRET'),
    FEATURE_EMAIL_VERIFICATION_REQUIRED: values.FEATURE_EMAIL_VERIFICATION_REQUIRED ?? production,
    FEATURE_ADMIN_SECOND_FACTOR_REQUIRED: values.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED ?? production,
  }),
});
