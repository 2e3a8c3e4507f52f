/** Holds the wires that arrived against their payments and the ledger, both ways. */
import { dollars } from '../../../platform/kernel/money';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { TransferRow } from '../../ledger';
import type { PaymentRow } from '../payment.model';
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { wiresOf } from './refund-payment';
import type { PaymentsContext } from '../payments.context';

const violation = violationsOf('payments');

/** Of one payment: what its wires brought, and what of it has gone back past the payment. */
interface Sums {
  wiredCents: number;
  returnedCents: number;
}

export function createFindWireViolations({ platform, models, ledger }: PaymentsContext) {
  const { database } = platform;
  const { payments, wires } = models;

  return async function findWireViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const batch of walk(allRowsOf(payments))) {
      for (const payment of batch.filter(({ method }) => method === 'WIRE')) {
        found.push(...(await judge(payment)));
      }
    }
    for await (const transfers of ledger.readAllAbout('wire')) found.push(...(await findStray(transfers)));
    return found;
  };

  /** What looks wrong is read again with the row locked: a wire may just be arriving. */
  async function judge(payment: PaymentRow): Promise<Violation[]> {
    if ((await faultOf(payment)) === null) return [];
    return database.atomically(async () => {
      const locked = await payments.findByPk(payment.id, { lock: true, rejectOnEmpty: true });
      const fault = await faultOf(locked);
      return fault ? [violation('wires_booked', payment.id, fault)] : [];
    });
  }

  async function faultOf({ id, status, amountCents, wiredCents }: PaymentRow): Promise<string | null> {
    const sums = await readSums(id);
    if (sums.wiredCents !== wiredCents) {
      return `The payment says ${dollars(wiredCents)} was wired, its wires say ${dollars(sums.wiredCents)}.`;
    }
    const brought = status === 'SUCCEEDED' ? amountCents : 0;
    const expected = wiredCents - brought - sums.returnedCents;
    const booked = await ledger.balance(wiresOf(id));
    return booked === expected
      ? null
      : `${dollars(expected)} of its wires should be here, ${dollars(booked)} is booked.`;
  }

  async function readSums(paymentId: string): Promise<Sums> {
    const [row] = await database.select<Record<keyof Sums, number | string>>(
      `SELECT
         (SELECT COALESCE(SUM(amountCents), 0) FROM payment_wires WHERE paymentId = :paymentId
            AND id NOT IN (SELECT wireId FROM wire_corrections)) AS wiredCents,
         (SELECT COALESCE(SUM(amountCents), 0) FROM refunds
            WHERE paymentId = :paymentId AND fromAccount = :account AND status <> 'TAKEN_BACK') AS returnedCents`,
      { paymentId, account: wiresOf(paymentId) },
    );
    return { wiredCents: Number(row?.wiredCents), returnedCents: Number(row?.returnedCents) };
  }

  async function findStray(transfers: TransferRow[]): Promise<Violation[]> {
    const ids = transfers.map(({ subject }) => subject.id);
    const rows = await wires.findAll({ attributes: ['id', 'amountCents'], where: { id: ids } });
    const brought = new Map(rows.map(({ id, amountCents }) => [id, amountCents]));
    return transfers
      .filter(({ subject, amount }) => brought.get(subject.id) !== amount)
      .map(({ id }) => violation('transfer_has_wire', id, 'No wire of this amount goes with it.'));
  }
}
