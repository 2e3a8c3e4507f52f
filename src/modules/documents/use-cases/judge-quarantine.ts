/** Admins decide what becomes of a document that acts by itself: it is let out, once the scanner has passed it, or it goes. */
import { buffer } from 'node:stream/consumers';
import { modelKeyset, oldestFirst, readPage } from '../../../platform/db/keyset';
import { waitingIn } from '../../../platform/db/waiting';
import { serviceUnavailable } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { describeError } from '../../../platform/kernel/logger';
import type { PageQuery } from '../../../platform/kernel/page';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import type { Document } from '../document.model';
import { activeNames, isReleasable, QUARANTINE_WORDS } from '../document.rules';
import { newsOf } from '../document.store';
import { DOCUMENT_TYPES } from '../document-types';
import type { DocumentsContext } from '../documents.context';
import { documentRefused, documentReleased } from '../documents.events';
import { documentChanged, documentNotReleasable, inQuarantine, noSuchDocument } from '../documents.problems';
import type { QuarantineVerdict } from '../documents.schema';
import type { DeleteDocument } from './delete-document';
import { refuseOwnDocument } from './own-document';
import type { ReadDocument } from './read-document';
import type { ReplaceVersions } from './replace-versions';
import type { createSweepDocuments } from './sweep-documents';

/** What waits for the scanner is settled by it, and of what it found nothing is left. */
const TO_JUDGE = { quarantine: 'ACTIVE_CONTENT' } as const;

export function createJudgeQuarantine(
  context: DocumentsContext,
  { remove }: Pick<DeleteDocument, 'remove'>,
  { condemn }: Pick<ReturnType<typeof createSweepDocuments>, 'condemn'>,
  replaceVersions: ReplaceVersions,
) {
  const { platform, models, store, scanner, audit, identity } = context;
  const { clock, database, events, log, storage } = platform;

  /** On the locked row. @throws forbidden, not_found, document_changed, document_not_releasable */
  async function refuseOther(actor: UserActor, row: Document, { version }: QuarantineVerdict): Promise<void> {
    await refuseOwnDocument(context, actor, row);
    if (row.status === 'DELETED') throw noSuchDocument();
    if (row.version !== version)
      throw documentChanged(`You read version ${version}; it has version ${row.version}.`);
    if (row.quarantine === 'ACTIVE_CONTENT') return;
    throw documentNotReleasable(
      row.quarantine === null ? 'It is in no quarantine.' : QUARANTINE_WORDS[row.quarantine],
    );
  }

  function refuseDangerous(row: Document): void {
    if (isReleasable(row)) return;
    const names = activeNames(row);
    throw documentNotReleasable(
      names.length === 0
        ? 'What acts in it was not noted when it was uploaded.'
        : `It has more in it than the script of a form: ${names.join(', ')}.`,
    );
  }

  /** It may have come while the scanner was down. Never inside a unit. @throws service_unavailable, document_quarantined */
  async function scanFirst({ id, storageKey }: Document): Promise<void> {
    if (!scanner) return;
    const content = storageKey === null ? null : await storage.open(storageKey);
    if (!content) throw serviceUnavailable('Its file cannot be read right now.', { retryAfterSeconds: 60 });
    try {
      if ((await scanner.scan(await buffer(content))) === 'CLEAN') return;
    } catch (error) {
      log.error('the virus scanner does not answer', { error: describeError(error) });
      throw serviceUnavailable('The virus scanner does not answer, and nothing is let out unseen.', {
        retryAfterSeconds: 60,
        cause: error,
      });
    }
    await condemn(id);
    throw inQuarantine(QUARANTINE_WORDS.VIRUS);
  }

  return {
    /** The longest wait first. */
    async listQuarantined(query: PageQuery) {
      const rows = modelKeyset(models.documents, {
        name: 'documents.to_judge',
        order: oldestFirst('statusAt'),
        where: TO_JUDGE,
      });
      const { items, pagination } = await readPage(rows, query);
      const people = await identity.findUsers([...new Set(items.map(({ ownerId }) => ownerId))]);
      return { items: items.map((document) => ({ document, people })), pagination };
    },

    /** Whoever may read what it belongs to can download it from now on, and sees what is in it. */
    async release(actor: UserActor, id: string, verdict: QuarantineVerdict): Promise<ReadDocument> {
      const read = await models.documents.findByPk(id);
      if (!read) throw noSuchDocument();
      await refuseOther(actor, read, verdict);
      refuseDangerous(read);
      await scanFirst(read);
      return database.atomically(async () => {
        const row = await store.lock(id);
        await refuseOther(actor, row, verdict);
        const now = clock.now();
        const document = await store.change(row, {
          ...{ status: 'AVAILABLE', quarantine: null, statusAt: now, releasedAt: now },
        });
        await audit.record({
          actor,
          action: documentReleased.name,
          subject: { type: 'document', id },
          reason: verdict.reason,
          detail: { ownerId: row.ownerId, type: row.type, found: row.activeContent },
        });
        await events.emit(documentReleased, { ...newsOf(document), reason: verdict.reason });
        await replaceVersions(document);
        return { document, part: 'ADMIN', attachedTo: await store.subjectsOf(id) };
      });
    },

    /** Its file goes at once, and not after a week. */
    refuse: (actor: UserActor, id: string, verdict: QuarantineVerdict): Promise<void> =>
      database.atomically(async () => {
        const row = await store.lock(id);
        await refuseOther(actor, row, verdict);
        const news = newsOf(row);
        await audit.record({
          actor,
          action: documentRefused.name,
          subject: { type: 'document', id },
          reason: verdict.reason,
          detail: { ownerId: row.ownerId, type: row.type, found: row.activeContent },
        });
        await events.emit(documentRefused, { ...news, reason: verdict.reason });
        await remove(row, actor);
      }),

    listWaiting: (): Promise<WaitingQueue> =>
      waitingIn(models.documents, {
        kind: 'DOCUMENT_QUARANTINE',
        task: 'Let the document out of quarantine, or refuse it; it is deleted after 7 days.',
        path: '/documents/admin/quarantine',
        where: TO_JUDGE,
        since: 'statusAt',
        items: (rows) =>
          rows.map(({ id, ownerId, type, statusAt }) => ({
            ...{ id, userId: ownerId, about: DOCUMENT_TYPES[type], amountCents: null, since: statusAt },
          })),
      }),
  };
}
