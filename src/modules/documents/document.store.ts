/** The only place where documents are written: on the locked row, with the room that each takes of its owner's. */
import { Op } from 'sequelize';
import type { UserActor } from '../../platform/kernel/actor';
import type { Platform } from '../../platform/platform';
import type { Document, DocumentRow, Models } from './document.model';
import { documentQuotaReached, noSuchDocument } from './documents.problems';
import type { DocumentsConfig } from './documents.config';
import type { DocumentNews } from './documents.events';
import type { AttachedSubject, Subject, SubjectKind } from './subjects';

const MB = 1024 * 1024;

export type DocumentStore = ReturnType<typeof createDocumentStore>;

export const newsOf = ({ id, ownerId, type, title, fileName }: DocumentRow): DocumentNews => ({
  ...{ documentId: id, ownerId, type },
  title: title ?? fileName,
});

export function createDocumentStore({ database, clock, config }: Platform<DocumentsConfig>, models: Models) {
  const { documents, attachments } = models;
  const mostOf = () => ({
    documents: config.DOCUMENTS_PER_PERSON,
    bytes: config.DOCUMENTS_MB_PER_PERSON * MB,
  });
  const quotaReached = () =>
    documentQuotaReached(
      `An account keeps at most ${mostOf().documents} documents of ${config.DOCUMENTS_MB_PER_PERSON} MB together.`,
    );

  async function readAttachments(documentId: string): Promise<AttachedSubject[]> {
    const rows = await attachments.findAll({
      where: { documentId },
      order: [
        ['attachedAt', 'ASC'],
        ['subjectId', 'ASC'],
      ],
    });
    return rows.map(({ subjectKind, subjectId, replacedById }) => ({
      ...{ kind: subjectKind as SubjectKind, id: subjectId, replaced: replacedById !== null },
    }));
  }

  return {
    /** @throws not_found */
    async lock(id: string): Promise<Document> {
      const row = await documents.findByPk(id, { lock: true });
      if (!row) throw noSuchDocument();
      return row;
    },

    change: (row: Document, values: Partial<DocumentRow>): Promise<Document> =>
      row.update({ ...values, version: row.version + 1 }),

    subjectsOf: async (documentId: string): Promise<Subject[]> =>
      (await readAttachments(documentId)).map(({ kind, id }) => ({ kind, id })),

    readAttachments,

    /** What of a document is kept, the latest version first. */
    listVersions: (lineId: string, options: { lock?: boolean } = {}): Promise<Document[]> =>
      documents.findAll({
        where: { lineId, status: ['AVAILABLE', 'QUARANTINED'] },
        order: [['fileVersion', 'DESC']],
        ...options,
      }),

    /** From now on it stands for all before it, to the readers of whatever it is attached to. In the ambient unit. */
    async supersede({ id, lineId, fileVersion }: DocumentRow): Promise<string[]> {
      const former = await documents.findAll({
        where: { lineId, fileVersion: { [Op.lt]: fileVersion } },
        order: [['fileVersion', 'DESC']],
      });
      if (former.length === 0) return [];
      const ids = former.map((row) => row.id);
      await database.change(
        'UPDATE documents SET replacedById = :id WHERE id IN (:ids) AND replacedById IS NULL',
        { id, ids },
      );
      for (const subject of await readAttachments(id)) {
        await database.change(
          `UPDATE document_attachments SET replacedById = :id
           WHERE documentId IN (:ids) AND subjectKind = :kind AND subjectId = :subjectId AND replacedById IS NULL`,
          { id, ids, kind: subject.kind, subjectId: subject.id },
        );
      }
      return ids;
    },

    /** What is attached already stays so. */
    async attach(documentIds: readonly string[], { kind, id }: Subject): Promise<void> {
      await attachments.bulkCreate(
        documentIds.map((documentId) => ({
          ...{ documentId, subjectKind: kind, subjectId: id, replacedById: null, attachedAt: clock.now() },
        })),
        { ignoreDuplicates: true },
      );
    },

    /** Before a file is looked at, which is dear. @throws document_quota_reached */
    async refuseFull({ userId }: UserActor, bytes: number): Promise<void> {
      const [kept] = await database.select<{ documents: number; bytes: number }>(
        'SELECT documents, bytes FROM document_owners WHERE ownerId = :userId',
        { userId },
      );
      if (kept && (kept.documents >= mostOf().documents || kept.bytes + bytes > mostOf().bytes))
        throw quotaReached();
    },

    /** In the unit that keeps it. @throws document_quota_reached */
    async takeRoom(ownerId: string, bytes: number): Promise<void> {
      const ignore = database.dialect === 'mysql' ? 'IGNORE' : 'OR IGNORE';
      await database.change(
        `INSERT ${ignore} INTO document_owners (ownerId, documents, bytes) VALUES (:ownerId, 0, 0)`,
        { ownerId },
      );
      const taken = await database.change(
        `UPDATE document_owners SET documents = documents + 1, bytes = bytes + :bytes
         WHERE ownerId = :ownerId AND documents < :mostDocuments AND bytes + :bytes <= :mostBytes`,
        { ownerId, bytes, mostDocuments: mostOf().documents, mostBytes: mostOf().bytes },
      );
      if (taken === 0) throw quotaReached();
    },

    giveRoomBack: ({ ownerId, sizeBytes }: DocumentRow) =>
      database.change(
        'UPDATE document_owners SET documents = documents - 1, bytes = bytes - :sizeBytes WHERE ownerId = :ownerId',
        { ownerId, sizeBytes },
      ),
  };
}
