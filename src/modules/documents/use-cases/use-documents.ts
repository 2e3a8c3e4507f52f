/** What other modules do with documents: check that they may serve, attach them, and name them. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { DocumentType } from '../document-types';
import { handlesType, isShown } from '../document.rules';
import type { DocumentRow } from '../document.model';
import type { DocumentsContext } from '../documents.context';
import { documentNotUsable } from '../documents.problems';
import type { Subject } from '../subjects';

export function createUseDocuments({ models, store }: DocumentsContext) {
  /** Most moves hand nothing in, and ask nothing. */
  const readRows = async (ids: readonly string[], lock = false): Promise<DocumentRow[]> =>
    ids.length === 0
      ? []
      : models.documents.findAll({ where: { id: [...new Set(ids)] }, order: [['id', 'ASC']], lock });

  /** What of theirs may serve: not deleted, not in quarantine, not rejected. */
  async function requireOf(
    ownerIds: readonly string[],
    ids: readonly string[],
    types?: readonly DocumentType[],
    lock = false,
  ): Promise<DocumentRow[]> {
    const rows = new Map((await readRows(ids, lock)).map((row) => [row.id, row]));
    return [...new Set(ids)].map((id) => {
      const row = rows.get(id);
      if (!row || !ownerIds.includes(row.ownerId) || row.status === 'DELETED') {
        throw documentNotUsable(`No such document was uploaded: ${id}.`);
      }
      const { status, review, type } = row;
      if (status === 'QUARANTINED') throw documentNotUsable(`The document ${id} is in quarantine.`);
      if (!isShown(row)) throw documentNotUsable(`The document ${id} is ${review.toLowerCase()}.`);
      if (types && !types.includes(type)) {
        throw documentNotUsable(`The document ${id} is of the type ${type}; this takes ${types.join(', ')}.`);
      }
      return row;
    });
  }

  return {
    /** In the unit that uses them. */
    async require(
      actor: UserActor,
      ids: readonly string[],
      types?: readonly DocumentType[],
    ): Promise<DocumentRow[]> {
      const rows = await requireOf([actor.userId], ids, types);
      const other = rows.find(({ type }) => !handlesType(actor, type));
      if (other) throw documentNotUsable(`No such document was uploaded: ${other.id}.`);
      return rows;
    },

    requireOf,

    /** What no admin has verified shows nothing. Locked, so that of a verdict and what rests on it one sees the other. */
    async requireVerified(ownerId: string, ids: readonly string[]): Promise<DocumentRow[]> {
      const rows = await requireOf([ownerId], ids, undefined, true);
      for (const { id, review, replacedById } of rows) {
        if (review !== 'VERIFIED')
          throw documentNotUsable(`No administrator has verified the document ${id}.`);
        if (replacedById !== null)
          throw documentNotUsable(`A newer version took the place of the document ${id}: ${replacedById}.`);
      }
      return rows;
    },

    /** Of these, those that have fallen: rejected, deleted, in quarantine or replaced. */
    async findFallen(ids: readonly string[]): Promise<string[]> {
      const rows = new Map((await readRows(ids)).map((row) => [row.id, row]));
      return [...new Set(ids)].filter((id) => {
        const row = rows.get(id);
        return row?.status !== 'AVAILABLE' || !isShown(row) || row.replacedById !== null;
      });
    },

    attach: (ids: readonly string[], subject: Subject): Promise<void> => store.attach(ids, subject),

    /** What its readers may read of a subject, type by type, the first handed in first. */
    async listSeen({ kind, id }: Subject): Promise<DocumentRow[]> {
      const attached = await models.attachments.findAll({
        where: { subjectKind: kind, subjectId: id, replacedById: null },
      });
      const rows = await readRows(attached.map(({ documentId }) => documentId));
      return rows
        .filter(isShown)
        .sort(
          (a, b) => a.type.localeCompare(b.type) || a.createdAt - b.createdAt || a.id.localeCompare(b.id),
        );
    },

    /** For each the version of its document that stands now; without those that are deleted. */
    async findStanding(ids: readonly string[]): Promise<Map<string, DocumentRow>> {
      const asked = await readRows(ids);
      const lineIds = asked.filter((row) => row.replacedById !== null).map(({ lineId }) => lineId);
      const newer =
        lineIds.length === 0
          ? []
          : await models.documents.findAll({
              where: { lineId: lineIds, status: 'AVAILABLE', replacedById: null },
            });
      const standing = new Map(newer.map((row) => [row.lineId, row]));
      return new Map(
        asked
          .map(
            (row) => [row.id, row.replacedById === null ? row : (standing.get(row.lineId) ?? row)] as const,
          )
          .filter(([, row]) => row.status !== 'DELETED'),
      );
    },

    /** Those that are not deleted. */
    async findByIds(ids: readonly string[]): Promise<DocumentRow[]> {
      return (await readRows(ids)).filter(({ status }) => status !== 'DELETED');
    },
  };
}
