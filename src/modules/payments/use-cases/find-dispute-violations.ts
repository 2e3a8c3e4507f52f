/** Holds card disputes against the ledger and against the gateway, both ways. */
import type { Platform } from '../../../platform/platform';
import { HOUR_MS, SECOND_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { Ledger } from '../../ledger';
import type { CardDisputeRow, CardDisputeRows } from '../card-dispute.model';
import { laterStatus, statusOf } from '../dispute.rules';
import type { PaymentGateway } from '../gateway';
import { inBatches } from '../in-batches';

const violation = violationsOf('payments');

/** By then a webhook, or the poller for those that were missed, has told of a dispute. */
const NEWS_OVERDUE_MS = 2 * HOUR_MS;

interface Deps {
  disputes: CardDisputeRows;
  ledger: Ledger;
  gateway: PaymentGateway | null;
}

export function createFindDisputeViolations({ clock }: Platform, { disputes, ledger, gateway }: Deps) {
  return async function findDisputeViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const known = new Map<string, CardDisputeRow>();
    for await (const batch of inBatches<CardDisputeRow>(disputes)) {
      const held = await ledger.balances(batch.map(({ id }) => `disputes:${id}`));
      for (const dispute of batch) {
        const { id, gatewayDisputeId, money, amountCents } = dispute;
        known.set(gatewayDisputeId, dispute);
        const expected = money === 'WITHDRAWN' ? amountCents : 0;
        const booked = held.get(`disputes:${id}`);
        if (booked !== expected) {
          const detail = `${money}: expected ${expected} cents, ${booked} booked.`;
          found.push(violation('dispute_booked', id, detail));
        }
      }
    }
    return gateway ? [...found, ...(await holdAgainst(gateway, known))] : found;
  };

  async function holdAgainst(
    { name, readAllDisputes }: PaymentGateway,
    known: Map<string, CardDisputeRow>,
  ): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const batch of readAllDisputes()) {
      for (const told of batch) {
        const dispute = known.get(told.id);
        known.delete(told.id);
        // An appeal outranks what was heard before, here as in the books.
        const agrees =
          dispute?.amountCents === told.amount &&
          laterStatus(dispute.status, statusOf(told)) === dispute.status;
        if (agrees || clock.now() - told.created * SECOND_MS < NEWS_OVERDUE_MS) continue;
        const detail = dispute ? `${dispute.status} here, ${told.status} there.` : 'It was never heard of.';
        found.push(violation('gateway_dispute_known', told.id, detail));
      }
    }
    for (const { id, gateway: of } of known.values()) {
      if (of === name) found.push(violation('dispute_at_gateway', id, 'The gateway does not know it.'));
    }
    return found;
  }
}
