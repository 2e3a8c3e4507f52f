/** A person sends what is to be verified of them, sends it anew while it waits, and takes it back. */
import { UniqueConstraintError } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { Claim, Verification } from '../verification.model';
import {
  CHECK_LIFE_MS,
  CHECK_REMINDER_MS,
  CHECKS_A_WEEK,
  endOfPapers,
  isOpen,
  refuseClaim,
  WEEK_MS,
} from '../verification.rules';
import type { VerificationContext } from '../verification.context';
import {
  noSuchVerification,
  paperNotCurrent,
  papersNeeded,
  tooManyChecks,
  verificationClosed,
} from '../verification.problems';
import type { CompanyClaim, FundsClaim, IdentityClaim } from '../verification.schema';
import type { HostedCheck } from './hosted-check';
import { createReadCarrier } from './read-carrier';

export type RequestVerification = ReturnType<typeof createRequestVerification>;

export function createRequestVerification(
  context: VerificationContext,
  { redact }: Pick<HostedCheck, 'redact'>,
) {
  const { platform, verifications, audit, documents, check } = context;
  const { database, clock, config } = platform;
  const readCarrier = createReadCarrier(context);

  interface Request {
    claim: Claim;
    documentIds: string[];
    asksPapers: boolean;
    begins: 'STARTED' | 'PENDING';
    method: Verification['method'];
    carrierFindings?: Verification['carrierFindings'];
  }

  async function send(actor: UserActor, request: Request): Promise<Verification> {
    const { claim, documentIds, begins, method, carrierFindings = null } = request;
    const now = clock.now();
    if (request.asksPapers && documentIds.length === 0) {
      throw papersNeeded('An administrator looks at papers: name at least one.', {
        errors: [{ field: 'documentIds', code: 'required', message: 'Name at least one document.' }],
      });
    }
    const refused = refuseClaim(claim, now, config);
    if (refused) {
      const errors = refused.fields?.map((field) => ({ code: refused.code, ...field })) ?? [];
      throw paperNotCurrent(refused.because, { errors });
    }
    await documents.require(actor, documentIds, claim.fact === 'IDENTITY' ? ['IDENTITY'] : undefined);
    const { userId } = actor;
    const openKey = `${userId}:${claim.fact}`;
    const waiting = await verifications.findOne({ where: { openKey }, lock: true });
    if (method === 'STRIPE' && !waiting) await refuseTooMany(userId, now);
    // Begun at Stripe before somebody else was asked to check.
    const left = method === 'STRIPE' ? null : (waiting?.sessionId ?? null);
    if (left !== null) await redact(left);
    const sent = {
      ...{ claim, documentIds, carrierFindings, method, state: begins, openKey },
      ...{ submittedAt: now, updatedAt: now },
      remindAt: begins === 'STARTED' ? now + CHECK_LIFE_MS - CHECK_REMINDER_MS : null,
      ...(left === null ? {} : { sessionId: null, isProcessing: false }),
    };
    const row = waiting
      ? await waiting.update({ ...sent, version: waiting.version + 1 })
      : await verifications.create({ id: newId(), userId, fact: claim.fact, version: 1, ...sent });
    await audit.record({
      actor,
      action: 'verification.requested',
      subject: { type: 'verification', id: row.id },
      detail: { fact: claim.fact, version: row.version, papers: documentIds.length },
    });
    return row;
  }

  async function refuseTooMany(userId: string, now: number): Promise<void> {
    const since = now - WEEK_MS;
    const checks = (
      await verifications.findAll({ where: { userId, method: 'STRIPE' }, order: [['submittedAt', 'DESC']] })
    ).filter(({ sessionId, submittedAt }) => sessionId !== null && submittedAt > since);
    const oldest = checks[CHECKS_A_WEEK - 1];
    if (oldest)
      throw tooManyChecks(
        `There were ${CHECKS_A_WEEK} in a week. The next can begin at ${iso(oldest.submittedAt + WEEK_MS)}.`,
      );
  }

  async function request(actor: UserActor, given: Request): Promise<Verification> {
    try {
      return await database.atomically(() => send(actor, given));
    } catch (error) {
      // Of two first ones at once the other has come through: this one is sent anew.
      if (!(error instanceof UniqueConstraintError)) throw error;
      return database.atomically(() => send(actor, given));
    }
  }

  const byAdmin = { asksPapers: true, begins: 'PENDING', method: 'REVIEW' } as const;

  return {
    verifyIdentity: (actor: UserActor, { documentIds, legalName }: IdentityClaim) =>
      request(actor, { claim: { fact: 'IDENTITY', legalName }, documentIds, ...check }),

    verifyFunds: (actor: UserActor, { documentIds, ...claim }: FundsClaim) =>
      request(actor, { claim: { fact: 'FUNDS', ...claim }, documentIds, ...byAdmin }),

    /** Reads the federal record first, so never inside a unit. */
    async verifyCompany(actor: UserActor, { documentIds, ...claim }: CompanyClaim) {
      const carrierFindings = claim.usdot === null ? null : await readCarrier(claim.usdot);
      return request(actor, {
        claim: { fact: 'COMPANY', ...claim },
        ...{ documentIds, carrierFindings, ...byAdmin },
      });
    },

    withdrawVerification: (actor: UserActor, id: string): Promise<Verification> =>
      database.atomically(async () => {
        const row = await verifications.findByPk(id, { lock: true });
        if (row?.userId !== actor.userId) throw noSuchVerification();
        if (!isOpen(row.state)) throw verificationClosed(`It is ${row.state.toLowerCase()}.`);
        const now = clock.now();
        await row.update({
          ...{ state: 'WITHDRAWN', openKey: null, updatedAt: now },
          papersUntil: endOfPapers({ ...row.get(), sessionId: null }, now, config),
        });
        if (row.sessionId !== null) await redact(row.sessionId);
        await audit.record({
          actor,
          action: 'verification.withdrawn',
          subject: { type: 'verification', id },
          detail: { fact: row.fact },
        });
        return row;
      }),
  };
}
