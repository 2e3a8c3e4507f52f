/**
 * Takes a file in, as a document or as a new version of one: looks into it, has it scanned, stores it, and leaves nothing
 * behind where it is not kept.
 */
import { createHash } from 'node:crypto';
import type { UploadedFile } from '../../../platform/http/upload';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import type { ContentKind } from '../content/content-kinds';
import { inspect } from '../content/inspect';
import type { Document, DocumentRow, QuarantineReason } from '../document.model';
import { newsOf } from '../document.store';
import { handlesType } from '../document.rules';
import type { DocumentsContext } from '../documents.context';
import { documentQuarantined, documentUploaded } from '../documents.events';
import {
  documentQuotaReached,
  documentReplaced,
  documentUnsafe,
  noSuchDocument,
} from '../documents.problems';
import type { NewDocument, NewVersion } from '../documents.schema';
import { cleanFileName } from '../file-name.rules';
import type { Subject } from '../subjects';
import type { DropFile } from './drop-file';
import type { ReadDocument } from './read-document';
import type { ReplaceVersions } from './replace-versions';

/** More is a document that nobody finds their way in; `GET …/versions` answers all of them. */
const MOST_VERSIONS = 50;

interface Looked {
  kind: ContentKind;
  content: Buffer;
  active: readonly string[];
  quarantine: QuarantineReason | null;
  storageKey: string;
}

export function createUploadDocument(
  context: DocumentsContext,
  dropFile: DropFile,
  replaceVersions: ReplaceVersions,
) {
  const { platform, models, store, subjects, scanner, audit } = context;
  const { clock, database, events, log, storage } = platform;

  /** Null where the scanner finds nothing, or there is none. @throws document_unsafe */
  async function quarantineOf(content: Buffer, active: boolean): Promise<QuarantineReason | null> {
    if (scanner) {
      try {
        const verdict = await scanner.scan(content);
        if (verdict === 'FOUND') throw documentUnsafe('A virus was found in it.');
      } catch (error) {
        if (error instanceof Error && 'kind' in error) throw error;
        log.error('the virus scanner does not answer', { error: describeError(error) });
        return active ? 'ACTIVE_CONTENT' : 'SCAN_PENDING';
      }
    }
    return active ? 'ACTIVE_CONTENT' : null;
  }

  /** Outside any unit: the file is stored, and dropped again where no document is kept with it. */
  async function take(actor: UserActor, file: UploadedFile): Promise<Looked> {
    await store.refuseFull(actor, file.content.length);
    const { kind, content, active } = await inspect(file.content);
    const quarantine = await quarantineOf(file.content, active.length > 0);
    const storageKey = storage.newKey('documents');
    await dropFile.unlessKept(storageKey);
    await storage.put(storageKey, content);
    return { kind, content, active, quarantine, storageKey };
  }

  /** In the unit that keeps it. @throws document_quota_reached */
  async function keep(
    actor: UserActor,
    { kind, content, active, quarantine, storageKey }: Looked,
    {
      name,
      former,
      ...called
    }: Pick<DocumentRow, 'type' | 'title'> & {
      name: string;
      former: { lineId: string; fileVersion: number } | null;
    },
    attachedTo: readonly Subject[],
  ): Promise<Document> {
    await store.takeRoom(actor.userId, content.length);
    const now = clock.now();
    const id = newId();
    const document = await models.documents.create({
      id,
      lineId: former?.lineId ?? id,
      fileVersion: (former?.fileVersion ?? 0) + 1,
      replacedById: null,
      ...{ ...called, ownerId: actor.userId, fileName: cleanFileName(name, kind), kind },
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      storageKey,
      ...{ status: quarantine ? 'QUARANTINED' : 'AVAILABLE', quarantine, releasedAt: null },
      activeContent: active.length > 0 ? active.join(' ') : null,
      ...{ review: 'PENDING', reviewReason: null, reviewedBy: null, reviewedAt: null },
      ...{ version: 1, createdAt: now, statusAt: now },
    });
    for (const subject of attachedTo) await store.attach([id], subject);
    await audit.record({
      actor,
      action: quarantine ? documentQuarantined.name : documentUploaded.name,
      subject: { type: 'document', id },
      detail: {
        ...{ type: called.type, kind, sizeBytes: content.length, quarantine, attachedTo: [...attachedTo] },
        ...(former ? { versionOf: former.lineId, fileVersion: document.fileVersion } : {}),
      },
    });
    if (quarantine) await events.emit(documentQuarantined, { ...newsOf(document), quarantine });
    else await events.emit(documentUploaded, newsOf(document));
    await replaceVersions(document);
    return document;
  }

  /** @throws not_found, document_replaced, document_quota_reached */
  async function nextOf(
    actor: UserActor,
    row: Document | null,
  ): Promise<{ lineId: string; fileVersion: number }> {
    if (row?.ownerId !== actor.userId || row.status === 'DELETED' || !handlesType(actor, row.type))
      throw noSuchDocument();
    const { lineId } = row;
    const [latest] = await store.listVersions(lineId);
    if (latest && latest.id !== row.id) throw documentReplaced(`The latest version is ${latest.id}.`);
    const fileVersion = await models.documents.max<number, Document>('fileVersion', { where: { lineId } });
    if (fileVersion >= MOST_VERSIONS)
      throw documentQuotaReached(`A document has at most ${MOST_VERSIONS} versions. Upload it as a new one.`);
    return { lineId, fileVersion };
  }

  return {
    /** @throws document_unsupported, document_damaged, document_locked, document_unsafe, document_quota_reached, and what `refuseAttaching` throws */
    async uploadDocument(
      actor: UserActor,
      file: UploadedFile,
      { type, title, listingId, transactionId }: NewDocument,
    ): Promise<ReadDocument> {
      const subject: Subject | null = listingId
        ? { kind: 'listing', id: listingId }
        : transactionId
          ? { kind: 'transaction', id: transactionId }
          : null;
      if (subject) await database.atomically(() => subjects.refuseAttaching(actor, subject));
      const taken = await take(actor, file);
      return database.atomically(async () => {
        if (subject) await subjects.refuseAttaching(actor, subject);
        const attachedTo = subject ? [subject] : [];
        const called = { type, title: title ?? null, name: file.name, former: null };
        return {
          document: await keep(actor, taken, called, attachedTo),
          ...{ part: 'OWNER', attachedTo },
        };
      });
    },

    /**
     * Of the latest version, so that of two at once one is refused. It belongs to what the former belongs to, where something
     * can still be attached to that. @throws not_found, document_replaced, and as `uploadDocument`
     */
    async addVersion(
      actor: UserActor,
      id: string,
      file: UploadedFile,
      { title }: NewVersion,
    ): Promise<ReadDocument> {
      await nextOf(actor, await models.documents.findByPk(id));
      const taken = await take(actor, file);
      return database.atomically(async () => {
        // Before the document: whoever attaches locks a listing or a deal first.
        const attachedTo: Subject[] = [];
        for (const { replaced, ...subject } of await store.readAttachments(id)) {
          if (!replaced && (await subjects.mayAttach(subject, actor))) attachedTo.push(subject);
        }
        const row = await store.lock(id);
        const former = await nextOf(actor, row);
        const called = { type: row.type, title: title ?? row.title, name: file.name, former };
        return {
          document: await keep(actor, taken, called, attachedTo),
          ...{ part: 'OWNER', attachedTo },
        };
      });
    },
  };
}
