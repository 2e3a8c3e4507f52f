/** The endpoints of the operators' overviews. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { byId, Done, done } from '../../platform/http/wire';
import { mapPage } from '../../platform/kernel/page';
import type { StuckMoney } from '../ledger';
import type { AdminContext } from './admin.context';
import { claimedByAnother, notClaimed } from './admin.problems';
import type { QueueClaims } from './claim-queue-items';
import {
  BalanceQuery,
  BalanceView,
  ClaimView,
  FirstWordView,
  JobsView,
  LedgerQuery,
  QueueItem,
  QueueView,
  ReconciliationView,
  StuckMoneyView,
  TransferView,
} from './admin.schema';
import {
  presentClaim,
  presentFirstWords,
  presentJobs,
  presentQueues,
  presentReconciliation,
  presentStuckMoney,
  presentTransfer,
} from './admin.view';
import type { Notes } from './notes';
import { noteRoutes } from './notes.routes';
import type { SavedFilters } from './saved-filters';
import { savedFilterRoutes } from './saved-filters.routes';
import type { createReadQueues } from './read-queues';
import type { ReconciliationReport } from './reconciliation';

/** The query names one or the other. */
const NOTHING = { type: '', id: '' };

export function adminEndpoints(
  { platform: { clock, queue, database }, approvals, audit, identity, ledger }: AdminContext,
  {
    reconcile,
    listStuckMoney,
    readQueues,
    queueClaims,
    notes,
    savedFilters,
  }: {
    reconcile: () => Promise<ReconciliationReport>;
    listStuckMoney: () => Promise<StuckMoney[]>;
    readQueues: ReturnType<typeof createReadQueues>;
    queueClaims: QueueClaims;
    notes: Notes;
    savedFilters: SavedFilters;
  },
): Endpoint[] {
  return [
    endpoint({
      operationId: 'reconcile',
      method: 'get',
      path: '/admin/reconcile',
      summary: 'Run reconciliation: check the books and the stored data.',
      description: 'Reads whole tables, so it takes a while. It changes nothing.',
      access: 'admin',
      response: ReconciliationView,
    }).handledBy(async () => presentReconciliation(await reconcile())),

    endpoint({
      operationId: 'listStuckMoney',
      method: 'get',
      path: '/admin/money/stuck',
      summary: 'List stuck money, oldest first, with what to do.',
      description:
        'Money, or events about it, that did not move on in time. At most the 100 oldest of each kind.',
      access: 'admin',
      response: z.array(StuckMoneyView),
    }).handledBy(async () => presentStuckMoney(await listStuckMoney(), clock.now())),

    endpoint({
      operationId: 'getQueues',
      method: 'get',
      path: '/admin/queues',
      summary: 'Get everything that waits for an administrator, the longest wait first.',
      description: 'Each queue counts all that wait in it and shows the 20 that have waited longest.',
      access: 'admin',
      response: z.array(QueueView),
    }).handledBy(async () => presentQueues(await readQueues(), clock.now())),

    endpoint({
      operationId: 'claimQueueItem',
      method: 'post',
      path: '/admin/queues/{kind}/{id}/claim',
      summary: 'Claim what waits in a queue, so that no other admin works on it.',
      description:
        'Shown in the queue. It ends by itself after a while; claimed again by the same admin, it lasts anew. It stops nobody ' +
        'from acting.',
      access: 'admin',
      params: QueueItem,
      response: ClaimView,
      problems: [notFound, claimedByAnother],
    }).handledBy(async ({ actor, params }) => {
      const claim = await queueClaims.claim(actor, params);
      return presentClaim(claim, await identity.findUsers([claim.claimedBy]));
    }),

    endpoint({
      operationId: 'releaseQueueItem',
      method: 'post',
      path: '/admin/queues/{kind}/{id}/release',
      summary: 'Release what you have claimed.',
      access: 'admin',
      params: QueueItem,
      response: Done,
      problems: [notClaimed],
    }).handledBy(async ({ actor, params }) => {
      await queueClaims.release(actor, params);
      return done;
    }),

    endpoint({
      operationId: 'listFirstWords',
      method: 'get',
      path: '/admin/approvals',
      summary: 'List what one administrator has asked for and another one has to, the longest wait first.',
      description:
        'Acts over money above the limit. A dispute that was decided once shows it among its proposals.',
      access: 'admin',
      response: z.array(FirstWordView),
    }).handledBy(async () => {
      const words = await approvals.listFirstWords();
      return presentFirstWords(words, await identity.findUsers(words.map(({ firstId }) => firstId)));
    }),

    endpoint({
      operationId: 'getLedgerBalance',
      method: 'get',
      path: '/admin/ledger/balance',
      summary: 'Get the balance of one ledger account.',
      access: 'admin',
      query: BalanceQuery,
      response: BalanceView,
    }).handledBy(async ({ query }) => ({
      account: query.account,
      balance: await ledger.balance(query.account),
    })),

    endpoint({
      operationId: 'listTransfers',
      method: 'get',
      path: '/admin/ledger',
      summary: 'List what was posted to the ledger on an account or about a subject, newest first.',
      access: 'admin',
      query: LedgerQuery,
      paged: true,
      response: z.array(TransferView),
    }).handledBy(async ({ query: { account, subject, ...query } }) =>
      mapPage(
        account === undefined
          ? await ledger.pageAbout(subject ?? NOTHING, query)
          : await ledger.pageTransfers(account, query),
        presentTransfer,
      ),
    ),

    ...noteRoutes(notes, identity),
    ...savedFilterRoutes(savedFilters, identity),

    endpoint({
      operationId: 'getJobs',
      method: 'get',
      path: '/admin/jobs',
      summary: 'Get the state of background work, with the jobs that failed for good.',
      access: 'admin',
      response: JobsView,
    }).handledBy(async () => {
      const [counts, orphans, dead] = await Promise.all([
        queue.counts(),
        queue.listOrphans(),
        queue.listDead(),
      ]);
      return presentJobs(counts, orphans, dead);
    }),

    endpoint({
      operationId: 'reviveJob',
      method: 'post',
      path: '/admin/jobs/{id}/revive',
      summary: 'Retry a job that failed for good.',
      access: 'admin',
      params: byId,
      response: Done,
    }).handledBy(async ({ actor, params }) => {
      await database.atomically(async () => {
        if (!(await queue.revive(params.id))) throw notFound('No failed job has this id.');
        await audit.record({ actor, action: 'job.revived', subject: { type: 'job', id: params.id } });
      });
      return done;
    }),
  ];
}
