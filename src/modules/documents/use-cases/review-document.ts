/** Admins verify documents and reject them, each with its reason. */
import { modelKeyset, oldestFirst, readPage, selectKeyset } from '../../../platform/db/keyset';
import { recordClauses } from '../../../platform/db/records';
import { waitingIn } from '../../../platform/db/waiting';
import type { UserActor } from '../../../platform/kernel/actor';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import { selectUserIds } from '../../identity';
import { DOCUMENT_TYPES } from '../document-types';
import { QUARANTINE_WORDS } from '../document.rules';
import { newsOf } from '../document.store';
import type { DocumentsContext } from '../documents.context';
import { documentRejected, documentVerified } from '../documents.events';
import { documentChanged, documentDecided, inQuarantine, noSuchDocument } from '../documents.problems';
import type { Document, DocumentRow } from '../document.model';
import type { AllDocumentsQuery, DocumentVerdict, PendingDocumentsQuery } from '../documents.schema';
import { refuseOwnDocument } from './own-document';
import type { ReadDocument } from './read-document';

/** Of a document that was replaced the version that stands is looked at. */
const TO_REVIEW = { status: 'AVAILABLE', review: 'PENDING', replacedById: null } as const;

export function createReviewDocument(context: DocumentsContext) {
  const { platform, models, store, audit, identity, subjects } = context;
  const { clock, database, events } = platform;

  /** On the locked row, in the ambient unit. */
  async function decide(
    actor: UserActor,
    row: Document,
    verdict: DocumentVerdict['verdict'],
    reason?: string,
  ): Promise<Document> {
    const reviewReason = reason ?? null;
    const document = await store.change(row, {
      ...{ review: verdict, reviewReason, reviewedBy: actor.userId, reviewedAt: clock.now() },
    });
    const event = verdict === 'VERIFIED' ? documentVerified : documentRejected;
    await audit.record({
      actor,
      action: event.name,
      subject: { type: 'document', id: row.id },
      ...(reason === undefined ? {} : { reason }),
      detail: { ownerId: row.ownerId, type: row.type },
    });
    await events.emit(event, { ...newsOf(document), reason: reviewReason });
    return document;
  }

  return {
    /** In the ambient unit; where it is rejected or gone already, nothing is left to do. @throws forbidden, not_found */
    async hide(actor: UserActor, id: string, reason: string): Promise<void> {
      const row = await store.lock(id);
      await refuseOwnDocument(context, actor, row);
      if (row.status !== 'DELETED' && row.review !== 'REJECTED') await decide(actor, row, 'REJECTED', reason);
    },

    /** The longest wait first. */
    async listPending({ type, ...query }: PendingDocumentsQuery) {
      const filter = type ? { type } : {};
      const rows = modelKeyset(models.documents, {
        name: 'documents.pending',
        order: oldestFirst('createdAt'),
        where: { ...TO_REVIEW, ...filter },
      });
      const { items, pagination } = await readPage(rows, { ...query, ...filter });
      const people = await identity.findUsers([...new Set(items.map(({ ownerId }) => ownerId))]);
      return { items: items.map((document) => ({ document, people })), pagination };
    },

    /** Every one that is kept. */
    async listAll(query: AllDocumentsQuery) {
      const { type, review, ownerId } = query;
      const clauses = recordClauses(
        {
          ...{ name: 'documents.all', from: 'documents', at: 'createdAt', id: 'id' },
          ...{ equal: { type, review, ownerId }, where: ["status <> 'DELETED'"] },
          searchedIn: {
            texts: ['title', 'fileName'],
            through: [
              { columns: ['ownerId'], select: selectUserIds },
              { columns: ['id'], select: subjects.selectDocumentIds },
            ],
          },
        },
        query,
      );
      const rows = selectKeyset<DocumentRow>(database, { ...clauses, select: '*' });
      const { items: found, pagination } = await readPage(rows, query);
      const items = database.rowsOf('documents', found);
      const people = await identity.findUsers([...new Set(items.map((row) => row.ownerId))]);
      return { items: items.map((document) => ({ document, people })), pagination };
    },

    verify: (
      actor: UserActor,
      id: string,
      { verdict, reason, version }: DocumentVerdict,
    ): Promise<ReadDocument> =>
      database.atomically(async () => {
        const row = await store.lock(id);
        await refuseOwnDocument(context, actor, row);
        if (row.status === 'DELETED') throw noSuchDocument();
        if (row.quarantine) throw inQuarantine(QUARANTINE_WORDS[row.quarantine]);
        if (row.version !== version)
          throw documentChanged(`You read version ${version}; it has version ${row.version}.`);
        if (row.review === verdict) throw documentDecided(`It is ${verdict.toLowerCase()} already.`);
        const document = await decide(actor, row, verdict, reason);
        return { document, part: 'ADMIN', attachedTo: await store.subjectsOf(id) };
      }),

    listWaiting: async (): Promise<WaitingQueue[]> => [
      await waitingIn(models.documents, {
        kind: 'DOCUMENT_REVIEW',
        task: 'Read the document, then verify or reject it.',
        path: '/documents/admin/pending',
        where: TO_REVIEW,
        since: 'createdAt',
        items: (rows) =>
          rows.map(({ id, ownerId, type, createdAt }) => ({
            ...{ id, userId: ownerId, about: DOCUMENT_TYPES[type], amountCents: null, since: createdAt },
          })),
      }),
    ],
  };
}
