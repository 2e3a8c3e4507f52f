/** Deletes files that belong to no document: later than any upload takes, or as soon as their document is gone. */
import { z } from 'zod';
import { HOUR_MS } from '../../../platform/kernel/clock';
import type { DocumentsContext } from '../documents.context';

const DROP = 'documents.drop-file';
const Drop = z.object({ key: z.string() });

/** Long enough for any upload to end: a file that belongs to nothing by then never will. */
const UPLOAD_SETTLED_AFTER_MS = HOUR_MS;

export type DropFile = ReturnType<typeof createDropFile>;

export function createDropFile({ platform, models }: Pick<DocumentsContext, 'platform' | 'models'>) {
  const { clock, queue, storage } = platform;

  queue.handle(DROP, { lane: 'outside', runs: 'outside' }, async (payload) => {
    const { key } = Drop.parse(payload);
    if ((await models.documents.count({ where: { storageKey: key } })) === 0) await storage.delete(key);
  });

  return {
    /** In the unit that lets go of it. */
    now: (key: string) => queue.enqueue(DROP, { key }),
    /** Before it is stored. */
    unlessKept: (key: string) =>
      queue.enqueue(DROP, { key }, { runAt: clock.now() + UPLOAD_SETTLED_AFTER_MS }),
  };
}
