/** What a side answered by telephone: written down, told to them, undone by them, or taken after its hours. */
import { Op, UniqueConstraintError } from 'sequelize';
import { lockRows } from '../../../platform/db/lock-rows';
import { modelKeyset, NEWEST_ID_FIRST, omitUndefined, readPage } from '../../../platform/db/keyset';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound, Problem } from '../../../platform/http/problem';
import { type Actor, type UserActor, userIdOf } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { oneOf } from '../../../platform/kernel/one-of';
import { dollars } from '../../../platform/kernel/money';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { User } from '../../identity';
import type { AnswerMeant } from '../../transactions';
import type { AssistanceContext } from '../assistance.context';
import { telephoneAnswerEnded, telephoneAnswerRecorded } from '../assistance.events';
import type { TelephoneAnswerRow } from '../assistance.model';
import { answerStands, throwIfRefused } from '../assistance.problems';
import { type AnswerStatus, refuseHeard, refuseLate, refuseUndo, UNDO_MS } from '../assistance.rules';
import type { NewTelephoneAnswer, TelephoneAnswer, TelephoneAnswerQuery } from '../assistance.schema';
import { lowerCase } from '../../../platform/kernel/lower-case';

export interface AnswerFile {
  row: TelephoneAnswerRow;
  people: Map<string, User>;
}

const BY_TELEPHONE = 'Declined by telephone; an administrator wrote it down.';

const questionOf = (answer: TelephoneAnswer): string => {
  switch (answer.kind) {
    case 'AGREE_EXTENSION':
      return answer.proposalId;
    case 'SETTLE_ITEM':
      return answer.itemId;
    case 'REJECT_OFFER':
      return answer.offerId;
  }
};

/** One answer at a time to one question. */
const openKeyOf = (userId: string, answer: TelephoneAnswer): string =>
  `${answer.kind}:${questionOf(answer)}:${userId}`;

export function createTelephoneAnswers(context: AssistanceContext) {
  const { platform, audit, identity, offers, transactions, models } = context;
  const { clock, database, events } = platform;

  /** The person, in whose name it is judged and made; who wrote it down stands beside them in the action log. */
  const inTheNameOf = (userId: string, recordedBy: string): UserActor => ({
    ...{ kind: 'user', userId, roles: [], sessionId: '' },
    impersonator: { userId: recordedBy },
  });

  /** Locks what it is about. Throws what the person would be refused for now. */
  async function meantBy(actor: UserActor, answer: TelephoneAnswer): Promise<AnswerMeant> {
    if (answer.kind !== 'REJECT_OFFER')
      return transactions.byTelephone.meant(actor, answer.transactionId, answer);
    const offer = await offers.lockAwaited(actor, answer.offerId, answer);
    const { title, buyerId, sellerId, amountCents, expiresAt } = offer;
    return {
      ...{ title, buyerId, sellerId, deadlineAt: expiresAt },
      says: `You decline the offer of ${dollars(amountCents)}, which ends it.`,
    };
  }

  function take(actor: UserActor, answer: TelephoneAnswer): Promise<void> {
    if (answer.kind !== 'REJECT_OFFER')
      return transactions.byTelephone.make(actor, answer.transactionId, answer);
    const { version, amountCents } = answer;
    return offers.reject(actor, answer.offerId, { version, amountCents }, BY_TELEPHONE);
  }

  async function filesOf(rows: TelephoneAnswerRow[]): Promise<AnswerFile[]> {
    const ids = rows.flatMap(({ userId, recordedBy }) => [userId, recordedBy]);
    const people = await identity.findUsers([...new Set(ids)]);
    return rows.map((row) => ({ row, people }));
  }

  const fileOf = async (row: TelephoneAnswerRow): Promise<AnswerFile> => oneOf(await filesOf([row]));

  const subjectOf = ({ id }: TelephoneAnswerRow) => ({ type: 'telephone_answer', id });

  async function end(
    actor: Actor,
    row: TelephoneAnswerRow,
    status: Exclude<AnswerStatus, 'STANDING'>,
    because: string | null = null,
  ): Promise<void> {
    await row.update({ status, because, endedAt: clock.now(), openKey: null });
    const { id: answerId, kind, userId, recordedBy: operatorId, title, says } = row;
    // Of what was taken the deal or the offer tells.
    if (status !== 'TAKEN') {
      await events.emit(telephoneAnswerEnded, {
        ...{ answerId, kind, userId, operatorId, title, says, status, because, byUserId: userIdOf(actor) },
      });
    }
    await audit.record({
      actor,
      action: `telephone_answer.${lowerCase(status)}`,
      subject: subjectOf(row),
      ...(because === null ? {} : { reason: because }),
      detail: {
        kind,
        userId,
        recordedBy: operatorId,
        transactionId: row.transactionId,
        offerId: row.offerId,
      },
    });
  }

  async function record(actor: UserActor, { userId, answer, consent }: NewTelephoneAnswer) {
    refuseOwnThing(actor, userId);
    const now = clock.now();
    const heardAt = Date.parse(consent.heardAt);
    throwIfRefused(refuseHeard(heardAt, now));
    const person = await identity.getUser(userId);
    if (person.status !== 'ACTIVE') throw notFound('There is no active user here.');
    const meant = await meantBy(inTheNameOf(userId, actor.userId), answer);
    refuseOwnThing(actor, userId, meant.buyerId, meant.sellerId);
    throwIfRefused(refuseLate(meant.deadlineAt, now));
    const { title, says } = meant;
    const row = await models.answers.create({
      ...{ id: newId(), kind: answer.kind, userId, answer, title, says, heardAt },
      transactionId: 'transactionId' in answer ? answer.transactionId : null,
      offerId: 'offerId' in answer ? answer.offerId : null,
      ...{ calledBy: consent.calledBy, knownBy: consent.knownBy, said: consent.said },
      ...{ recordedBy: actor.userId, recordedAt: now, takesEffectAt: now + UNDO_MS, status: 'STANDING' },
      openKey: openKeyOf(userId, answer),
    });
    const { id: answerId, kind, takesEffectAt } = row;
    await events.emit(telephoneAnswerRecorded, {
      ...{ answerId, kind, userId, operatorId: actor.userId, title, says },
      ...{ said: consent.said, heardAt, takesEffectAt },
    });
    await audit.record({
      actor,
      action: 'telephone_answer.recorded',
      subject: subjectOf(row),
      reason: consent.said,
      detail: {
        ...{ kind, userId, transactionId: row.transactionId, offerId: row.offerId },
        ...{ calledBy: consent.calledBy, heardAt: consent.heardAt, knownBy: consent.knownBy },
        takesEffectAt: iso(takesEffectAt),
      },
    });
    return fileOf(row);
  }

  return {
    /** Throws what the person would be refused for, `answer_too_late`, `answer_stands`, `not_heard_lately`. */
    record: (actor: UserActor, given: NewTelephoneAnswer): Promise<AnswerFile> =>
      database
        .atomically(() => record(actor, given))
        .catch((error: unknown) => {
          if (!(error instanceof UniqueConstraintError)) throw error;
          throw answerStands('They have answered this by telephone before, and it stands.');
        }),

    /** By the person, or by whoever wrote it down. Throws `answer_not_standing`. */
    undo: (actor: UserActor, id: string): Promise<TelephoneAnswerRow> =>
      database.atomically(async () => {
        const row = await models.answers.findByPk(id, { lock: true });
        if (!row || ![row.userId, row.recordedBy].includes(actor.userId)) {
          throw notFound('There is no such answer of yours.');
        }
        throwIfRefused(refuseUndo(row, clock.now()));
        await end(actor, row, 'UNDONE');
        return row;
      }),

    /** In a unit: what an administrator wrote down by then and has not taken effect. */
    async endAllRecordedBy(actor: Actor, recordedBy: string, until: number): Promise<void> {
      const where = { recordedBy, status: 'STANDING' as const, recordedAt: { [Op.lte]: until } };
      for (const row of await lockRows(models.answers, where))
        await end(actor, row, 'NOT_TAKEN', 'Whoever wrote it down has recovered their account since.');
    },

    /** Newest first. */
    listOwn: (actor: UserActor, query: PageQuery): Promise<Page<TelephoneAnswerRow>> =>
      readPage(
        modelKeyset(models.answers, {
          name: 'assistance.own-answers',
          order: NEWEST_ID_FIRST,
          where: { userId: actor.userId },
        }),
        query,
      ),

    /** Newest first. */
    async listAll(given: TelephoneAnswerQuery): Promise<Page<AnswerFile>> {
      const { status, userId, transactionId } = given;
      const all = modelKeyset(models.answers, {
        name: 'assistance.answers',
        order: NEWEST_ID_FIRST,
        where: omitUndefined({ status, userId, transactionId }),
      });
      const { items, pagination } = await readPage(all, given);
      return { items: await filesOf(items), pagination };
    },

    /** After its hours: as the person's own move, or not at all where they could not make it any more. */
    async takeDue(actor: Actor, id: string): Promise<void> {
      const work = (refused: Problem | null) =>
        database.atomically(async () => {
          const row = await models.answers.findByPk(id, { lock: true });
          if (row?.status !== 'STANDING' || row.takesEffectAt > clock.now()) return;
          const person = (await identity.findUsers([row.userId])).get(row.userId);
          const because =
            person?.status === 'ACTIVE' ? (refused?.detail ?? null) : 'Their account is not active.';
          if (because === null) await take(inTheNameOf(row.userId, row.recordedBy), row.answer);
          await end(actor, row, because === null ? 'TAKEN' : 'NOT_TAKEN', because);
        });
      try {
        await work(null);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        await work(error);
      }
    },
  };
}
