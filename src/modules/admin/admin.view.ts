/** The operators' overviews on the wire. */
import type { z } from 'zod';
import type { Queue } from '../../platform/jobs/queue';
import { HOUR_MS, iso } from '../../platform/kernel/clock';
import type { StuckMoney } from '../ledger';
import { personOf } from '../identity';
import type { JobsView, QueueView, ReconciliationView, StuckMoneyView } from './admin.schema';
import type { Queues } from './read-queues';
import type { ReconciliationReport } from './reconciliation';

type Answer<Method extends 'counts' | 'listOrphans' | 'listDead'> = Awaited<ReturnType<Queue[Method]>>;

export const presentReconciliation = ({
  checkedAt,
  ...report
}: ReconciliationReport): z.input<typeof ReconciliationView> => ({ checkedAt: iso(checkedAt), ...report });

/** Oldest first. */
export const presentStuckMoney = (stuck: StuckMoney[], now: number): z.input<typeof StuckMoneyView>[] =>
  stuck
    .toSorted((one, other) => one.since - other.since)
    .map(({ since, ...rest }) => ({
      ...rest,
      since: iso(since),
      ageHours: Math.floor((now - since) / HOUR_MS),
    }));

export const presentQueues = ({ queues, people }: Queues, now: number): z.input<typeof QueueView>[] =>
  queues.map(({ items, ...queue }) => ({
    ...queue,
    oldestSince: iso(items[0]?.since ?? null),
    items: items.map(({ userId, since, ...item }) => ({
      ...item,
      who: userId === null ? null : personOf(userId, people),
      since: iso(since),
      ageHours: Math.floor((now - since) / HOUR_MS),
    })),
  }));

export const presentJobs = (
  counts: Answer<'counts'>,
  orphans: Answer<'listOrphans'>,
  dead: Answer<'listDead'>,
): z.input<typeof JobsView> => ({
  ...counts,
  orphanKinds: orphans.map((each) => ({ ...each, oldestAt: iso(each.oldestAt) })),
  deadJobs: dead.map((job) => ({ ...job, createdAt: iso(job.createdAt) })),
});
