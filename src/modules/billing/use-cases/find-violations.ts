/** Holds orders and spendings of credits against the ledger, both ways; what is written first is read first. */
import type { Platform } from '../../../platform/platform';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { Ledger, TransferRow } from '../../ledger';
import type { CreditOrders } from '../credit-order.model';
import type { CreditSpendings } from '../credit-spending.model';
import { movementId, readMovement, revenueId } from '../credit.rules';

const violation = violationsOf('billing');

const BATCH = 500;

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
}

interface Deps {
  orders: CreditOrders;
  spendings: CreditSpendings;
  ledger: Ledger;
}

export function createFindViolations({ database }: Platform, { orders, spendings, ledger }: Deps) {
  return async function findViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const rows of walk<OrderRow>('credit_orders', 'id', `AND status = 'PAID'`)) {
      found.push(...(await findUnbookedOrders(rows)));
    }
    for await (const rows of walk<SpendingRow>('credit_spendings', 'spendingKey')) {
      found.push(...(await findUnbookedSpendings(rows)));
    }
    for await (const transfers of ledger.readAllAbout('credit_order')) {
      found.push(...(await findUnpaidOrders(transfers)));
    }
    for await (const rows of walk<DisputeRow>('credit_disputes', 'disputeId')) {
      found.push(...(await findUnbookedDisputes(rows)));
    }
    for await (const transfers of walkSpent()) found.push(...(await findStraySpendings(transfers)));
    return found;
  };

  async function findUnbookedOrders(rows: OrderRow[]): Promise<Violation[]> {
    const ids = rows.flatMap(({ id }) => [revenueId(id), movementId('PURCHASE', id)]);
    const transfers = await ledger.findTransfers(ids);
    return rows.flatMap(({ id, credits, priceCents }) => {
      const earned = transfers.get(revenueId(id))?.amount ?? 0;
      const issued = transfers.get(movementId('PURCHASE', id))?.amount ?? 0;
      if (earned === priceCents && issued === credits) return [];
      const detail = `${credits} credits for ${priceCents} cents; booked ${issued} for ${earned}.`;
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
      .map((id) => violation('spending_booked', `transfer ${id}`, 'It is on record, and not in the ledger.'));
  }

  /** What a lost dispute took is given back once it is won after all. */
  async function findUnbookedDisputes(rows: DisputeRow[]): Promise<Violation[]> {
    const expected = rows.flatMap(({ disputeId, status, takenCredits }) => [
      { id: movementId('TAKEN_BACK', disputeId), credits: takenCredits },
      { id: movementId('REINSTATED', disputeId), credits: status === 'WON' ? takenCredits : 0 },
    ]);
    const transfers = await ledger.findTransfers(expected.map(({ id }) => id));
    return expected
      .filter(({ id, credits }) => (transfers.get(id)?.amount ?? 0) !== credits)
      .map(({ id, credits }) => violation('dispute_booked', `transfer ${id}`, `It should move ${credits}.`));
  }

  async function findUnpaidOrders(transfers: TransferRow[]): Promise<Violation[]> {
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

  async function findStraySpendings(transfers: TransferRow[]): Promise<Violation[]> {
    const moved = transfers.map(({ id }) => ({ id, made: readMovement(id) }));
    const keys = moved.flatMap(({ made }) => (made ? [made.key] : []));
    const rows = await spendings.findAll({ where: { spendingKey: keys } });
    const byKey = new Map(rows.map((row) => [row.spendingKey, row]));
    return moved
      .filter(({ made }) => {
        const row = byKey.get(made?.key ?? '');
        return !row || (made?.kind === 'RETURN' && row.returnedAt === null);
      })
      .map(({ id }) => violation('transfer_has_spending', `transfer ${id}`, 'It is not on record.'));
  }

  async function* walkSpent(): AsyncGenerator<TransferRow[]> {
    for (let cursor: string | undefined; ;) {
      const query = cursor ? { limit: BATCH, cursor } : { limit: BATCH };
      const { items, pagination } = await ledger.pageTransfers('credits:spent', query);
      if (items.length > 0) yield items;
      if (pagination.nextCursor === null) return;
      cursor = pagination.nextCursor;
    }
  }

  async function* walk<Row extends object>(
    table: string,
    key: keyof Row & string,
    filter = '',
  ): AsyncGenerator<Row[]> {
    for (let last = ''; ;) {
      const rows = await database.select<Row>(
        `SELECT * FROM ${table} WHERE ${key} > :last ${filter} ORDER BY ${key} LIMIT ${BATCH}`,
        { last },
      );
      if (rows.length > 0) yield rows;
      const end = rows.at(-1);
      if (!end || rows.length < BATCH) return;
      last = String(end[key]);
    }
  }
}
