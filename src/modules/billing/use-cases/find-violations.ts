/** Compares orders and spendings of credits with the ledger, both ways; what is written first is read first. */
import { dollars } from '../../../platform/kernel/money';
import { proveEach } from '../../../platform/db/find-unreadable';
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { TransferRow } from '../../ledger';
import type { BillingContext } from '../billing.context';
import { creditsOf, movementId, readMovement, revenueId } from '../credit.rules';

const violation = violationsOf('billing');

interface OrderRow {
  id: string;
  credits: number;
  priceCents: number;
}

interface SpendingRow {
  spendingKey: string;
  returnedAt: number | null;
}

interface DisputeRow {
  disputeId: string;
  status: 'OPEN' | 'WON' | 'LOST';
  takenCredits: number;
  userId: string;
}

export function createFindViolations({ platform, store: { orders }, spendings, ledger }: BillingContext) {
  const { database } = platform;
  const paidOrders = selectKeyset<OrderRow>(database, {
    name: 'billing.paid_orders',
    order: BY_ID,
    select: 'id, credits, priceCents',
    from: 'credit_orders',
    where: ["status = 'PAID'"],
  });
  const spent = selectKeyset<SpendingRow>(database, {
    name: 'billing.spendings',
    order: [['spendingKey', 'ASC']],
    select: 'spendingKey, returnedAt',
    from: 'credit_spendings',
  });
  const disputed = selectKeyset<DisputeRow>(database, {
    name: 'billing.disputes',
    order: [['disputeId', 'ASC']],
    select: 'disputeId, status, takenCredits, userId',
    from: 'credit_disputes',
  });

  return (): Promise<Violation[]> => database.snapshot(findViolations);

  function findViolations(): Promise<Violation[]> {
    return proveEach({
      'billing.orders': () => ofAll(walk(paidOrders), findUnbookedOrders),
      'billing.spendings': () => ofAll(walk(spent), findUnbookedSpendings),
      'billing.transfers_of_orders': () =>
        ofAll(ledger.readAllAbout('credit_order'), findTransfersWithoutOrder),
      'billing.disputes': () => ofAll(walk(disputed), findUnbookedDisputes),
      'billing.transfers_of_spendings': () =>
        ofAll(ledger.readAllOf('credits:spent'), findTransfersWithoutSpending),
    });
  }

  async function ofAll<Row>(
    batches: AsyncIterable<Row[]>,
    prove: (rows: Row[]) => Promise<Violation[]>,
  ): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const rows of batches) found.push(...(await prove(rows)));
    return found;
  }

  async function findUnbookedOrders(rows: OrderRow[]): Promise<Violation[]> {
    const ids = rows.flatMap(({ id }) => [revenueId(id), movementId('PURCHASE', id)]);
    const transfers = await ledger.findTransfers(ids);
    return rows.flatMap(({ id, credits, priceCents }) => {
      const earned = transfers.get(revenueId(id))?.amount ?? 0;
      const issued = transfers.get(movementId('PURCHASE', id))?.amount ?? 0;
      if (earned === priceCents && issued === credits) return [];
      const detail = `${credits} credits for ${dollars(priceCents)}; booked ${issued} for ${dollars(earned)}.`;
      return [violation('order_booked', `order ${id}`, detail)];
    });
  }

  async function findUnbookedSpendings(rows: SpendingRow[]): Promise<Violation[]> {
    const expected = rows.flatMap(({ spendingKey, returnedAt }) => [
      movementId('SPENDING', spendingKey),
      ...(returnedAt === null ? [] : [movementId('RETURN', spendingKey)]),
    ]);
    const transfers = await ledger.findTransfers(expected);
    return expected
      .filter((id) => transfers.get(id)?.amount !== 1)
      .map((id) => violation('spending_booked', `transfer ${id}`, 'It is missing in the ledger.'));
  }

  /** The credits taken for a lost dispute, at once or as they came, are reinstated if an appeal wins it. */
  async function findUnbookedDisputes(rows: DisputeRow[]): Promise<Violation[]> {
    const booked = await ledger.sumsAbout(
      'credit_dispute',
      rows.map(({ disputeId }) => disputeId),
    );
    const sumOf = (disputeId: string, from: string) =>
      booked
        .filter(({ subjectId, debit }) => subjectId === disputeId && debit === from)
        .reduce((sum, { amount }) => sum + amount, 0);
    return rows.flatMap(({ disputeId, userId, status, takenCredits }) =>
      [
        { id: movementId('TAKEN_BACK', disputeId), from: creditsOf(userId), credits: takenCredits },
        {
          id: movementId('REINSTATED', disputeId),
          ...{ from: 'credits:issued', credits: status === 'WON' ? takenCredits : 0 },
        },
      ]
        .filter(({ from, credits }) => sumOf(disputeId, from) !== credits)
        .map(({ id, credits }) =>
          violation('dispute_booked', `transfer ${id}`, `It should move ${credits}.`),
        ),
    );
  }

  async function findTransfersWithoutOrder(transfers: TransferRow[]): Promise<Violation[]> {
    const ids = transfers.map(({ subject }) => subject.id);
    const paid = await orders.findAll({ attributes: ['id'], where: { id: ids, status: 'PAID' } });
    const paidIds = new Set(paid.map(({ id }) => id));
    return transfers
      .filter(({ id, subject: { id: orderId } }) => {
        const isOurs = id === revenueId(orderId) || id === movementId('PURCHASE', orderId);
        return !isOurs || !paidIds.has(orderId);
      })
      .map(({ id }) => violation('transfer_has_order', `transfer ${id}`, 'No paid order goes with it.'));
  }

  async function findTransfersWithoutSpending(transfers: TransferRow[]): Promise<Violation[]> {
    const moved = transfers.map(({ id }) => ({ id, made: readMovement(id) }));
    const keys = moved.flatMap(({ made }) => (made ? [made.key] : []));
    const rows = await spendings.findAll({ where: { spendingKey: keys } });
    const byKey = new Map(rows.map((row) => [row.spendingKey, row]));
    return moved
      .filter(({ made }) => {
        const row = byKey.get(made?.key ?? '');
        return !row || (made?.kind === 'RETURN' && row.returnedAt === null);
      })
      .map(({ id }) => violation('transfer_has_spending', `transfer ${id}`, 'No spending goes with it.'));
  }
}
