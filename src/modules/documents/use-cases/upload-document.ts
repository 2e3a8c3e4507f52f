/** Takes a file in: looks into it, has it scanned, stores it, and leaves nothing behind where it is not kept. */
import { createHash } from 'node:crypto';
import type { UploadedFile } from '../../../platform/http/upload';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import { inspect } from '../content/inspect';
import type { QuarantineReason } from '../document.model';
import { newsOf } from '../document.store';
import type { DocumentsContext } from '../documents.context';
import { documentQuarantined, documentUploaded } from '../documents.events';
import { documentUnsafe } from '../documents.problems';
import type { NewDocument } from '../documents.schema';
import { cleanFileName } from '../file-name.rules';
import type { Subject } from '../subjects';
import type { DropFile } from './drop-file';
import type { ReadDocument } from './read-document';

export function createUploadDocument(context: DocumentsContext, dropFile: DropFile) {
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

  /** @throws document_unsupported, document_damaged, document_locked, document_unsafe, document_quota_reached, and what `refuseAttaching` throws */
  return async (
    actor: UserActor,
    file: UploadedFile,
    { type, title, listingId, transactionId }: NewDocument,
  ): Promise<ReadDocument> => {
    const subject: Subject | null = listingId
      ? { kind: 'listing', id: listingId }
      : transactionId
        ? { kind: 'transaction', id: transactionId }
        : null;
    if (subject) await database.atomically(() => subjects.refuseAttaching(actor, subject));
    await store.refuseFull(actor, file.content.length);
    const { kind, content, active } = await inspect(file.content);
    const quarantine = await quarantineOf(file.content, active.length > 0);

    const storageKey = storage.newKey('documents');
    await dropFile.unlessKept(storageKey);
    await storage.put(storageKey, content);
    return database.atomically(async () => {
      if (subject) await subjects.refuseAttaching(actor, subject);
      await store.takeRoom(actor.userId, content.length);
      const now = clock.now();
      const document = await models.documents.create({
        id: newId(),
        ...{
          ownerId: actor.userId,
          type,
          title: title ?? null,
          fileName: cleanFileName(file.name, kind),
          kind,
        },
        ...{
          sizeBytes: content.length,
          sha256: createHash('sha256').update(content).digest('hex'),
          storageKey,
        },
        ...{ status: quarantine ? 'QUARANTINED' : 'AVAILABLE', quarantine, releasedAt: null },
        activeContent: active.length > 0 ? active.join(' ') : null,
        ...{ review: 'PENDING', reviewReason: null, reviewedBy: null, reviewedAt: null },
        ...{ version: 1, createdAt: now, statusAt: now },
      });
      if (subject) await store.attach([document.id], subject);
      await audit.record({
        actor,
        action: quarantine ? documentQuarantined.name : documentUploaded.name,
        subject: { type: 'document', id: document.id },
        detail: { type, kind, sizeBytes: content.length, quarantine, attachedTo: subject },
      });
      if (quarantine) await events.emit(documentQuarantined, { ...newsOf(document), quarantine });
      else await events.emit(documentUploaded, newsOf(document));
      return { document, part: 'OWNER', attachedTo: subject ? [subject] : [] };
    });
  };
}
