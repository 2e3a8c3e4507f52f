/** Lets go of documents: when their owner deletes them, and when the owner's account is deleted. */
import { BY_ID, modelKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { type Actor, systemActor, type UserActor } from '../../../platform/kernel/actor';
import type { Document } from '../document.model';
import { newsOf } from '../document.store';
import { handlesType } from '../document.rules';
import type { DocumentsContext } from '../documents.context';
import { documentDeleted } from '../documents.events';
import { documentKept, noSuchDocument } from '../documents.problems';
import type { DropFile } from './drop-file';

export type DeleteDocument = ReturnType<typeof createDeleteDocument>;

export function createDeleteDocument(context: DocumentsContext, dropFile: DropFile) {
  const { platform, models, store, subjects, audit } = context;
  const { clock, database, events } = platform;

  /** Evidence of a deal stays, and what a listing was sold on. */
  async function isKept({ id }: Document): Promise<boolean> {
    for (const subject of await store.subjectsOf(id)) if (await subjects.keeps(subject)) return true;
    return false;
  }

  /** On the locked row, in the ambient unit: the file and its names go, who read it stays. */
  async function remove(row: Document, actor: Actor, reason?: string): Promise<void> {
    const news = newsOf(row);
    if (row.storageKey !== null) await dropFile.now(row.storageKey);
    await store.giveRoomBack(row);
    await store.change(row, {
      ...{
        status: 'DELETED',
        quarantine: null,
        storageKey: null,
        title: null,
        fileName: '',
        statusAt: clock.now(),
      },
    });
    await audit.record({
      actor,
      action: documentDeleted.name,
      subject: { type: 'document', id: row.id },
      ...(reason === undefined ? {} : { reason }),
      detail: { ownerId: row.ownerId, type: row.type },
    });
    await events.emit(documentDeleted, news);
  }

  return {
    remove,

    /** With the version that stands the former ones go, but for those that something keeps. @throws not_found, document_kept */
    deleteDocument: (actor: UserActor, id: string): Promise<void> =>
      database.atomically(async () => {
        const row = await store.lock(id);
        if (row.ownerId !== actor.userId || row.status === 'DELETED' || !handlesType(actor, row.type))
          throw noSuchDocument();
        if (await isKept(row)) {
          throw documentKept(
            'It belongs to a deal, or to a listing that is sold or being sold, and stays with it.',
          );
        }
        await remove(row, actor);
        if (row.replacedById !== null) return;
        for (const former of await store.listVersions(row.lineId, { lock: true })) {
          if (former.replacedById !== null && !(await isKept(former))) await remove(former, actor);
        }
      }),

    /** Those that nothing keeps, in the ambient unit. */
    async forget(ids: readonly string[]): Promise<void> {
      for (const id of ids.toSorted()) {
        const row = await models.documents.findByPk(id, { lock: true });
        if (row && row.status !== 'DELETED' && !(await isKept(row))) {
          await remove(row, systemActor('documents'));
        }
      }
    },

    /** What no deal needs goes with the account. */
    async forgetOwner({ userId }: { userId: string }): Promise<void> {
      const own = modelKeyset(models.documents, {
        name: 'documents.of_deleted_user',
        order: BY_ID,
        where: { ownerId: userId, status: ['AVAILABLE', 'QUARANTINED'] },
      });
      for await (const rows of walk(own)) {
        for (const { id } of rows) {
          const row = await store.lock(id);
          if (row.status !== 'DELETED' && !(await isKept(row))) await remove(row, systemActor('documents'));
        }
      }
    },
  };
}
