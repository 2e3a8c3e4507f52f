/** Holds card disputes against the ledger and against the gateway, both ways. */
import { dollars } from '../../../platform/kernel/money';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { CardDisputeRow } from '../card-dispute.model';
import { laterStatus } from '../dispute.rules';
import { type GatewayDispute, type PaymentGateway, strayKey, type UnreadableRow } from '../../gateway';
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { PaymentsContext } from '../payments.context';

const violation = violationsOf('payments');

/** By then a webhook, or the poller for those that were missed, has reported a dispute. */
const NEWS_OVERDUE_MS = 2 * HOUR_MS;

export function createFindDisputeViolations({ platform, models, ledger, gateways, stray }: PaymentsContext) {
  const { clock } = platform;
  const { payments, invoicePayments, disputes } = models;

  return async function findDisputeViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const known = new Map<string, CardDisputeRow>();
    for await (const batch of walk(allRowsOf(disputes))) {
      const held = await ledger.balances(batch.map(({ id }) => `disputes:${id}`));
      for (const dispute of batch) {
        const { id, gateway, gatewayDisputeId, money, amountCents } = dispute;
        known.set(`${gateway} ${gatewayDisputeId}`, dispute);
        const expected = money === 'WITHDRAWN' ? amountCents : 0;
        const booked = held.get(`disputes:${id}`) ?? 0;
        if (booked !== expected) {
          const detail = `${money}: expected ${dollars(expected)}, ${dollars(booked)} booked.`;
          found.push(violation('dispute_booked', id, detail));
        }
      }
    }
    for (const gateway of gateways.live) found.push(...(await holdAgainst(gateway, known)));
    return found;
  };

  async function isOurs(gateway: string, { paymentId: id }: GatewayDispute): Promise<boolean> {
    if (id === null) return true;
    const ofOurs = await payments.count({ where: { gateway, gatewayPaymentId: id } });
    return ofOurs + (await invoicePayments.count({ where: { gateway, id } })) > 0;
  }

  async function holdAgainst(
    { name, readAllDisputes }: PaymentGateway,
    known: Map<string, CardDisputeRow>,
  ): Promise<Violation[]> {
    const found: Violation[] = [];
    const strays = await stray.readBooked();
    const onUnreadable = ({ id, because }: UnreadableRow) => {
      known.delete(`${name} ${id}`);
      found.push(violation('gateway_dispute_readable', id, because));
    };
    for await (const batch of readAllDisputes(onUnreadable)) {
      for (const reported of batch) {
        const key = `${name} ${reported.id}`;
        const dispute = known.get(key);
        known.delete(key);
        // An appeal outranks what was heard before, here as in the books.
        const agrees =
          dispute?.amountCents === reported.amountCents &&
          laterStatus(dispute.status, reported.status) === dispute.status;
        if (strays.has(strayKey(name, reported.id))) continue;
        if (agrees || clock.now() - reported.openedAt < NEWS_OVERDUE_MS) continue;
        // A question of the bank's that took no money.
        if (!dispute && reported.isInquiry) continue;
        if (!dispute && !(await isOurs(name, reported))) continue;
        const detail = dispute
          ? `${dispute.status} here, ${reported.status} there.`
          : 'It was never heard of.';
        found.push(violation('gateway_dispute_known', reported.id, detail));
      }
    }
    for (const { id, gateway: of } of known.values()) {
      if (of === name) found.push(violation('dispute_at_gateway', id, 'The gateway does not know it.'));
    }
    return found;
  }
}
