/** What verification reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';
/** What of a person can be verified. */
export const FACTS = ['IDENTITY', 'FUNDS', 'COMPANY'] as const;

/** `none`, or facts separated by commas. */
const facts = z
  .string()
  .default('none')
  .transform((text) => (text === 'none' ? [] : text.split(',').map((each) => each.trim().toUpperCase())))
  .pipe(z.array(z.enum(FACTS)));

export type VerificationConfig = ConfigOf<typeof verificationConfig>;

export const verificationConfig = configSlice({
  variables: {
    /** Who checks identities: an admin from papers, Stripe's pages, or the sandbox's page. */
    IDENTITY_CHECK: z.enum(['review', 'stripe', 'sandbox']).optional(),
    VERIFICATION_AT_UNLOCK: facts,
    VERIFICATION_AT_OFFER: facts,
    /** After the decision the papers of an identity are deleted. */
    IDENTITY_PAPERS_DAYS: count(1, 3_650).default(30),
    IDENTITY_VALID_DAYS: count(1, 3_650).default(730),
    COMPANY_VALID_DAYS: count(1, 3_650).default(365),
    /** Counted from the day of the paper. */
    FUNDS_VALID_DAYS: count(1, 365).default(90),
  },
  settings: {
    VERIFICATION_AT_UNLOCK: {
      ...{ group: 'Verification', title: 'Verified before an unlock', kind: 'list' },
      description: 'IDENTITY, FUNDS, COMPANY, by comma; none: nothing.',
      write: (facts) => (facts.length > 0 ? facts.join(',') : 'none'),
    },
    VERIFICATION_AT_OFFER: {
      ...{ group: 'Verification', title: 'Verified before an offer', kind: 'list' },
      description: 'IDENTITY, FUNDS, COMPANY, by comma; none: nothing.',
      write: (facts) => (facts.length > 0 ? facts.join(',') : 'none'),
    },
  },
  problems: ({ IDENTITY_CHECK }, production) =>
    production && IDENTITY_CHECK === 'sandbox' ? ['IDENTITY_CHECK: may not be sandbox in production'] : [],
  fillIn: ({ IDENTITY_CHECK }, { production }) => ({
    IDENTITY_CHECK: IDENTITY_CHECK ?? (production ? ('review' as const) : ('sandbox' as const)),
  }),
  shown: {
    fields: {
      verificationAtUnlock: z
        .array(z.enum(FACTS))
        .describe('What of a buyer is verified before they unlock.'),
      verificationAtOffer: z.array(z.enum(FACTS)).describe('What of a buyer is verified before an offer.'),
      identityCheck: z
        .enum(['PAPERS', 'PAGE'])
        .describe('How identities are checked: `PAPERS` that are sent, or a `PAGE` where the person goes.'),
    },
    of: ({ IDENTITY_CHECK, VERIFICATION_AT_UNLOCK, VERIFICATION_AT_OFFER }) => ({
      identityCheck: IDENTITY_CHECK === 'review' ? ('PAPERS' as const) : ('PAGE' as const),
      verificationAtUnlock: VERIFICATION_AT_UNLOCK,
      verificationAtOffer: VERIFICATION_AT_OFFER,
    }),
  },
});
