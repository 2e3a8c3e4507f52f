/** Pays a user what is payable to him: out of his balance at once, to his account through the gateway afterwards. */
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { crashPoint } from '../../../platform/kernel/crash';
import { newId } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import type { Audit } from '../../audit';
import { type Ledger, LedgerRefusal } from '../../ledger';
import type { GatewayTransfer } from '../connect-gateway';
import { GatewayRefusal, type PaymentGateway } from '../gateway';
import type { PayoutAccountRows, PayoutRow, PayoutRows } from '../payout.model';
import { findObstacle, PAYOUT_CHECK_AFTER_MS } from '../payout.rules';
import { presentAdminPayout, presentPayout } from '../payout.view';
import {
  methodUnavailable,
  payoutAccountNotReady,
  payoutNotWaiting,
  payoutTooLarge,
} from '../payments.problems';
import type { WireReturned } from '../payments.schema';
import type { AdminPayoutView, PayoutView, PayoutWanted } from '../payout.schema';
import type { KeepBankAccount, SealedBankAccount } from './keep-bank-account';
import type { RecordPayout } from './record-payout';
import { type SentWires, type Settled, WIRE_CAME_BACK } from './sent-wires';

const PAYOUT_AT_GATEWAY = 'payments.payout_at_gateway';

interface Deps {
  payouts: PayoutRows;
  accounts: PayoutAccountRows;
  ledger: Ledger;
  sent: SentWires;
  audit: Audit;
  recordPayout: RecordPayout;
  lockForPayout: KeepBankAccount['lockForPayout'];
  gateway: PaymentGateway | null;
}

interface AtGateway {
  gateway: string;
  accountId: string;
}

export function createPayOut(
  { clock, database, queue, log }: Platform,
  { payouts, accounts, ledger, sent, audit, recordPayout, lockForPayout, gateway }: Deps,
) {
  queue.handle(PAYOUT_AT_GATEWAY, { runs: 'outside' }, async (payload) => {
    const { payoutId } = payload as { payoutId: string };
    await sendPayout(payoutId);
  });

  /**
   * Joins the unit.
   *
   * @throws payout_too_large, payout_account_not_ready, bank_account_not_ready, payment_method_unavailable
   */
  const requestPayout = (actor: UserActor, { amountCents, method }: PayoutWanted): Promise<PayoutView> =>
    database.atomically(async () => {
      const to = await (method === 'GATEWAY' ? lockDestination(actor.userId) : lockForPayout(actor.userId));
      const payable = await ledger.balance(`payable:${actor.userId}`);
      if (amountCents > payable) throw payoutTooLarge(`${dollars(payable)} can be paid out to you.`);
      const payout = await create(actor.userId, amountCents, to);
      try {
        await recordPayout.post(
          payout,
          'requested',
          `payable:${actor.userId}`,
          `payouts:${payout.id}`,
          'Payout',
        );
      } catch (error) {
        // Another payout took it in the same moment.
        if (!(error instanceof LedgerRefusal)) throw error;
        throw payoutTooLarge('Another payout has just taken it. Look at your balance.');
      }
      if ('accountId' in to) await queue.enqueue(PAYOUT_AT_GATEWAY, { payoutId: payout.id });
      await audit.record({
        actor,
        action: 'payout.requested',
        subject: { type: 'payout', id: payout.id },
        detail: { amountCents, method },
      });
      return presentPayout(payout);
    });

  async function lockDestination(userId: string): Promise<AtGateway> {
    if (!gateway) throw methodUnavailable('Payouts go by wire here.');
    const account = await accounts.findOne({ where: { userId, gateway: gateway.name }, lock: true });
    const obstacle = findObstacle(account, clock.now());
    if (obstacle || !account?.gatewayAccountId) {
      throw payoutAccountNotReady(obstacle ?? 'Open your payout account once more.');
    }
    return { gateway: gateway.name, accountId: account.gatewayAccountId };
  }

  function create(userId: string, amountCents: number, to: AtGateway | SealedBankAccount) {
    const now = clock.now();
    const common = { id: newId(), userId, amountCents, requestedAt: now, updatedAt: now };
    return 'accountId' in to
      ? payouts.create({
          ...common,
          method: 'GATEWAY',
          status: 'REQUESTED',
          gateway: to.gateway,
          gatewayAccountId: to.accountId,
          checkAt: now + PAYOUT_CHECK_AFTER_MS,
        })
      : payouts.create({
          ...common,
          ...to,
          method: 'WIRE',
          status: 'AWAITING_WIRE',
          gateway: null,
          gatewayAccountId: null,
          checkAt: null,
        });
  }

  /** Outside of units; may run again: an answer that was lost is looked up before the gateway is asked anew. */
  async function sendPayout(payoutId: string): Promise<void> {
    const payout = await payouts.findByPk(payoutId);
    if (payout?.status !== 'REQUESTED') return;
    if (!gateway || gateway.name !== payout.gateway) throw new Error(`No gateway ${payout.gateway} here.`);
    crashPoint('payments.before_payout_call');
    const answer = await askGateway(gateway, payout);
    crashPoint('payments.after_payout_call');
    if (answer === null) return;
    await database.atomically(async () => {
      if (answer instanceof GatewayRefusal) {
        const locked = await payouts.findByPk(payoutId, { lock: true });
        if (locked?.status === 'REQUESTED') await recordPayout.fail(locked, answer.message);
        return;
      }
      const verdict = await recordPayout.transfer(gateway.name, answer);
      if (verdict.outcome === 'PARKED')
        log.error('a payout does not fit', { payoutId, reason: verdict.reason });
    });
  }

  /**
   * News of the account may have been lost, so it is asked for before money goes there. One that names another bank
   * account than before waits anew, and the payout with it: the poller sends it when the wait is over.
   */
  async function mayGoThere({ name, connect }: PaymentGateway, accountId: string): Promise<boolean> {
    const told = await connect.retrieveAccount(accountId);
    return database.atomically(async () => {
      await recordPayout.account(name, told);
      const account = await accounts.findOne({ where: { gateway: name, gatewayAccountId: accountId } });
      const usableFrom = account?.usableFrom ?? null;
      return usableFrom !== null && usableFrom <= clock.now();
    });
  }

  /** Null while the account has to wait. */
  async function askGateway(
    at: PaymentGateway,
    payout: PayoutRow,
  ): Promise<GatewayTransfer | GatewayRefusal | null> {
    const { connect } = at;
    const accountId = payout.gatewayAccountId ?? '';
    try {
      const known = await connect.findTransfer(payout.id);
      if (known) return known;
      if (!(await mayGoThere(at, accountId))) return null;
      return await connect.createTransfer({
        idempotencyKey: `payout-${payout.id}`,
        reference: payout.id,
        accountId,
        amountCents: payout.amountCents,
      });
    } catch (error) {
      if (error instanceof GatewayRefusal) return error;
      throw error;
    }
  }

  /** An admin has sent the wire; `reference` is what the bank calls it. */
  const recordWire = (actor: UserActor, payoutId: string, reference: string): Promise<AdminPayoutView> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      if (payout.status === 'PAID' && payout.bankReference === reference) return presentAdminPayout(payout);
      if (payout.status !== 'AWAITING_WIRE') {
        throw payoutNotWaiting('This payout does not wait for a wire.');
      }
      await sent.send(settledOf(payout), reference);
      const now = clock.now();
      await payout.update({
        ...{ status: 'PAID', bankReference: reference, sealedBankAccount: null },
        ...{ updatedAt: now, endedAt: now },
      });
      await recordPayout.tellPaid(payout);
      await audit.record({
        actor,
        action: 'payout.wire_recorded',
        subject: { type: 'payout', id: payout.id },
        detail: { amountCents: payout.amountCents, reference },
      });
      return presentAdminPayout(payout);
    });

  /** The bank has sent the wire back: the money is payable again. The same return told again is the same. */
  const takeWireBack = (
    actor: UserActor,
    payoutId: string,
    { reason, ...back }: WireReturned,
  ): Promise<AdminPayoutView> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      if (!(await sent.comeBack(settledOf(payout), back))) return presentAdminPayout(payout);
      await recordPayout.makePayable(payout, reason ?? WIRE_CAME_BACK);
      await audit.record({
        actor,
        action: 'payout.wire_returned',
        subject: { type: 'payout', id: payout.id },
        ...(reason === undefined ? {} : { reason }),
        detail: { wiredCents: payout.amountCents, ...back },
      });
      return presentAdminPayout(payout);
    });

  /** A wire that cannot be sent: the money is payable again. */
  const refuseWire = (actor: UserActor, payoutId: string, reason: string): Promise<AdminPayoutView> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      if (payout.status !== 'AWAITING_WIRE') throw payoutNotWaiting('This payout does not wait for a wire.');
      await recordPayout.fail(payout, reason);
      await audit.record({
        actor,
        action: 'payout.wire_refused',
        subject: { type: 'payout', id: payout.id },
        reason,
      });
      return presentAdminPayout(payout);
    });

  return { requestPayout, sendPayout, recordWire, takeWireBack, refuseWire };
}

const settledOf = ({ id, amountCents }: PayoutRow): Settled => ({ settles: 'payout', id, amountCents });
