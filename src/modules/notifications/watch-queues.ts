/** Looks at what waits for administrators, and tells them of each thing once when it comes and once when it is late. */
import { tryOne } from '../../platform/db/walk';
import type { WaitingItem, WaitingQueue, WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import { queueItemCame, queueItemLate } from './notifications.events';
import type { PreferencesStore } from './preferences.store';
import { isQueueKind, type QueueKind, ruleOf, WATCH_MS } from './queues';

interface AlertRow {
  itemId: string;
  since: number;
  lateToldAt: number | null;
}

interface WatchDeps {
  identity: Identity;
  store: PreferencesStore;
  queues: () => WaitingSource[];
}

export function watchQueues(
  { database, clock, events, scheduler, log }: Platform,
  { identity, store, queues }: WatchDeps,
): void {
  const { select, change, atomically } = database;
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  /** Those who want to hear of the queue. */
  async function listenersOf(queue: QueueKind): Promise<string[]> {
    const adminIds = await identity.listAdminIds();
    const silent = await store.findDeaf(queue, adminIds);
    return adminIds.filter((id) => !silent.has(id));
  }

  /** False where it was known already: it waits here since then. */
  async function isNew(queue: QueueKind, { id: itemId, since }: WaitingItem): Promise<boolean> {
    const item = { queue, itemId, since };
    const added = await change(
      `${insertNew} INTO notification_queue_alerts (queue, itemId, since) VALUES (:queue, :itemId, :since)`,
      item,
    );
    if (added > 0) return true;
    // It left and came back while nobody looked.
    const again = await change(
      `UPDATE notification_queue_alerts SET since = :since, lateToldAt = NULL
       WHERE queue = :queue AND itemId = :itemId AND since < :since`,
      item,
    );
    return again > 0;
  }

  const becameLate = async (queue: QueueKind, itemId: string): Promise<boolean> =>
    (await change(
      `UPDATE notification_queue_alerts SET lateToldAt = :now
       WHERE queue = :queue AND itemId = :itemId AND lateToldAt IS NULL`,
      { queue, itemId, now: clock.now() },
    )) > 0;

  const tell = (queue: QueueKind, task: string, item: WaitingItem): Promise<void> =>
    atomically(async () => {
      const { comesByEvent, lateAfterMs } = ruleOf(queue);
      const came = await isNew(queue, item);
      const isLate = lateAfterMs !== null && item.since + lateAfterMs <= clock.now();
      const late = isLate && (await becameLate(queue, item.id));
      if (!late && (!came || comesByEvent)) return;
      const adminIds = await listenersOf(queue);
      if (adminIds.length === 0) return;
      await events.emit(late ? queueItemLate : queueItemCame, {
        ...{ queue, itemId: item.id, task, about: item.about },
        ...{ amountCents: item.amountCents, since: item.since, adminIds },
      });
    });

  async function watch({ kind, task, items, waiting }: WaitingQueue): Promise<void> {
    if (!isQueueKind(kind)) return;
    const known = await select<AlertRow>(
      'SELECT itemId, since, lateToldAt FROM notification_queue_alerts WHERE queue = :kind',
      { kind },
    );
    const rows = new Map(known.map((row) => [row.itemId, row]));
    const { lateAfterMs } = ruleOf(kind);
    for (const item of items) {
      const row = rows.get(item.id);
      const isLate = lateAfterMs !== null && item.since + lateAfterMs <= clock.now();
      if (row && row.since >= item.since && (!isLate || row.lateToldAt !== null)) continue;
      await tryOne(log, 'notifications.queues', { kind, item: item.id }, () => tell(kind, task, item));
    }
    // Only the longest waits of a long queue are shown: of one that is shown whole, the rest has left.
    if (waiting > items.length) return;
    const left = known.map(({ itemId }) => itemId).filter((id) => !items.some((item) => item.id === id));
    if (left.length === 0) return;
    await change('DELETE FROM notification_queue_alerts WHERE queue = :kind AND itemId IN (:left)', {
      kind,
      left,
    });
  }

  scheduler.every('notifications.queues', WATCH_MS, async (signal) => {
    for (const source of queues()) {
      signal.throwIfAborted();
      await tryOne(log, 'notifications.queues', null, async () => {
        for (const queue of await source.listWaiting()) await watch(queue);
      });
    }
  });
}
