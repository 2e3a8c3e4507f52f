/** The operators' overviews on the wire. */
import type { z } from 'zod';
import type { Queue } from '../../platform/jobs/queue';
import { HOUR_MS, iso } from '../../platform/kernel/clock';
import type { StuckMoney, TransferRow } from '../ledger';
import { personOf, type User } from '../identity';
import type { FirstWord } from '../approvals';
import { claimIdOf } from './claim-queue-items';
import type { QueueClaim } from './queue-claim.model';
import type {
  ClaimView,
  FirstWordView,
  JobsView,
  QueueView,
  ReconciliationView,
  StuckMoneyView,
  TransferView,
} from './admin.schema';
import type { Queues } from './read-queues';
import type { ReconciliationReport } from './reconciliation';

type Answer<Method extends 'counts' | 'listOrphans' | 'listDead'> = Awaited<ReturnType<Queue[Method]>>;

export const presentReconciliation = ({
  checkedAt,
  ...report
}: ReconciliationReport): z.input<typeof ReconciliationView> => ({ checkedAt: iso(checkedAt), ...report });

export const presentTransfer = ({
  id,
  debit,
  credit,
  amount,
  unit,
  reason,
  subject,
  postedAt,
}: TransferRow): z.input<typeof TransferView> => ({
  ...{ id, debit, credit, amount, unit, reason, subject },
  postedAt: iso(postedAt),
});

const claimOf = (claim: QueueClaim | undefined, people: Map<string, User>) =>
  claim ? presentClaim(claim, people) : null;

/** Oldest first. */
export const presentStuckMoney = (stuck: StuckMoney[], now: number): z.input<typeof StuckMoneyView>[] =>
  stuck
    .toSorted((one, other) => one.since - other.since)
    .map(({ since, sameAs: _, ...rest }) => ({
      ...rest,
      since: iso(since),
      ageHours: Math.floor((now - since) / HOUR_MS),
    }));

export const presentClaim = (
  { claimedBy, claimedAt, endsAt }: QueueClaim,
  people: Map<string, User>,
): z.input<typeof ClaimView> => ({
  by: personOf(claimedBy, people),
  since: iso(claimedAt),
  until: iso(endsAt),
});

export const presentQueues = ({ queues, people, claims }: Queues, now: number): z.input<typeof QueueView>[] =>
  queues.map(({ items, ...queue }) => ({
    ...queue,
    oldestSince: iso(items[0]?.since ?? null),
    items: items.map(({ id, userId, about, amountCents, since }) => ({
      ...{ id, about, amountCents },
      claim: claimOf(claims.get(claimIdOf({ kind: queue.kind, id })), people),
      who: userId === null ? null : personOf(userId, people),
      since: iso(since),
      ageHours: Math.floor((now - since) / HOUR_MS),
    })),
  }));

export const presentFirstWords = (
  words: FirstWord[],
  people: Map<string, User>,
): z.input<typeof FirstWordView>[] =>
  words.map(({ firstId, askedAt, lapsesAt, ...word }) => ({
    ...word,
    first: personOf(firstId, people),
    askedAt: iso(askedAt),
    lapsesAt: lapsesAt === null ? null : iso(lapsesAt),
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
