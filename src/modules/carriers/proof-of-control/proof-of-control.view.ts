/** A proof of control as its holder and as an administrator see it. */
import type { z } from 'zod';
import { iso } from '../../../platform/kernel/clock';
import { personOf } from '../../identity';
import type { ControlProof } from './proof-of-control.model';
import { endOf, levelNow, resendAt } from './proof-of-control.rules';
import type { ReviewedProof } from './review-proof';
import type { AdminProofShape, ProofShape } from './proof-of-control.schema';

type View = z.input<typeof ProofShape>;

const NOTHING: Omit<View, 'usdot'> = {
  level: 0,
  levelSince: null,
  endsAt: null,
  code: null,
  review: null,
  revoked: null,
};

/** `usdot` is asked for apart from the row: who never began has none. */
export function presentProof(usdot: number, row: ControlProof | null, now: number): View {
  if (!row) return { usdot, ...NOTHING };
  return { ...presentLevel(row, now), code: codeOf(row, now) };
}

const presentLevel = (row: ControlProof, now: number): Omit<View, 'code'> => ({
  usdot: row.usdot,
  level: levelNow(row, now),
  levelSince: iso(row.levelSince),
  endsAt: iso(endOf(row, now)),
  review:
    row.reviewState !== null && row.reviewRequestedAt !== null
      ? {
          state: row.reviewState,
          requestedAt: iso(row.reviewRequestedAt),
          description: row.reviewDescription ?? '',
          documents: row.reviewDocuments ?? [],
          reason: row.reviewReason,
        }
      : null,
  revoked: row.revokedAt === null ? null : { at: iso(row.revokedAt), reason: row.revokedReason ?? '' },
});

function codeOf(row: ControlProof, now: number): View['code'] {
  const { codeHash, codeExpiresAt, codeSentTo, codeTriesLeft } = row;
  const resend = resendAt(row);
  if (codeHash === null || codeExpiresAt === null || codeSentTo === null || resend === null) return null;
  if (now >= codeExpiresAt) return null;
  return {
    sentTo: codeSentTo,
    expiresAt: iso(codeExpiresAt),
    triesLeft: codeTriesLeft,
    resendAt: iso(resend),
  };
}

export const presentForAdmin = (
  { row, otherHolders, people, legalName }: ReviewedProof,
  now: number,
): z.input<typeof AdminProofShape> => ({
  userId: row.userId,
  user: personOf(row.userId, people),
  ...presentLevel(row, now),
  legalName,
  evidence: row.evidence,
  otherHolders,
});
