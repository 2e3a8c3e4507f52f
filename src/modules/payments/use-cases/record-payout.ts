/** Takes in how payouts and the accounts that they go to stand at the gateway, whoever brings the news. */
import type { Platform } from '../../../platform/platform';
import { redactText } from '../../../platform/kernel/redact';
import type { Ledger } from '../../ledger';
import type { ConnectAccount, GatewayPayout, GatewayTransfer } from '../connect-gateway';
import type { GatewayEvent, PaymentGateway } from '../gateway';
import type { PayoutAccountRows, PayoutRow, PayoutRows } from '../payout.model';
import { destinationPrint, findUsableFrom } from '../payout.rules';
import { bankPayoutFailed, payoutDestinationChanged, payoutFailed, payoutPaid } from '../payments.events';
import { FAILURE_TEXT_MAX } from './end-payment';
import type { Verdict } from './record-intent';

export type RecordPayout = ReturnType<typeof createRecordPayout>;

interface Deps {
  payouts: PayoutRows;
  accounts: PayoutAccountRows;
  ledger: Ledger;
}

const factsOf = ({ id, userId, amountCents }: PayoutRow) => ({ payoutId: id, userId, amountCents });

export function createRecordPayout({ clock, outbox }: Platform, { payouts, accounts, ledger }: Deps) {
  async function lockPayoutOf(told: GatewayTransfer): Promise<PayoutRow | null> {
    const known = await payouts.findOne({ attributes: ['id'], where: { gatewayTransferId: told.id } });
    const id = known?.id ?? told.metadata.payoutAttempt;
    return id ? payouts.findByPk(id, { lock: true }) : null;
  }

  function findMismatch(payout: PayoutRow, told: GatewayTransfer): string | null {
    if (payout.gatewayTransferId !== null && payout.gatewayTransferId !== told.id) {
      return `The payout belongs to ${payout.gatewayTransferId}, not to ${told.id}.`;
    }
    if (told.currency !== 'usd' || told.amount !== payout.amountCents) {
      return `Expected ${payout.amountCents} cents, the gateway says ${told.amount} ${told.currency}.`;
    }
    if (told.destination !== payout.gatewayAccountId) return `It went to ${told.destination ?? 'nobody'}.`;
    if (told.amount_reversed !== 0 && !told.reversed) {
      return `${told.amount_reversed} of ${told.amount} cents were called back.`;
    }
    return null;
  }

  /** In a unit; may come any number of times and in any order. A transfer that is back must have gone out before. */
  async function transfer(gateway: PaymentGateway['name'], told: GatewayTransfer): Promise<Verdict> {
    const payout = await lockPayoutOf(told);
    if (!payout || payout.gateway !== gateway) {
      return { outcome: 'PARKED', reason: `No payout of ours goes with ${told.id}.` };
    }
    const mismatch = findMismatch(payout, told);
    if (mismatch) return { outcome: 'PARKED', reason: mismatch };
    if (payout.status === 'FAILED') {
      return { outcome: 'PARKED', reason: `The payout ${payout.id} was given up, and has gone out.` };
    }
    if (payout.status === 'RETURNED' || (payout.status === 'PAID' && !told.reversed))
      return { outcome: 'KNOWN' };
    if (payout.status === 'REQUESTED') await goOut(payout, told.id);
    if (told.reversed) {
      await post(payout, 'returned', `gateway:${payout.gateway}`, `payouts:${payout.id}`, 'Payout came back');
      await makePayable(payout, 'The gateway called the money back.');
    }
    return { outcome: 'RECORDED' };
  }

  async function goOut(payout: PayoutRow, gatewayTransferId: string): Promise<void> {
    const now = clock.now();
    await payout.update({ status: 'PAID', gatewayTransferId, checkAt: null, updatedAt: now, endedAt: now });
    await post(payout, 'paid', `payouts:${payout.id}`, `gateway:${payout.gateway}`, 'Paid out');
    await tellPaid(payout);
  }

  /** In a unit, on the locked row: it went out, and what came back is booked. */
  async function makePayable(payout: PayoutRow, why: string): Promise<void> {
    const reason = redactText(why).slice(0, FAILURE_TEXT_MAX);
    await payout.update({ status: 'RETURNED', failureReason: reason, updatedAt: clock.now() });
    await post(payout, 'payable_again', `payouts:${payout.id}`, `payable:${payout.userId}`, 'Payable again');
    await outbox.emit(payoutFailed, { ...factsOf(payout), reason });
  }

  /** In a unit, on the locked row: it never went out, and is payable again. */
  async function fail(payout: PayoutRow, why: string): Promise<void> {
    const reason = redactText(why).slice(0, FAILURE_TEXT_MAX);
    const now = clock.now();
    await payout.update({
      status: 'FAILED',
      sealedBankAccount: null,
      failureReason: reason,
      checkAt: null,
      updatedAt: now,
      endedAt: now,
    });
    await post(payout, 'payable_again', `payouts:${payout.id}`, `payable:${payout.userId}`, 'Payable again');
    await outbox.emit(payoutFailed, { ...factsOf(payout), reason });
  }

  const post = (payout: PayoutRow, step: string, debit: string, credit: string, reason: string) =>
    ledger.post([
      {
        id: `payout:${payout.id}:${step}`,
        debit,
        credit,
        amount: payout.amountCents,
        unit: 'USD',
        reason,
        subject: { type: 'payout', id: payout.id },
      },
    ]);

  /** In a unit. A new destination waits, and so does another bank account behind a known one. */
  async function account(_: PaymentGateway['name'], told: ConnectAccount): Promise<Verdict> {
    const row = await accounts.findOne({ where: { gatewayAccountId: told.id }, lock: true });
    if (!row) return { outcome: 'PARKED', reason: `No payout account of ours goes with ${told.id}.` };
    const now = clock.now();
    const print = destinationPrint(told.external_accounts?.data ?? []);
    const heard = { payoutsEnabled: told.payouts_enabled, destinationPrint: print };
    const usableFrom = findUsableFrom(row, heard, now);
    const isNew = usableFrom !== row.usableFrom;
    await row.update({
      detailsSubmitted: told.details_submitted,
      payoutsEnabled: told.payouts_enabled,
      usableFrom,
      destinationPrint: print ?? row.destinationPrint,
      updatedAt: now,
    });
    if (isNew && usableFrom !== null) {
      const { userId } = row;
      await outbox.emit(payoutDestinationChanged, { userId, destination: 'PAYOUT_ACCOUNT', usableFrom });
    }
    return { outcome: 'RECORDED' };
  }

  async function bankRefused(
    _: PaymentGateway['name'],
    { failure_code: code, failure_message: message }: GatewayPayout,
    { account: accountId }: GatewayEvent,
  ): Promise<Verdict> {
    const row = accountId ? await accounts.findOne({ where: { gatewayAccountId: accountId } }) : null;
    if (!row)
      return { outcome: 'PARKED', reason: 'A payout of an account that is not known here has failed.' };
    const why = redactText(message ?? code ?? 'The bank refused the money.');
    const reason = why.slice(0, FAILURE_TEXT_MAX);
    await outbox.emit(bankPayoutFailed, { userId: row.userId, reason });
    return { outcome: 'RECORDED' };
  }

  const tellPaid = (payout: PayoutRow) => outbox.emit(payoutPaid, factsOf(payout));

  return { transfer, account, bankRefused, fail, makePayable, post, tellPaid };
}
