/** Deletes documents whose time is over: of drafts, of what was attached to nothing, and of sales that ended long ago. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { systemActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import type { Document } from '../document.model';
import type { DocumentsContext } from '../documents.context';
import type { Over } from '../subjects';
import type { DeleteDocument } from './delete-document';

/** Whether something needs a document that it is not attached to. In the ambient unit. */
export type Needs = (document: { id: string; ownerId: string }) => Promise<boolean>;

const WHY: Record<Over['as'], string> = {
  DRAFT: 'Nothing came of what it was meant for, and its time is over.',
  RECORD: 'What it belongs to ended long ago, and its time is over.',
};

export function createRetainDocuments(
  { platform, store, subjects }: DocumentsContext,
  { remove }: Pick<DeleteDocument, 'remove'>,
) {
  const { clock, config, database, log } = platform;
  const needs: Needs[] = [];
  const days: Record<Over['as'], number> = {
    DRAFT: config.DOCUMENTS_KEEP_DRAFT_DAYS,
    RECORD: config.DOCUMENTS_KEEP_RECORD_DAYS,
  };

  /** What decides is the subject that keeps it longest; null where one of them keeps it. */
  async function whyDue(row: Document): Promise<string | null> {
    const attached = await store.subjectsOf(row.id);
    const overs: (Over | null)[] =
      attached.length === 0
        ? [{ since: row.createdAt, as: 'DRAFT' }]
        : await Promise.all(attached.map((subject) => subjects.over(subject)));
    let why: Over['as'] = 'DRAFT';
    for (const over of overs) {
      if (over === null || days[over.as] === 0) return null;
      if (Math.max(over.since, row.createdAt) + days[over.as] * DAY_MS > clock.now()) return null;
      if (over.as === 'RECORD') why = 'RECORD';
    }
    for (const isNeeded of needs) if (await isNeeded(row)) return null;
    return WHY[why];
  }

  return {
    alsoNeeds: (isNeeded: Needs): void => void needs.push(isNeeded),

    async deleteOverdue(signal: AbortSignal): Promise<void> {
      const shortest = Math.min(...Object.values(days).filter((each) => each > 0));
      if (shortest === Infinity) return;
      const old = selectKeyset<{ id: string }>(database, {
        name: 'documents.old',
        order: BY_ID,
        select: 'id',
        from: 'documents',
        where: ["status <> 'DELETED'", 'createdAt <= :before'],
        values: { before: clock.now() - shortest * DAY_MS },
      });
      await sweep(
        log,
        old,
        ({ id }) =>
          database.atomically(async () => {
            const row = await store.lock(id);
            const why = row.status === 'DELETED' ? null : await whyDue(row);
            if (why !== null) await remove(row, systemActor('documents.retention'), why);
          }),
        signal,
      );
    },
  };
}
