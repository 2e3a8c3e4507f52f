/** What proofs of control look like on the wire. */
import { z } from 'zod';
import { Id, Instant, prose, Reason, UsdotNumber } from '../../../platform/http/wire';
import { PageQuery } from '../../../platform/kernel/page';

export const StartProof = z.strictObject({ usdot: UsdotNumber });
export const ConfirmProof = z.strictObject({
  usdot: UsdotNumber,
  code: z.string().regex(/^\d{6}$/, 'must be the six digits of the mail'),
});
export const RequestReview = z.strictObject({ usdot: UsdotNumber, description: prose(2_000, 20) });
export type RequestReview = z.output<typeof RequestReview>;

const Pair = { userId: Id, usdot: UsdotNumber };
export const RecordProof = z.strictObject({
  ...Pair,
  level: z.union([z.literal(2), z.literal(3)]),
  /** What was seen: which papers, which session, which filing. */
  evidence: prose(2_000, 10),
});
export type RecordProof = z.output<typeof RecordProof>;
export const EndProof = z.strictObject({ ...Pair, reason: Reason });
export type EndProof = z.output<typeof EndProof>;

export const ReviewQuery = PageQuery;

const Review = z.strictObject({
  state: z.enum(['PENDING', 'DECLINED']),
  requestedAt: Instant,
  description: z.string(),
  reason: z.string().nullable(),
});

export const ProofShape = z
  .strictObject({
    usdot: z.int(),
    /** 0 none · 1 code to the federal record · 2 papers reviewed · 3 live session or filing challenge. */
    level: z.int().min(0).max(3),
    levelSince: Instant.nullable(),
    /** The code under way. */
    code: z
      .strictObject({ sentTo: z.string(), expiresAt: Instant, triesLeft: z.int(), resendAt: Instant })
      .nullable(),
    review: Review.nullable(),
    revoked: z.strictObject({ at: Instant, reason: z.string() }).nullable(),
  })
  .meta({ id: 'ProofOfControl' });

export const AdminProofShape = z
  .strictObject({
    userId: Id,
    ...ProofShape.omit({ code: true }).shape,
    evidence: z.string().nullable(),
    /** Other people who hold a proof for the same carrier. */
    otherHolders: z.int(),
  })
  .meta({ id: 'ProofOfControlForAdmin' });
