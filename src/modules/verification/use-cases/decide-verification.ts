/** Decides what waits, records what was verified otherwise, and takes back what holds: each by an admin, or by a check. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import { type Actor, systemActor, type UserActor, userIdOf } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Claim, Verification } from '../verification.model';
import { endOfPapers, endOfValidity, refuseClaim, REMINDER_MS } from '../verification.rules';
import type { VerificationContext } from '../verification.context';
import { verificationChanged } from '../verification.events';
import {
  noSuchVerification,
  paperNotCurrent,
  verificationChangedSince,
  verificationClosed,
  verificationWaits,
} from '../verification.problems';
import type { Decision } from '../verification.schema';
import { lowerCase } from '../../../platform/kernel/lower-case';

/** Claims go with their account, and then nothing waits any more. */
function claimOf({ id, claim }: Verification): Claim {
  if (claim === null) throw new Error(`The verification ${id} claims nothing.`);
  return claim;
}

const sale = systemActor('verification.sale');
const SOLD = 'The company was sold. Whoever signs for another one shows that anew.';

export type DecideVerification = ReturnType<typeof createDecideVerification>;

export function createDecideVerification({ platform, verifications, audit, identity }: VerificationContext) {
  const { database, clock, config, events } = platform;

  const note = (
    actor: Actor,
    cause: 'VERIFIED' | 'DECLINED' | 'REVOKED',
    row: Verification,
    reason: string,
  ) =>
    audit.record({
      actor,
      action: `verification.${lowerCase(cause)}`,
      subject: { type: 'verification', id: row.id },
      reason,
      detail: { userId: row.userId, fact: row.fact, version: row.version },
    });

  const tell = (cause: 'VERIFIED' | 'DECLINED' | 'REVOKED', row: Verification, reason: string | null) =>
    events.emit(verificationChanged, {
      ...{ verificationId: row.id, userId: row.userId, fact: row.fact, cause, reason },
      validUntil: cause === 'VERIFIED' ? row.validUntil : null,
    });

  /** What held before gives its place to it. */
  async function verify(row: Verification, claim: Claim, by: Actor, reason: string): Promise<void> {
    const now = clock.now();
    const standingKey = `${row.userId}:${row.fact}`;
    await verifications.update(
      { state: 'REPLACED', standingKey: null, remindAt: null, updatedAt: now },
      { where: { standingKey } },
    );
    const validUntil = endOfValidity(claim, now, config);
    await row.update({
      ...{ state: 'VERIFIED', openKey: null, standingKey, claim, reason, validUntil },
      ...{ decidedAt: now, decidedBy: userIdOf(by), verifiedAt: now, updatedAt: now },
      papersUntil: endOfPapers(row, now, config),
      remindAt: validUntil - REMINDER_MS > now ? validUntil - REMINDER_MS : null,
    });
    await note(by, 'VERIFIED', row, reason);
    await tell('VERIFIED', row, null);
  }

  async function decline(row: Verification, by: Actor, reason: string): Promise<void> {
    const now = clock.now();
    await row.update({
      ...{ state: 'DECLINED', openKey: null, reason, papersUntil: endOfPapers(row, now, config) },
      ...{ decidedAt: now, decidedBy: userIdOf(by), updatedAt: now },
    });
    await note(by, 'DECLINED', row, reason);
    await tell('DECLINED', row, reason);
  }

  async function revoke(row: Verification, by: Actor, reason: string): Promise<void> {
    const now = clock.now();
    await row.update({
      ...{ state: 'REVOKED', standingKey: null, remindAt: null, reason },
      ...{ decidedAt: now, decidedBy: userIdOf(by), updatedAt: now },
    });
    await note(by, 'REVOKED', row, reason);
    await tell('REVOKED', row, reason);
  }

  async function lockFor(actor: UserActor, id: string): Promise<Verification> {
    const row = await verifications.findByPk(id, { lock: true });
    if (!row) throw noSuchVerification();
    refuseOwnThing(actor, row.userId);
    return row;
  }

  return {
    /** In a unit, on the locked row: what a check that is no admin has found. */
    verifyByCheck: (row: Verification, by: Actor, reason: string) => verify(row, claimOf(row), by, reason),
    declineByCheck: decline,

    decideVerification: (actor: UserActor, id: string, given: Decision): Promise<Verification> =>
      database.atomically(async () => {
        const { version, decision, reason, amountCents } = given;
        const row = await lockFor(actor, id);
        if (row.state !== 'PENDING') throw verificationClosed(`It is ${row.state.toLowerCase()}.`);
        if (row.version !== version) {
          throw verificationChangedSince(`Version ${row.version} stands now; you looked at ${version}.`);
        }
        if (decision === 'DECLINED') await decline(row, actor, reason);
        else {
          const claim = claimOf(row);
          const seen =
            claim.fact === 'FUNDS' && amountCents !== undefined ? { ...claim, amountCents } : claim;
          // It may have grown old while it waited.
          const refused = refuseClaim(seen, clock.now(), config);
          if (refused) throw paperNotCurrent(refused.because);
          await verify(row, seen, actor, reason);
        }
        return row;
      }),

    /** What an admin has seen of a buyer or a seller by other means, as a verified identity like any other. */
    recordIdentity: (actor: UserActor, userId: string, role: string, reason: string): Promise<Verification> =>
      database.atomically(async () => {
        refuseOwnThing(actor, userId);
        const user = await identity.getUser(userId);
        if (!user.roles.includes(role) || user.deletedAt !== null) throw notFound('There is no such user.');
        const now = clock.now();
        const openKey = `${userId}:IDENTITY`;
        const waiting = await verifications.findOne({ where: { openKey }, lock: true });
        // What they claim meanwhile is nothing that the admin has seen.
        if (waiting?.state === 'PENDING')
          throw verificationWaits(
            `Decide about what they sent: POST /admin/verifications/${waiting.id}/decide.`,
          );
        await waiting?.update({ state: 'REPLACED', openKey: null, updatedAt: now });
        const row = await verifications.create({
          id: newId(),
          ...{ userId, fact: 'IDENTITY', method: 'RECORDED', state: 'PENDING', openKey, version: 1 },
          claim: { fact: 'IDENTITY', legalName: `${user.firstName} ${user.lastName}`.trim() },
          ...{ documentIds: [], carrierFindings: null, submittedAt: now, updatedAt: now },
        });
        await verify(row, claimOf(row), actor, reason);
        return row;
      }),

    revokeVerification: (actor: UserActor, id: string, reason: string): Promise<Verification> =>
      database.atomically(async () => {
        const row = await lockFor(actor, id);
        if (row.state !== 'VERIFIED') throw verificationClosed(`It is ${row.state.toLowerCase()}.`);
        await revoke(row, actor, reason);
        return row;
      }),

    /** In a unit. Their authority to sign for a company ends with its sale, like their proof of control. */
    async companySold(userId: string, usdot: number): Promise<void> {
      const own = await verifications.findAll({
        where: { userId, fact: 'COMPANY', state: ['VERIFIED', 'PENDING'] },
        order: [['id', 'ASC']],
        lock: true,
      });
      for (const row of own) {
        if (row.claim?.fact !== 'COMPANY' || row.claim.usdot !== usdot) continue;
        await (row.state === 'VERIFIED' ? revoke : decline)(row, sale, SOLD);
      }
    },

    /** As the sandbox's page says. @throws not_found, verification_closed */
    checkEnded: (id: string, passed: boolean): Promise<Verification> =>
      database.atomically(async () => {
        const row = await verifications.findByPk(id, { lock: true });
        if (row?.method !== 'SANDBOX') throw noSuchVerification();
        if (row.state !== 'STARTED') throw verificationClosed('This check is over.');
        const check = systemActor('sandbox identity check');
        if (passed) await verify(row, claimOf(row), check, 'The sandbox check was passed.');
        else await decline(row, check, 'The sandbox check was not passed. You can start another.');
        return row;
      }),
  };
}
