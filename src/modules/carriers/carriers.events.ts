/** What carriers tell those above: a record changed, a person's proof of control changed. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';

const Change = z.object({
  field: z.string(),
  before: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  after: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  material: z.boolean(),
});

/** A reading differs from the one before it. */
export const carrierChanged = defineEvent(
  'carrier.changed',
  z.object({
    usdot: z.int(),
    snapshotId: z.string(),
    /** Whether one of the changes touches authority, insurance, an order, the rating, the name or the standing. */
    material: z.boolean(),
    changes: z.array(Change),
  }),
);

/** `level` is the one that holds from now on. */
export const proofOfControlChanged = defineEvent(
  'proof_of_control.changed',
  z.object({
    userId: z.string(),
    usdot: z.int(),
    level: z.int(),
    cause: z.enum(['CODE_CONFIRMED', 'RECORDED', 'REVIEW_DECLINED', 'REVOKED']),
    reason: z.string().nullable(),
  }),
);
