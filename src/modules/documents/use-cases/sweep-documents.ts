/** What the clock does to documents: scans what waits for the scanner, and deletes what stays in quarantine. */
import { oldestFirst, modelKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { DAY_MS } from '../../../platform/kernel/clock';
import { systemActor } from '../../../platform/kernel/actor';
import { describeError } from '../../../platform/kernel/logger';
import { buffer } from 'node:stream/consumers';
import type { ScanVerdict } from '../content/clamd';
import type { DocumentRow, QuarantineReason } from '../document.model';
import { newsOf } from '../document.store';
import type { DocumentsContext } from '../documents.context';
import { documentCleared, documentQuarantined } from '../documents.events';
import type { DeleteDocument } from './delete-document';
import type { DropFile } from './drop-file';
import type { ReplaceVersions } from './replace-versions';

const QUARANTINE_MS = 7 * DAY_MS;
const SCANNER = systemActor('documents.scanner');

export function createSweepDocuments(
  { platform, models, store, scanner, audit }: DocumentsContext,
  dropFile: DropFile,
  { remove }: Pick<DeleteDocument, 'remove'>,
  replaceVersions: ReplaceVersions,
) {
  const { clock, database, events, log, storage } = platform;

  /** Null where the file is gone meanwhile. */
  async function scan({ storageKey }: DocumentRow): Promise<ScanVerdict | null> {
    const content = storageKey === null ? null : await storage.open(storageKey);
    if (!content) return null;
    return scanner ? scanner.scan(await buffer(content)) : 'CLEAN';
  }

  /** Of what waits for the scanner; `quarantine`: where else it is in quarantine now. */
  const settle = (
    id: string,
    verdict: ScanVerdict,
    quarantine: QuarantineReason = 'SCAN_PENDING',
  ): Promise<void> =>
    database.atomically(async () => {
      const row = await store.lock(id);
      if (row.quarantine !== quarantine) return;
      const statusAt = clock.now();
      const found = verdict === 'FOUND';
      if (found && row.storageKey !== null) await dropFile.now(row.storageKey);
      const document = await store.change(
        row,
        found
          ? { quarantine: 'VIRUS', storageKey: null, statusAt }
          : { status: 'AVAILABLE', quarantine: null, statusAt },
      );
      await audit.record({
        actor: SCANNER,
        action: found ? documentQuarantined.name : documentCleared.name,
        subject: { type: 'document', id },
      });
      if (found) await events.emit(documentQuarantined, { ...newsOf(document), quarantine: 'VIRUS' });
      else await events.emit(documentCleared, newsOf(document));
      await replaceVersions(document);
    });

  return {
    /** The scanner found something in what an admin was about to let out. */
    condemn: (id: string): Promise<void> => settle(id, 'FOUND', 'ACTIVE_CONTENT'),

    /** One after another, the longest wait first, until the scanner does not answer. */
    async scanWaiting(signal: AbortSignal): Promise<void> {
      const waiting = modelKeyset(models.documents, {
        name: 'documents.scan',
        order: oldestFirst('statusAt'),
        where: { quarantine: 'SCAN_PENDING' },
      });
      let down = false;
      await sweep(
        log,
        waiting,
        async (row) => {
          if (down) return;
          try {
            const verdict = await scan(row);
            if (verdict) await settle(row.id, verdict);
          } catch (error) {
            down = true;
            log.error('the virus scanner does not answer', { error: describeError(error) });
          }
        },
        signal,
      );
    },

    deleteQuarantined(signal: AbortSignal): Promise<void> {
      const due = modelKeyset(models.documents, {
        name: 'documents.quarantined',
        order: oldestFirst('statusAt'),
        where: { quarantine: ['ACTIVE_CONTENT', 'VIRUS'] },
      });
      const before = clock.now() - QUARANTINE_MS;
      return sweep(
        log,
        due,
        async ({ id, statusAt }) => {
          if (statusAt > before) return;
          await database.atomically(async () => {
            const row = await store.lock(id);
            if (row.quarantine !== null && row.quarantine !== 'SCAN_PENDING')
              await remove(row, systemActor('documents'));
          });
        },
        signal,
      );
    },
  };
}
