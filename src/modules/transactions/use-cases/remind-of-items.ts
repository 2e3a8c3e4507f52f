/** Tells the owners of open items of the days that come before the hand-over: once before the day, and once when it has passed. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { itemReminder, nextItemReminder } from '../dates.rules';
import { dueDatesOf } from '../due-dates';
import type { OnTransaction } from '../make-move';
import { settlersOf } from '../process/guards/answers.rules';
import { isOpenItem } from '../process/guards/checklist.rules';
import { PARTIES } from '../process/process';
import { newsAbout } from '../timeline';
import type { TransactionsContext } from '../transactions.context';
import { transactionItemsDue } from '../transactions.events';

/** Nobody works on the checklist of a deal without money, in dispute or under a hold: what falls due there is told afterwards. */
const WORKED_ON = "heldSince IS NULL AND state NOT IN ('AWAITING_DEPOSIT', 'DISPUTED')";

export function createRemindOfItems({ platform, models }: TransactionsContext, onTransaction: OnTransaction) {
  const { clock, database, log, events } = platform;

  const remind = (transactionId: string): Promise<void> =>
    onTransaction(transactionId, async ({ row }) => {
      const now = clock.now();
      const since = row.itemsRemindAt;
      if (since === null || since > now || row.heldSince !== null) return;
      const dueAtOf = await dueDatesOf(models, row);
      const items = (
        await models.items.findAll({ where: { transactionId }, order: [['position', 'ASC']] })
      ).flatMap((item) => {
        const dueAt = item.phase === 'POST_CLOSING' ? null : dueAtOf(item);
        return dueAt === null ? [] : [{ item, dueAt, told: itemReminder(dueAt, since, now) }];
      });
      const dueAts = items.map(({ dueAt }) => dueAt);
      await row.update({ itemsRemindAt: nextItemReminder(dueAts, now) });
      const agreementSigned = {
        BUYER: row.buyerSignedAgreementAt !== null,
        SELLER: row.sellerSignedAgreementAt !== null,
      };
      for (const owner of PARTIES) {
        for (const dueAt of new Set(dueAts)) {
          const due = items.filter(
            (each) =>
              each.dueAt === dueAt &&
              each.told &&
              isOpenItem(each.item) &&
              settlersOf({ agreementSigned }, each.item).includes(owner),
          );
          if (due.length === 0) continue;
          await row.update({ remindedAt: now });
          await events.emit(transactionItemsDue, {
            ...newsAbout(row),
            ...{ owner, dueAt, items: due.map(({ item }) => item.title) },
            overdue: due.some(({ told }) => told === 'LATE'),
          });
        }
      }
    });

  return function remindOfItems(signal: AbortSignal): Promise<void> {
    const due = selectKeyset<{ id: string }>(database, {
      name: 'transactions.items_due',
      order: oldestFirst('itemsRemindAt'),
      select: 'id, itemsRemindAt',
      from: 'transactions',
      where: ['itemsRemindAt <= :now', WORKED_ON],
      values: { now: clock.now() },
    });
    return sweep(log, due, ({ id }) => remind(id), signal);
  };
}
