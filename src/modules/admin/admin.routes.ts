/** What operators can look up across the house. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { byId, Done, done } from '../../platform/http/wire';
import { HOUR_MS, iso } from '../../platform/kernel/clock';
import type { StuckMoney } from '../../platform/kernel/stuck-money';
import type { Platform } from '../../platform/platform';
import type { Ledger } from '../ledger';
import { AccountCode, BalanceView, JobsView, ReconciliationView, StuckMoneyView } from './admin.schema';
import type { ReconciliationReport } from './reconciliation';

export function adminEndpoints(
  { clock, queue }: Platform,
  ledger: Ledger,
  reconcile: () => Promise<ReconciliationReport>,
  listStuckMoney: () => Promise<StuckMoney[]>,
): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/admin/reconcile',
      summary: 'Prove the books and the record now.',
      access: 'admin',
      response: ReconciliationView,
    }).handledBy(() => reconcile()),

    endpoint({
      method: 'get',
      path: '/admin/money/stuck',
      summary: 'Money that has not moved on when it should have, the oldest first, with what to do.',
      description: 'At most the hundred oldest of each kind.',
      access: 'admin',
      response: z.array(StuckMoneyView),
    }).handledBy(async () => {
      const stuck = await listStuckMoney();
      return stuck
        .toSorted((one, other) => one.since - other.since)
        .map(({ since, ...rest }) => ({
          ...rest,
          since: iso(since),
          ageHours: Math.floor((clock.now() - since) / HOUR_MS),
        }));
    }),

    endpoint({
      method: 'get',
      path: '/admin/ledger/balance',
      summary: 'The balance of one ledger account.',
      access: 'admin',
      query: z.strictObject({ account: AccountCode }),
      response: BalanceView,
    }).handledBy(async ({ query }) => ({
      account: query.account,
      balance: await ledger.balance(query.account),
    })),

    endpoint({
      method: 'get',
      path: '/admin/jobs',
      summary: 'How the background work is doing, and the jobs that gave up.',
      access: 'admin',
      response: JobsView,
    }).handledBy(async () => {
      const [counts, dead] = await Promise.all([queue.counts(), queue.listDead()]);
      return { ...counts, deadJobs: dead.map((job) => ({ ...job, createdAt: iso(job.createdAt) })) };
    }),

    endpoint({
      method: 'post',
      path: '/admin/jobs/{id}/revive',
      summary: 'Try a job that gave up once more.',
      access: 'admin',
      params: byId,
      response: Done,
    }).handledBy(async ({ params }) => {
      if (!(await queue.revive(params.id))) throw notFound('No job of this id has given up.');
      return done;
    }),
  ];
}
