/** Holds payouts against the ledger and against the gateway, both ways each. */
import type { Platform } from '../../../platform/platform';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { Ledger } from '../../ledger';
import type { PaymentGateway } from '../gateway';
import { inBatches } from '../in-batches';
import type { PayoutRow, PayoutRows } from '../payout.model';
import { PAYOUT_CHECK_AFTER_MS } from '../payout.rules';

const violation = violationsOf('payments');

/** By then a webhook or the poller has told what happened at the gateway. */
const NEWS_OVERDUE_MS = PAYOUT_CHECK_AFTER_MS + HOUR_MS;

interface Deps {
  payouts: PayoutRows;
  ledger: Ledger;
  gateway: PaymentGateway | null;
}

export function createFindPayoutViolations(
  { clock, database }: Platform,
  { payouts, ledger, gateway }: Deps,
) {
  const isYoung = (atSeconds: number) => clock.now() - atSeconds * 1_000 < NEWS_OVERDUE_MS;

  return async function findPayoutViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const paid = new Map<string, PayoutRow>();
    for await (const batch of inBatches<PayoutRow>(payouts)) {
      const held = await ledger.balances(batch.map(({ id }) => `payouts:${id}`));
      for (const payout of batch) {
        if (held.get(`payouts:${payout.id}`) !== expectedHeld(payout))
          found.push(...(await lookAgain(payout)));
        if (payout.gatewayTransferId !== null) paid.set(payout.gatewayTransferId, payout);
      }
    }
    return gateway ? [...found, ...(await holdAgainstTransfers(gateway, paid))] : found;
  };

  /** With the row locked: it may just have been moving. */
  function lookAgain(payout: PayoutRow): Promise<Violation[]> {
    return database.atomically(async () => {
      const locked = await payouts.findByPk(payout.id, { lock: true, rejectOnEmpty: true });
      const held = await ledger.balance(`payouts:${payout.id}`);
      if (held === expectedHeld(locked)) return [];
      const detail = `${locked.status}: ${expectedHeld(locked)} cents are on their way, ${held} booked.`;
      return [violation('payout_booked', payout.id, detail)];
    });
  }

  async function holdAgainstTransfers(
    { name, connect }: PaymentGateway,
    paid: Map<string, PayoutRow>,
  ): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const batch of connect.readAllTransfers()) {
      for (const { id, amount, reversed, amount_reversed: calledBack, created } of batch) {
        const payout = paid.get(id);
        paid.delete(id);
        const agrees =
          payout?.amountCents === amount &&
          payout.status === (reversed ? 'RETURNED' : 'PAID') &&
          calledBack === (reversed ? amount : 0);
        if (!agrees && !isYoung(created)) {
          const detail = payout
            ? `${payout.status} here, ${calledBack} of ${amount} cents called back there.`
            : 'No payout goes with it.';
          found.push(violation('gateway_transfer_known', id, detail));
        }
      }
    }
    for (const payout of paid.values()) {
      if (payout.gateway === name) {
        found.push(violation('payout_at_gateway', payout.id, 'The gateway does not know its transfer.'));
      }
    }
    return found;
  }
}

const expectedHeld = ({ status, amountCents }: PayoutRow): number =>
  status === 'REQUESTED' || status === 'AWAITING_WIRE' ? amountCents : 0;
