/** People ask each other for documents of a listing or a deal; whoever is asked answers with one, or says why not. */
import { UniqueConstraintError } from 'sequelize';
import { NEWEST_ID_FIRST, oldestFirst, readPage, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { forbidden, notFound } from '../../../platform/http/problem';
import { type Actor, systemActor, type UserActor } from '../../../platform/kernel/actor';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { Page } from '../../../platform/kernel/page';
import type { DocumentRow } from '../document.model';
import type { DocumentsContext } from '../documents.context';
import { documentRequested, documentRequestEnded } from '../documents.events';
import { handlesType } from '../document.rules';
import type { Subject } from '../subjects';
import { defineRequests, type DocumentRequest, type RequestRow } from './request.model';
import { nobodyToAsk, requestEnded, requestOpen, tooManyRequests } from './request.problems';
import { MOST_OPEN, REQUEST_LIFE_MS, REQUEST_MOVES, type RequestMove, sideOf } from './request.rules';
import type { NewRequest, RequestsQuery } from './request.schema';
import { lowerCase } from '../../../platform/kernel/lower-case';

interface Using {
  require(
    actor: UserActor,
    ids: readonly string[],
    types?: readonly DocumentRow['type'][],
  ): Promise<DocumentRow[]>;
}

export type Requests = ReturnType<typeof createRequests>;

export function createRequests(
  { platform, subjects, store, identity, audit }: DocumentsContext,
  using: Using,
) {
  const { clock, database, events, log, scheduler } = platform;
  const requests = defineRequests(database);

  const subjectOf = ({ subjectKind, subjectId }: RequestRow): Subject => ({
    kind: subjectKind,
    id: subjectId,
  });

  async function lock(id: string): Promise<DocumentRequest> {
    const row = await requests.findByPk(id, { lock: true });
    if (!row) throw notFound('There is no such request here.');
    return row;
  }

  /** On the locked row, in the ambient unit. */
  async function settle(
    row: DocumentRequest,
    actor: Actor,
    move: RequestMove,
    values: { documentId?: string; reason?: string } = {},
  ): Promise<DocumentRequest> {
    const { to } = REQUEST_MOVES[move];
    await row.update({ ...values, state: to, endedAt: clock.now(), openKey: null });
    await audit.record({
      actor,
      action: `document_request.${lowerCase(to)}`,
      subject: { type: 'document_request', id: row.id },
      ...(values.reason === undefined ? {} : { reason: values.reason }),
      detail: { askerId: row.askerId, ownerId: row.ownerId, type: row.type },
    });
    const { id: requestId, askerId, ownerId, type, documentId, reason } = row;
    await events.emit(documentRequestEnded, {
      ...{ requestId, askerId, ownerId, type, documentId, reason, state: to },
    });
    return row;
  }

  /** Whoever acts for one of them sees what is about their side of it. */
  const isOnSide = async (actor: UserActor, row: RequestRow): Promise<boolean> =>
    !actor.deputy || (handlesType(actor, row.type) && (await subjects.mayRead(subjectOf(row), actor)));

  /** @throws not_found, forbidden, document_request_ended */
  async function refuse(row: RequestRow, actor: UserActor, move: RequestMove): Promise<void> {
    const side = sideOf(row, actor.userId);
    if (side === null || !(await isOnSide(actor, row))) throw notFound('There is no such request here.');
    if (side !== REQUEST_MOVES[move].by) throw forbidden('The other side does this.');
    if (row.state !== 'OPEN') throw requestEnded(`It is ${row.state.toLowerCase()}.`);
    if (row.expiresAt <= clock.now()) throw requestEnded('Its 14 days are over.');
  }

  /** They may have lost access since. @throws document_request_ended */
  async function refuseShutOut(row: RequestRow): Promise<void> {
    const asker = (await identity.findUsers([row.askerId])).get(row.askerId);
    const may =
      asker?.status === 'ACTIVE' &&
      (await subjects.askable(subjectOf(row), {
        ...{ kind: 'user', userId: asker.id, roles: asker.roles, sessionId: 'document-request' },
      }));
    if (!may || !may.includes(row.ownerId))
      throw requestEnded('Whoever asked for it may not read documents of this any more.');
  }

  const lapse = (id: string): Promise<void> =>
    database.atomically(async () => {
      const row = await lock(id);
      if (row.state === 'OPEN' && row.expiresAt <= clock.now())
        await settle(row, systemActor('documents.requests'), 'EXPIRE');
    });

  scheduler.every('documents.requests', HOUR_MS, (signal) =>
    sweep(
      log,
      selectKeyset<{ id: string; expiresAt: number }>(database, {
        name: 'documents.requests_due',
        order: oldestFirst('expiresAt'),
        select: 'id, expiresAt',
        from: 'document_requests',
        where: ["state = 'OPEN'", 'expiresAt <= :now'],
        values: { now: clock.now() },
      }),
      ({ id }) => lapse(id),
      signal,
    ),
  );

  return {
    /** Both sides of each, by id. */
    peopleOf: (rows: readonly RequestRow[]) =>
      identity.findUsers([...new Set(rows.flatMap(({ askerId, ownerId }) => [askerId, ownerId]))]),

    /** @throws not_found, document_request_nobody, document_request_open, too_many_document_requests */
    ask: (
      actor: UserActor,
      { listingId, transactionId, type, why, fromId }: NewRequest,
    ): Promise<RequestRow> =>
      database.atomically(async () => {
        const subject: Subject = listingId
          ? { kind: 'listing', id: listingId }
          : { kind: 'transaction', id: String(transactionId) };
        const askable = await subjects.askable(subject, actor);
        if (askable === null) throw notFound(`There is no such ${subject.kind} here.`);
        const ownerId = fromId ?? (askable.length === 1 ? askable[0] : undefined);
        if (ownerId === undefined || !askable.includes(ownerId))
          throw nobodyToAsk(
            askable.length === 0 ? 'There is nobody to ask.' : `These can be asked: ${askable.join(', ')}.`,
          );
        const { userId: askerId } = actor;
        const { kind: subjectKind, id: subjectId } = subject;
        // Of many at once each counts the ones before it.
        await identity.lockUser(askerId);
        const open = await requests.count({ where: { askerId, subjectId, state: 'OPEN' } });
        if (open >= MOST_OPEN) throw tooManyRequests(`At most ${MOST_OPEN} are open at once.`);
        const now = clock.now();
        const row = await requests
          .create({
            ...{ id: newId(), askerId, ownerId, subjectKind, subjectId, type, why, state: 'OPEN' },
            ...{ documentId: null, reason: null, createdAt: now, expiresAt: now + REQUEST_LIFE_MS },
            ...{ endedAt: null, openKey: [askerId, ownerId, subjectId, type].join(':') },
          } as RequestRow)
          .catch((error: unknown) => {
            throw error instanceof UniqueConstraintError
              ? requestOpen('Your request for a document of this type is open.')
              : error;
          });
        await audit.record({
          actor,
          action: documentRequested.name,
          subject: { type: 'document_request', id: row.id },
          detail: { ownerId, type, about: { kind: subjectKind, id: subjectId } },
        });
        await events.emit(documentRequested, {
          ...{ requestId: row.id, askerId, ownerId, type, why, expiresAt: row.expiresAt },
        });
        return row;
      }),

    async list(actor: UserActor, query: RequestsQuery): Promise<Page<RequestRow>> {
      const { as, state, listingId, transactionId } = query;
      const sides = { ASKER: 'askerId = :me', OWNER: 'ownerId = :me' };
      const subjectId = listingId ?? transactionId;
      const keyset = selectKeyset<RequestRow>(database, {
        name: 'documents.requests',
        order: NEWEST_ID_FIRST,
        select: '*',
        from: 'document_requests',
        where: [
          as ? sides[as] : `(${sides.ASKER} OR ${sides.OWNER})`,
          ...(state ? ['state = :state'] : []),
          ...(subjectId ? ['subjectId = :subjectId'] : []),
        ],
        values: { me: actor.userId, ...(state ? { state } : {}), ...(subjectId ? { subjectId } : {}) },
      });
      const page = await readPage(keyset, { ...query, readerId: actor.userId });
      database.rowsOf('document_requests', page.items);
      if (!actor.deputy) return page;
      const items: RequestRow[] = [];
      for (const row of page.items) if (await isOnSide(actor, row)) items.push(row);
      return { ...page, items };
    },

    /** @throws not_found, forbidden, document_request_ended, document_not_usable, subject_closed */
    answer: (actor: UserActor, id: string, documentId: string): Promise<RequestRow> =>
      database.atomically(async () => {
        const found = await requests.findByPk(id);
        if (!found) throw notFound('There is no such request here.');
        await refuse(found, actor, 'ANSWER');
        // Before the request: whoever attaches locks a listing or a deal first.
        await subjects.refuseAttaching(actor, subjectOf(found));
        const row = await lock(id);
        await refuse(row, actor, 'ANSWER');
        await refuseShutOut(row);
        await using.require(actor, [documentId], row.type === 'OTHER' ? undefined : [row.type]);
        await store.attach([documentId], subjectOf(row));
        return settle(row, actor, 'ANSWER', { documentId });
      }),

    /** @throws not_found, forbidden, document_request_ended */
    end: (actor: UserActor, id: string, move: 'DECLINE' | 'CANCEL', reason?: string): Promise<RequestRow> =>
      database.atomically(async () => {
        const row = await lock(id);
        await refuse(row, actor, move);
        return settle(row, actor, move, reason === undefined ? {} : { reason });
      }),

    /** In the unit that deletes the account: nothing of theirs waits, and none of their words stay. */
    async forgetPerson({ userId }: { userId: string }): Promise<void> {
      const rows = await database.select<{ id: string }>(
        'SELECT id FROM document_requests WHERE askerId = :userId OR ownerId = :userId ORDER BY id',
        { userId },
      );
      for (const { id } of rows) {
        const row = await lock(id);
        if (row.state === 'OPEN')
          await settle(row, systemActor('documents'), row.askerId === userId ? 'CANCEL' : 'EXPIRE');
        await row.update(row.askerId === userId ? { why: '' } : { reason: null });
      }
    },
  };
}
