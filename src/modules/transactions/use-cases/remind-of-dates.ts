/** Reminds of the closing date, and of the items of the time after the sale: before the day and after it. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { nextDateReminder } from '../dates.rules';
import type { LockedTransaction, OnTransaction } from '../make-move';
import { isOpenItem } from '../process/guards/checklist.rules';
import { hasEnded, PARTIES, type Reader } from '../process/process';
import { newsAbout } from '../timeline';
import type { DealDate } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { transactionDateReminder } from '../transactions.events';

interface Subject {
  item: string | null;
  who: Reader[];
  source: string | null;
}

export function createRemindOfDates({ platform, models }: TransactionsContext, onTransaction: OnTransaction) {
  const { clock, database, log, events } = platform;

  /** What is left to remind of; null where it is settled. */
  async function subjectOf({ row }: LockedTransaction, { itemId }: DealDate): Promise<Subject | null> {
    if (itemId === null) return hasEnded(row.state) ? null : { item: null, who: [...PARTIES], source: null };
    const item = await models.items.findByPk(itemId);
    if (!item || !isOpenItem(item)) return null;
    return { item: item.title, who: [item.owner === 'PLATFORM' ? 'ADMIN' : item.owner], source: item.source };
  }

  const remind = (id: string, transactionId: string): Promise<void> =>
    onTransaction(transactionId, async (locked) => {
      const date = await models.dates.findByPk(id);
      const now = clock.now();
      if (!date?.remindAt || date.remindAt > now) return;
      await date.update({ remindAt: nextDateReminder(date.dueAt, now) });
      const subject = await subjectOf(locked, date);
      if (!subject) return;
      if (date.itemId === null) await locked.row.update({ remindedAt: now });
      const overdue = date.dueAt <= now;
      await events.emit(transactionDateReminder, {
        ...newsAbout(locked.row),
        ...{ ...subject, dueAt: date.dueAt, overdue },
      });
    });

  return function remindOfDates(signal: AbortSignal): Promise<void> {
    const due = selectKeyset<{ id: string; transactionId: string }>(database, {
      name: 'transactions.dates',
      order: oldestFirst('remindAt'),
      select: 'id, transactionId, remindAt',
      from: 'transaction_dates',
      where: ['remindAt <= :now'],
      values: { now: clock.now() },
    });
    return sweep(log, due, ({ id, transactionId }) => remind(id, transactionId), signal);
  };
}
