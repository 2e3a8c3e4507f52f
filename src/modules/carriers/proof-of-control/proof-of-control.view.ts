/** A proof of control as its holder and as an administrator see it. */
import type { z } from 'zod';
import { iso } from '../../../platform/kernel/clock';
import type { ControlProof } from './proof-of-control.model';
import { resendAt } from './proof-of-control.rules';
import type { AdminProofShape, ProofShape } from './proof-of-control.schema';

type View = z.input<typeof ProofShape>;

const NOTHING: Omit<View, 'usdot'> = { level: 0, levelSince: null, code: null, review: null, revoked: null };

export function viewProof(usdot: number, row: ControlProof | null, now: number): View {
  if (!row) return { usdot, ...NOTHING };
  return { ...standingOf(row), code: codeOf(row, now) };
}

const standingOf = (row: ControlProof): Omit<View, 'code'> => ({
  usdot: row.usdot,
  level: row.level,
  levelSince: iso(row.levelSince),
  review:
    row.reviewState !== null && row.reviewRequestedAt !== null
      ? {
          state: row.reviewState,
          requestedAt: iso(row.reviewRequestedAt),
          description: row.reviewDescription ?? '',
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

export const viewForAdmin = (row: ControlProof, otherHolders: number): z.input<typeof AdminProofShape> => ({
  userId: row.userId,
  ...standingOf(row),
  evidence: row.evidence,
  otherHolders,
});
