/** What carriers tell those above: a record changed, a person's proof of control changed. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';

const Change = z.object({
  field: z.string(),
  before: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  after: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  material: z.boolean(),
});

export const carrierChanged = defineEvent(
  'carrier.changed',
  z.object({
    usdot: z.int(),
    snapshotId: z.string(),
    /** Whether one of the changes touches authority, insurance, an order, the rating, the name or the standing. */
    material: z.boolean(),
    changes: z.array(Change),
  }),
  { when: 'A reading of the federal record differs from the one before it.', about: 'usdot', feedOnly: true },
);

export const carrierFetched = defineEvent(
  'carrier.fetched',
  z.object({ usdot: z.int(), status: z.enum(['found', 'not_found', 'unavailable']) }),
  {
    when: 'FMCSA has answered, or failed to, after a page had stopped waiting for it.',
    about: 'usdot',
    feedOnly: true,
  },
);

export const proofOfControlChanged = defineEvent(
  'proof_of_control.changed',
  z.object({
    userId: z.string(),
    usdot: z.int(),
    level: z.int(),
    cause: z.enum([
      'CODE_CONFIRMED',
      'RECORDED',
      'REVIEW_DECLINED',
      'REVOKED',
      'SOLD',
      'CONTACTS_CHANGED',
      'PAPER_FELL',
      'LAPSED',
    ]),
    reason: z.string().nullable(),
  }),
  {
    when: 'How far a user proves control of a carrier is another level; `level` holds from now on.',
    about: 'usdot',
  },
);

const Claim = z.object({ userId: z.string(), level: z.int() });

export const controlClaimedTwice = defineEvent(
  'proof_of_control.claimed_twice',
  z.object({ usdot: z.int(), claimant: Claim, others: z.array(Claim) }),
  {
    when: 'A user has proved control of a carrier of which somebody else has proved control as well.',
    about: 'usdot',
  },
);

const Contest = z.object({
  contestId: z.string(),
  usdot: z.int(),
  /** Who contests. */
  userId: z.string(),
  /** The others who had proved control at that moment. */
  holderIds: z.array(z.string()),
});

export const controlContested = defineEvent('control_contest.opened', Contest, {
  when: 'A user contests the control of a carrier.',
  about: 'usdot',
});

export const controlContestClosed = defineEvent(
  'control_contest.closed',
  Contest.extend({ outcome: z.enum(['UPHELD', 'DISMISSED', 'WITHDRAWN']), reason: z.string().nullable() }),
  { when: 'A contest is upheld or dismissed by an admin, or withdrawn.', about: 'usdot' },
);
