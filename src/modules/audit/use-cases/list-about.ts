/** Reads what the log says of one subject, with the seals that show that it was not written later. */
import type { Platform } from '../../../platform/platform';
import { readDetail } from '../entry-detail';
import type { AuditEntry } from '../seal.rules';

/** The number and hash of its seal are null in the seconds before it is sealed. */
export type SealedEntry = Pick<AuditEntry, 'id' | 'occurredAt' | 'actorId' | 'action'> & {
  detail: Record<string, unknown>;
  sealNumber: number | null;
  sealHash: string | null;
};

interface Row extends Omit<SealedEntry, 'detail'> {
  /** JSON. */
  detail: string | null;
}

export const createListAbout =
  ({ database }: Platform) =>
  async ({ type, id }: { type: string; id: string }): Promise<SealedEntry[]> => {
    const rows = await database.select<Row>(
      `SELECT e.id, e.occurredAt, e.actorId, e.action, e.detail, s.seq AS sealNumber, s.hash AS sealHash
       FROM audit_entries e LEFT JOIN audit_seals s ON s.entryId = e.id
       WHERE e.subjectType = :type AND e.subjectId = :id ORDER BY e.occurredAt, e.id`,
      { type, id },
    );
    return rows.map((row) => ({ ...row, detail: readDetail(row.detail) ?? {} }));
  };
