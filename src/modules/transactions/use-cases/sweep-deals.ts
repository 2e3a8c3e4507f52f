/** Watches the clock over all deals: makes the move of a deadline that has passed, reminds of one that draws near. */
import { systemActor } from '../../../platform/kernel/actor';
import { describeError } from '../../../platform/kernel/logger';
import type { Deal, OnDeal } from '../make-move';
import { nextReminder, wakeAt } from '../process/deadline.rules';
import { newsAbout } from '../timeline';
import { whoIsNext } from '../transaction.rules';
import type { TransactionsContext } from '../transactions.context';
import { transactionReminder } from '../transactions.events';

const BATCH = 100;
const timer = systemActor('transactions.timer');

export function createSweepDeals({ platform, models }: TransactionsContext, onDeal: OnDeal) {
  const { clock, database, log, outbox } = platform;

  /** Once for each reminder: the next one is written down in the unit that tells of this one. */
  async function remind({ row, process, facts }: Deal): Promise<void> {
    const { wait, deadlineAt, remindAt, version } = row;
    const now = clock.now();
    if (wait === null || deadlineAt === null || remindAt === null) return;
    const next = nextReminder(process, wait, deadlineAt, now);
    const after = {
      remindAt: next,
      wakeAt: wakeAt(process, { ...row.get(), remindAt: next }, row.heldSince !== null),
    };
    const [touched] = await models.transactions.update(after, { where: { id: row.id, version, remindAt } });
    if (touched !== 1) throw new Error(`Transaction ${row.id} changed under its lock.`);
    await outbox.emit(transactionReminder, {
      ...newsAbout(row),
      state: row.state,
      next: whoIsNext(process, await facts()),
      deadlineAt,
      onSilence: process.waits[wait].onSilence,
    });
  }

  const wake = (id: string): Promise<void> =>
    onDeal(id, async (deal) => {
      const { wait, deadlineAt, wakeAt: due } = deal.row;
      const now = clock.now();
      if (wait === null || deadlineAt === null || due === null || due > now) return;
      if (deadlineAt > now) return remind(deal);
      return deal.make({ move: deal.process.waits[wait].silence, mover: 'TIMER', actor: timer });
    });

  /** Each deal in a unit of its own, so that one that fails does not stop the others. */
  return async function sweepDeals(): Promise<void> {
    const now = clock.now();
    let after = { wakeAt: 0, id: '' };
    for (;;) {
      const due = await database.select<{ id: string; wakeAt: number }>(
        `SELECT id, wakeAt FROM transactions
         WHERE wakeAt <= :now AND (wakeAt > :afterAt OR (wakeAt = :afterAt AND id > :afterId))
         ORDER BY wakeAt, id LIMIT ${BATCH}`,
        { now, afterAt: after.wakeAt, afterId: after.id },
      );
      for (const { id } of due) {
        await wake(id).catch((error: unknown) => {
          log.error('the deadline of a deal could not be kept', {
            transactionId: id,
            error: describeError(error),
          });
        });
      }
      const last = due.at(-1);
      if (!last || due.length < BATCH) return;
      after = last;
    }
  };
}
