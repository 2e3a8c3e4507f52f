/** Levels 2 and 3: an administrator looks at papers or at a live session, and writes down what was seen. */
import type { UserActor } from '../../../platform/kernel/actor';
import { decodeCursor, pageOf, type PageQuery } from '../../../platform/kernel/page';
import { forbidden } from '../../../platform/http/problem';
import type { Platform } from '../../../platform/platform';
import type { Audit } from '../../audit';
import { proofOfControlChanged } from '../carriers.events';
import type { LookUps } from '../use-cases/look-up';
import type { ControlProof } from './proof-of-control.model';
import { controlAlreadyProved, noReviewPending, reviewPending } from './proof-of-control.problems';
import { mayRecord } from './proof-of-control.rules';
import type { EndProof, RecordProof, RequestReview } from './proof-of-control.schema';
import { viewForAdmin, viewProof } from './proof-of-control.view';
import type { Proofs } from './proofs';

type Cause = 'RECORDED' | 'REVIEW_DECLINED' | 'REVOKED';

interface ReviewDeps {
  audit: Audit;
  lookUps: LookUps;
  proofs: Proofs;
}

export function createReviewProof(platform: Platform, { audit, lookUps, proofs }: ReviewDeps) {
  const { clock, database, outbox } = platform;

  const viewed = async (row: ControlProof) => viewForAdmin(row, await proofs.countOtherHolders(row));

  const note = (actor: UserActor, action: string, row: ControlProof, reason: string) =>
    audit.record({
      actor,
      action,
      subject: { type: 'proof_of_control', id: row.id },
      reason,
      detail: { userId: row.userId, usdot: row.usdot, level: row.level },
    });

  const tell = (row: ControlProof, cause: Cause, reason: string | null) =>
    outbox.emit(proofOfControlChanged, {
      userId: row.userId,
      usdot: row.usdot,
      level: row.level,
      cause,
      reason,
    });

  return {
    /** Asks for a review. Reads FMCSA's record first, so never inside a unit. */
    async request(actor: UserActor, { usdot, description }: RequestReview) {
      await lookUps.getProfile(usdot);
      return database.atomically(async () => {
        const row = await proofs.lock(actor.userId, usdot);
        if (row.reviewState === 'PENDING') throw reviewPending('Your request is being looked at already.');
        if (row.level === 3) throw controlAlreadyProved('Control is proved to the highest level.');
        const now = clock.now();
        await row.update({
          reviewState: 'PENDING',
          reviewRequestedAt: now,
          reviewDescription: description,
          reviewReason: null,
          updatedAt: now,
        });
        await note(actor, 'proof_of_control.review_requested', row, description);
        return viewProof(usdot, row, now);
      });
    },

    record: (actor: UserActor, { userId, usdot, level, evidence }: RecordProof) =>
      database.atomically(async () => {
        if (actor.userId === userId) throw forbidden('Nobody reviews a proof of his own.');
        const row = await proofs.lock(userId, usdot);
        if (!mayRecord(row, level)) {
          throw controlAlreadyProved(`Level ${row.level} is recorded already. Revoke it to begin anew.`);
        }
        const now = clock.now();
        await row.update({
          level,
          levelSince: now,
          evidence,
          codeHash: null,
          codeTriesLeft: 0,
          reviewState: null,
          revokedAt: null,
          revokedReason: null,
          updatedAt: now,
        });
        await note(actor, 'proof_of_control.recorded', row, evidence);
        await tell(row, 'RECORDED', null);
        return viewed(row);
      }),

    decline: (actor: UserActor, { userId, usdot, reason }: EndProof) =>
      database.atomically(async () => {
        const row = await proofs.lock(userId, usdot);
        if (row.reviewState !== 'PENDING') throw noReviewPending('Nobody waits for a review of this.');
        await row.update({ reviewState: 'DECLINED', reviewReason: reason, updatedAt: clock.now() });
        await note(actor, 'proof_of_control.review_declined', row, reason);
        await tell(row, 'REVIEW_DECLINED', reason);
        return viewed(row);
      }),

    /** Takes every level away; a code alone does not bring it back. */
    revoke: (actor: UserActor, { userId, usdot, reason }: EndProof) =>
      database.atomically(async () => {
        const row = await proofs.lock(userId, usdot);
        const now = clock.now();
        await row.update({
          level: 0,
          levelSince: now,
          evidence: null,
          codeHash: null,
          codeTriesLeft: 0,
          reviewState: row.reviewState === 'PENDING' ? 'DECLINED' : row.reviewState,
          reviewReason: row.reviewState === 'PENDING' ? reason : row.reviewReason,
          revokedAt: now,
          revokedReason: reason,
          updatedAt: now,
        });
        await note(actor, 'proof_of_control.revoked', row, reason);
        await tell(row, 'REVOKED', reason);
        return viewed(row);
      }),

    async listPending({ cursor, limit }: PageQuery) {
      const [requestedAt, id] = cursor === undefined ? [0, ''] : decodeCursor(cursor, ['number', 'string']);
      const rows = await proofs.listPending(Number(requestedAt), String(id), limit + 1);
      const shown = await Promise.all(
        rows.map(async (row) => ({ row, others: await proofs.countOtherHolders(row) })),
      );
      return pageOf(
        shown,
        limit,
        ({ row }) => [row.reviewRequestedAt, row.id],
        ({ row, others }) => viewForAdmin(row, others),
      );
    },
  };
}
