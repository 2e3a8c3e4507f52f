/** The events that verification emits. None bears what a person said or what was seen. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { FACTS } from './facts';

const Fact = z.strictObject({
  verificationId: z.string(),
  userId: z.string(),
  fact: z.enum(FACTS),
});

export const CAUSES = ['VERIFIED', 'DECLINED', 'REVOKED', 'EXPIRED'] as const;

export const verificationChanged = defineEvent(
  'verification.changed',
  Fact.extend({
    cause: z.enum(CAUSES),
    /** Why it was declined or revoked. */
    reason: z.string().nullable(),
    validUntil: z.int().nullable(),
  }),
  { when: 'A fact of a person was verified, or was not, or holds no longer.', about: 'verificationId' },
);
export const verificationEnding = defineEvent(
  'verification.ending',
  Fact.extend({
    validUntil: z.int(),
    /** `CHECK`: nothing is verified yet; the check that they began is over then. */
    what: z.enum(['FACT', 'CHECK']).default('FACT'),
  }),
  {
    when: 'What was verified of a person ends within two weeks, or a check that they began within two days.',
    about: 'verificationId',
  },
);
