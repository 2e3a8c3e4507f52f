/** A proof of control as its holder and as an administrator see it. */
import type { z } from 'zod';
import { iso } from '../../../platform/kernel/clock';
import { personOf } from '../../identity';
import type { ControlProof, ProofSession } from './proof-of-control.model';
import { endOf, heldBy, levelNow, neededFor, resendAt, shownBy } from './proof-of-control.rules';
import type { ReviewedProof } from './review-proof';
import type { AdminProofShape, ProofShape } from './proof-of-control.schema';

type View = z.input<typeof ProofShape>;

const NOTHING: Omit<View, 'usdot' | 'needed'> = {
  level: 0,
  shownBy: null,
  papers: [],
  session: null,
  levelSince: null,
  endsAt: null,
  code: null,
  review: null,
  revoked: null,
};

/** `usdot` is asked for apart from the row: who never began has none. */
export function presentProof(usdot: number, row: ControlProof | null, now: number): View {
  const needed = neededFor(row, now);
  if (!row) return { usdot, ...NOTHING, needed };
  const session = sessionOf(heldBy(row, now).liveSession);
  return { ...presentLevel(row, now), session, code: codeOf(row, now), needed };
}

/** Where the recording is kept is for administrators. */
const sessionOf = (session: ProofSession | null): View['session'] =>
  session && {
    heldAt: iso(session.heldAt),
    attendees: session.attendees,
    identityPaper: session.identityPaper,
  };

const forAdmins = (session: ProofSession | null): z.input<typeof AdminProofShape>['session'] => {
  const shown = sessionOf(session);
  return shown && session && { ...shown, recording: session.recording };
};

const presentLevel = (row: ControlProof, now: number): Omit<View, 'code' | 'session' | 'needed'> => ({
  usdot: row.usdot,
  level: levelNow(row, now),
  shownBy: shownBy(row, levelNow(row, now)),
  papers: heldBy(row, now).papers ?? [],
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
  session: forAdmins(heldBy(row, now).liveSession),
  legalName,
  evidence: heldBy(row, now).evidence,
  otherHolders,
});
