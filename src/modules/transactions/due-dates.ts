/** When the items of a deal's checklist are due: so many days after a step of the sale. */
import { DAY_MS } from '../../platform/kernel/clock';
import type { ChecklistItem, Models, Transaction } from './transaction.model';

/** Answers the instant of an item; null until the step from which its days count. */
export async function dueDatesOf(
  models: Models,
  { id, openedAt }: Transaction,
): Promise<(item: ChecklistItem) => number | null> {
  async function enteredAt(toState: 'TRANSFER_IN_PROGRESS' | 'INSPECTION'): Promise<number | null> {
    const entry = await models.moves.findOne({
      where: { transactionId: id, toState },
      order: [['seq', 'ASC']],
    });
    return entry?.createdAt ?? null;
  }
  const anchors = {
    OPENING: openedAt,
    PRICE_PAID: await enteredAt('TRANSFER_IN_PROGRESS'),
    TRANSFER: await enteredAt('INSPECTION'),
  };
  return ({ dueAfter, dueDays }) => {
    const anchor = anchors[dueAfter];
    return anchor === null ? null : anchor + dueDays * DAY_MS;
  };
}
