/** What the clock does to verified facts: it tells that one ends soon, ends it, and deletes papers; and what becomes of them with an account. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import type { Verification } from '../verification.model';
import { CHECK_LIFE_MS, isOpen } from '../verification.rules';
import type { VerificationContext } from '../verification.context';
import { verificationChanged, verificationEnding } from '../verification.events';
import type { HostedCheck } from './hosted-check';

const STATES_DUE = {
  validUntil: ["state = 'VERIFIED'"],
  remindAt: ["state IN ('VERIFIED', 'STARTED')"],
  papersUntil: [],
};

export function createSweepVerifications(
  { platform, verifications, documents }: VerificationContext,
  { redact }: Pick<HostedCheck, 'redact'>,
) {
  const { database, clock, events, log } = platform;

  const onRow = (id: string, work: (row: Verification) => Promise<void>): Promise<void> =>
    database.atomically(async () => {
      const row = await verifications.findByPk(id, { lock: true });
      if (row) await work(row);
    });

  async function expire(row: Verification): Promise<void> {
    const now = clock.now();
    if (row.state !== 'VERIFIED' || row.validUntil === null || row.validUntil > now) return;
    await row.update({ state: 'EXPIRED', standingKey: null, remindAt: null, updatedAt: now });
    const { id: verificationId, userId, fact } = row;
    const news = { verificationId, userId, fact, reason: null, validUntil: row.validUntil };
    await events.emit(verificationChanged, { ...news, cause: 'EXPIRED' });
  }

  async function remind(row: Verification): Promise<void> {
    const { id: verificationId, userId, fact, state, remindAt } = row;
    if (remindAt === null || remindAt > clock.now()) return;
    await row.update({ remindAt: null });
    const news = { verificationId, userId, fact };
    if (state === 'VERIFIED' && row.validUntil !== null)
      await events.emit(verificationEnding, { ...news, validUntil: row.validUntil, what: 'FACT' });
    // While it is looked at the person has nothing to do.
    if (state === 'STARTED' && !row.isProcessing)
      await events.emit(verificationEnding, {
        ...{ ...news, validUntil: row.submittedAt + CHECK_LIFE_MS, what: 'CHECK' },
      });
  }

  /** But for those that another request of theirs still rests on. */
  const deletePapers = (id: string): Promise<void> =>
    database.atomically(async () => {
      const row = await verifications.findByPk(id, { lock: true });
      if (!row || row.papersUntil === null || row.papersUntil > clock.now()) return;
      const own = await verifications.findAll({ where: { userId: row.userId } });
      const needed = new Set(own.flatMap((other) => (other.id === id ? [] : other.documentIds)));
      await documents.forget(row.documentIds.filter((documentId) => !needed.has(documentId)));
      if (row.sessionId !== null) await redact(row.sessionId);
      await row.update({ documentIds: [], papersUntil: null });
    });

  /** The person has not gone there, or not to its end. What is being looked at ends by itself. */
  const endUnused = (id: string): Promise<void> =>
    database.atomically(async () => {
      const row = await verifications.findByPk(id, { lock: true });
      const now = clock.now();
      if (row?.state !== 'STARTED' || row.isProcessing || row.submittedAt > now - CHECK_LIFE_MS) return;
      await row.update({ state: 'EXPIRED', openKey: null, updatedAt: now });
      if (row.sessionId !== null) await redact(row.sessionId);
    });

  const unused = () =>
    selectKeyset<{ id: string }>(database, {
      name: 'verification.unused',
      order: BY_ID,
      select: 'id',
      from: 'verifications',
      where: ["state = 'STARTED'", 'isProcessing = 0', 'submittedAt <= :before'],
      values: { before: clock.now() - CHECK_LIFE_MS },
    });

  const due = (column: keyof typeof STATES_DUE) =>
    selectKeyset<{ id: string }>(database, {
      name: `verification.${column}`,
      order: BY_ID,
      select: 'id',
      from: 'verifications',
      where: [...STATES_DUE[column], `${column} <= :now`],
      values: { now: clock.now() },
    });

  return {
    async sweepVerifications(signal: AbortSignal): Promise<void> {
      await sweep(log, due('validUntil'), ({ id }) => onRow(id, expire), signal);
      await sweep(log, due('remindAt'), ({ id }) => onRow(id, remind), signal);
      await sweep(log, unused(), ({ id }) => endUnused(id), signal);
      await sweep(log, due('papersUntil'), ({ id }) => deletePapers(id), signal);
    },

    /** What they said goes with the account; that and when somebody was verified stays with their deals. */
    async forgetUser({ userId }: { userId: string }): Promise<void> {
      const now = clock.now();
      for (const row of await verifications.findAll({
        where: { userId },
        order: [['id', 'ASC']],
        lock: true,
      })) {
        if (row.sessionId !== null) await redact(row.sessionId);
        await row.update({
          ...{ claim: null, carrierFindings: null, documentIds: [], updatedAt: now },
          ...(isOpen(row.state) ? { state: 'WITHDRAWN', openKey: null } : {}),
          ...(row.state === 'VERIFIED' ? { state: 'EXPIRED', standingKey: null, remindAt: null } : {}),
        });
      }
    },
  };
}
