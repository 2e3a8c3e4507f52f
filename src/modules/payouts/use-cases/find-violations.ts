/** Holds payouts against the ledger and against the gateway, both ways each. */
import { dollars } from '../../../platform/kernel/money';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import { type PayoutGateway, strayKey, type UnreadableRow } from '../../gateway';
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { PayoutRow } from '../payout.model';
import { PAYOUT_CHECK_AFTER_MS } from '../payout.rules';
import type { PayoutsContext } from '../payouts.context';

const violation = violationsOf('payouts');

/** By then a webhook or the poller has told what happened at the gateway. */
const NEWS_OVERDUE_MS = PAYOUT_CHECK_AFTER_MS + HOUR_MS;

export function createFindViolations({ platform, models, ledger, gateways, stray }: PayoutsContext) {
  const { clock, database } = platform;
  const { payouts } = models;
  const isYoung = (sentAt: number) => clock.now() - sentAt < NEWS_OVERDUE_MS;

  return async function findViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const paid = new Map<string, PayoutRow>();
    for await (const batch of walk(allRowsOf(payouts))) {
      const held = await ledger.balances(batch.map(({ id }) => `payouts:${id}`));
      for (const payout of batch) {
        if (held.get(`payouts:${payout.id}`) !== expectedHeld(payout))
          found.push(...(await lookAgain(payout)));
        if (payout.gatewayTransferId !== null)
          paid.set(atGateway(payout.gateway ?? '', payout.gatewayTransferId), payout);
      }
    }
    for (const { name, payouts: there } of gateways.live) {
      if (there) found.push(...(await holdAgainstTransfers(name, there, paid)));
    }
    return found;
  };

  /** With the row locked: it may just have been moving. */
  function lookAgain(payout: PayoutRow): Promise<Violation[]> {
    return database.atomically(async () => {
      const locked = await payouts.findByPk(payout.id, { lock: true, rejectOnEmpty: true });
      const held = await ledger.balance(`payouts:${payout.id}`);
      if (held === expectedHeld(locked)) return [];
      const detail = `${locked.status}: ${dollars(expectedHeld(locked))} is on its way, ${dollars(held)} booked.`;
      return [violation('payout_booked', payout.id, detail)];
    });
  }

  async function holdAgainstTransfers(
    name: string,
    there: PayoutGateway,
    paid: Map<string, PayoutRow>,
  ): Promise<Violation[]> {
    const found: Violation[] = [];
    const strays = await stray.readBooked();
    const onUnreadable = ({ id, because }: UnreadableRow) => {
      paid.delete(atGateway(name, id));
      found.push(violation('gateway_transfer_readable', id, because));
    };
    for await (const batch of there.readAllTransfers(onUnreadable)) {
      for (const { id, amountCents, isReversed, reversedCents, sentAt } of batch) {
        const key = atGateway(name, id);
        const payout = paid.get(key);
        paid.delete(key);
        if (strays.has(strayKey(name, id))) continue;
        const agrees =
          payout?.amountCents === amountCents &&
          payout.status === (isReversed ? 'RETURNED' : 'PAID') &&
          reversedCents === payout.returnedCents;
        if (!agrees && !isYoung(sentAt)) {
          const detail = payout
            ? `${payout.status} here, ${dollars(reversedCents)} of ${dollars(amountCents)} called back there.`
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

const atGateway = (gateway: string, id: string): string => `${gateway} ${id}`;

const expectedHeld = ({ status, amountCents }: PayoutRow): number =>
  status === 'REQUESTED' || status === 'AWAITING_WIRE' ? amountCents : 0;
