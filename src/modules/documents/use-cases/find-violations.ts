/** Proves the documents: a file for each row, a row for each file, and the room that each owner has taken. */
import { BY_ID, modelKeyset } from '../../../platform/db/keyset';
import { proveEach, proveRow } from '../../../platform/db/find-unreadable';
import { walk } from '../../../platform/db/walk';
import { DAY_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { DocumentsContext } from '../documents.context';

/** Files are stamped by the clock of whoever keeps them, which no test moves. */
const STRAY_AFTER_MS = DAY_MS;

const violation = violationsOf('documents');

export function createFindViolations({ platform, models }: DocumentsContext) {
  const { database, storage } = platform;

  async function checkFiles(): Promise<Violation[]> {
    const found: Violation[] = [];
    const stored = modelKeyset(models.documents, {
      name: 'documents.reconcile',
      order: BY_ID,
      attributes: ['id', 'storageKey'],
    });
    for await (const rows of walk(stored)) {
      for (const { id, storageKey } of rows) {
        const subject = `document ${id}`;
        const proof = { check: 'documents.row_readable', subject };
        const faults = await proveRow(proof, async () => {
          if (storageKey === null || (await storage.exists(storageKey))) return [];
          // Deleted while this was read: a row that is gone on needs no file.
          const still = await models.documents.count({ where: { id, storageKey } });
          if (still === 0) return [];
          return [violation('file_stored', subject, 'Its file is missing from the file store.')];
        });
        found.push(...faults);
      }
    }
    return found;
  }

  /** Younger ones may belong to an upload that is not done, or wait to be deleted. */
  async function checkStrays(): Promise<Violation[]> {
    const found: Violation[] = [];
    const before = Date.now() - STRAY_AFTER_MS;
    for await (const { key, storedAt } of storage.list('documents')) {
      if (storedAt > before || (await models.documents.count({ where: { storageKey: key } })) > 0) continue;
      found.push(
        violation(
          'row_stored',
          `file ${key.slice(0, 18)}…`,
          'It is in the file store and belongs to no document.',
        ),
      );
    }
    return found;
  }

  async function checkRoom(): Promise<Violation[]> {
    const rows = await database.select<{
      ownerId: string;
      documents: number;
      bytes: number;
      kept: number;
      size: number;
    }>(
      `SELECT o.ownerId, o.documents, o.bytes, COUNT(d.id) AS kept, COALESCE(SUM(d.sizeBytes), 0) AS size
       FROM document_owners o LEFT JOIN documents d ON d.ownerId = o.ownerId AND d.status <> 'DELETED'
       GROUP BY o.ownerId, o.documents, o.bytes`,
    );
    return rows
      .filter(({ documents, bytes, kept, size }) => documents !== Number(kept) || bytes !== Number(size))
      .map(({ ownerId, documents, bytes, kept, size }) =>
        violation(
          'room_counted',
          `user ${ownerId}`,
          `Counted are ${documents} documents of ${bytes} bytes; there are ${kept} of ${size} bytes.`,
        ),
      );
  }

  return (): Promise<Violation[]> =>
    proveEach({
      'documents.files': checkFiles,
      'documents.strays': checkStrays,
      'documents.room': () => database.snapshot(checkRoom),
    });
}
