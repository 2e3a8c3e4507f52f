/** Pays a user what is payable to them: out of their balance at once, to their account through the gateway afterwards. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { crashPoint } from '../../../platform/kernel/crash';
import { newId } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import type { MoneyAct } from '../../approvals';
import { LedgerRefusal } from '../../ledger';
import {
  GatewayRefusal,
  type GatewayTransfer,
  isAccountGone,
  isPlatformsTrouble,
  methodUnavailable,
  type PayoutGateway,
} from '../../gateway';
import {
  refuseAnotherSum,
  type Settled,
  WIRE_CAME_BACK,
  type WireReturned,
  type WireSent,
} from '../../payments';
import type { PayoutRow } from '../payout.model';
import { PAYOUT_CHECK_AFTER_MS, refusePayoutTo } from '../payout.rules';
import { payoutAccountNotReady, payoutNotWaiting, payoutTooLarge, throwIfRefused } from '../payouts.problems';
import type { PayoutWanted } from '../payout.schema';
import type { SaveBankAccount, SealedBankAccount } from './save-bank-account';
import type { RecordPayout } from './record-payout';
import type { WhyPayoutWaits } from './why-payee-waits';
import type { PayoutsContext } from '../payouts.context';

const PAYOUT_AT_GATEWAY = 'payouts.send_at_gateway';
/** The former name is from when payouts were a part of payments; jobs may wait under it. */
const AT_GATEWAY = { lane: 'gateway', runs: 'outside', formerly: ['payments.payout_at_gateway'] } as const;

interface AtGateway {
  gateway: string;
  accountId: string;
}

interface PayOutParts extends Pick<SaveBankAccount, 'lockForPayout' | 'whyNoSuchWire'> {
  recordPayout: RecordPayout;
  whyPayoutWaits: WhyPayoutWaits;
}

export function createPayOut(
  { platform, models, ledger, payments, audit, approvals, gateways }: PayoutsContext,
  { recordPayout, lockForPayout, whyNoSuchWire, whyPayoutWaits }: PayOutParts,
) {
  const { clock, database, queue, log } = platform;
  const { payouts, accounts } = models;

  queue.handle(PAYOUT_AT_GATEWAY, AT_GATEWAY, async (payload) => {
    const { payoutId } = payload as { payoutId: string };
    await sendPayout(payoutId);
  });

  /**
   * Joins the unit.
   *
   * @throws payout_too_large, payout_account_not_ready, bank_account_not_ready, payment_method_unavailable
   */
  const requestPayout = (actor: UserActor, { amountCents, method }: PayoutWanted): Promise<PayoutRow> =>
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
        throw payoutTooLarge('Another payout has just taken it. Check your balance.');
      }
      if ('accountId' in to) await queue.enqueue(PAYOUT_AT_GATEWAY, { payoutId: payout.id });
      await audit.record({
        actor,
        action: 'payout.requested',
        subject: { type: 'payout', id: payout.id },
        detail: { amountCents, method },
      });
      return payout;
    });

  async function lockDestination(userId: string): Promise<AtGateway> {
    const gateway = gateways.forNewMoney;
    if (!gateway?.payouts) throw methodUnavailable('Payouts go by wire here.');
    const account = await accounts.findOne({ where: { userId, gateway: gateway.name }, lock: true });
    throwIfRefused(refusePayoutTo(account, clock.now()));
    if (!account?.gatewayAccountId) throw payoutAccountNotReady('Open your payout account again.');
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
    const gateway = gateways.find(payout.gateway);
    if (!gateway?.payouts) {
      // Trying again would change nothing; the list of stuck money says what does.
      log.error('the gateway of a payout is not configured', { payoutId, gateway: payout.gateway });
      return;
    }
    crashPoint('payouts.before_gateway_call');
    const answer = await askGateway(gateway.name, gateway.payouts, payout);
    crashPoint('payouts.after_gateway_call');
    if (typeof answer === 'string') return wait(payoutId, answer);
    await database.atomically(async () => {
      if (answer instanceof GatewayRefusal) {
        const locked = await payouts.findByPk(payoutId, { lock: true });
        if (locked?.status === 'REQUESTED') await refused(locked, answer);
        return;
      }
      const verdict = await recordPayout.transfer(gateway.name, answer);
      if (verdict.outcome === 'PARKED')
        log.error('a payout does not fit', { payoutId, reason: verdict.reason });
    });
  }

  /** What passes is tried again under another key, since one key repeats its answer; the user is told nothing of it. */
  async function refused(payout: PayoutRow, refusal: GatewayRefusal): Promise<void> {
    if (!isPlatformsTrouble(refusal)) return recordPayout.fail(payout, refusal.message);
    const { id: payoutId, attempt } = payout;
    log.error('the gateway refuses a payout for a reason of ours', { payoutId, code: refusal.code });
    await payout.update({ attempt: attempt + 1, failureReason: 'We send it as soon as the gateway can.' });
  }

  /** Before each further call: until it is answered nobody knows whether it has paid, and nothing is given up. */
  async function forgetRefusal({ id, failureReason }: PayoutRow): Promise<boolean> {
    if (failureReason === null) return true;
    const [touched] = await payouts.update({ failureReason: null }, { where: { id, status: 'REQUESTED' } });
    return touched === 1;
  }

  /** The poller tries it again. */
  async function wait(payoutId: string, failureReason: string): Promise<void> {
    await payouts.update({ failureReason }, { where: { id: payoutId, status: 'REQUESTED' } });
  }

  /**
   * News of the account may have been lost, so it is asked for before money goes there. One that names another bank
   * account than before waits anew, and the payout with it: the poller sends it when the wait is over.
   */
  async function whyAccountWaits(name: string, at: PayoutGateway, accountId: string): Promise<string | null> {
    const reported = await at.retrieveAccount(accountId).catch(async (error: unknown) => {
      // It is to be opened anew before anything else is asked for to go there.
      const where = { gateway: name, gatewayAccountId: accountId };
      if (isAccountGone(error))
        await accounts.update({ payoutsEnabled: false, updatedAt: clock.now() }, { where });
      throw error;
    });
    return database.atomically(async () => {
      await recordPayout.account(name, reported);
      const account = await accounts.findOne({ where: { gateway: name, gatewayAccountId: accountId } });
      return refusePayoutTo(account, clock.now())?.because ?? null;
    });
  }

  /**
   * A sentence while it has to wait: what was asked when it was ordered is asked again when the money goes. A look-up that
   * is refused says nothing of a call before whose answer was lost, so it leaves the payout as it is.
   */
  async function askGateway(
    name: string,
    at: PayoutGateway,
    payout: PayoutRow,
  ): Promise<GatewayTransfer | GatewayRefusal | string> {
    const accountId = payout.gatewayAccountId ?? '';
    const known = await at.findTransfer(payout.id);
    if (known) return known;
    try {
      const because = (await whyPayoutWaits(payout)) ?? (await whyAccountWaits(name, at, accountId));
      if (because) return because;
      if (!(await forgetRefusal(payout))) return WAS_GIVEN_UP;
      return await at.createTransfer({
        idempotencyKey: `payout-${payout.id}${payout.attempt === 1 ? '' : `-${payout.attempt}`}`,
        reference: payout.id,
        accountId,
        amountCents: payout.amountCents,
      });
    } catch (error) {
      if (error instanceof GatewayRefusal) return error;
      throw error;
    }
  }

  /** Whether it takes no second admin, or this is the second. */
  const mayBeDone = (
    actor: UserActor,
    { id, userId, amountCents }: PayoutRow,
    act: 'record_wire' | 'wire_returned',
    asked: MoneyAct['asked'],
  ): Promise<boolean> =>
    approvals.mayBeDone(actor, {
      act: `payout.${act}`,
      subject: { type: 'payout', id },
      ...{ amountCents, asked, concerns: [userId] },
    });

  /** An admin has sent the wire; `reference` is what the bank calls it. */
  const recordWire = (
    actor: UserActor,
    payoutId: string,
    { reference, amountCents }: WireSent,
  ): Promise<PayoutRow> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      refuseOwnThing(actor, payout.userId);
      if (payout.status === 'PAID' && payout.bankReference === reference) return payout;
      if (payout.status !== 'AWAITING_WIRE') {
        throw payoutNotWaiting(sayWhyNoWire(payout));
      }
      const because = await whyNoSuchWire(payout);
      if (because) throw payoutNotWaiting(because);
      refuseAnotherSum(payout.amountCents, amountCents);
      if (!(await mayBeDone(actor, payout, 'record_wire', { reference }))) return payout;
      await payments.sentWires.send(settledOf(payout), reference);
      const now = clock.now();
      await payout.update({
        ...{ status: 'PAID', bankReference: reference, sealedBankAccount: null },
        ...{ updatedAt: now, endedAt: now },
      });
      await recordPayout.emitPaid(payout);
      await audit.record({
        actor,
        action: 'payout.wire_recorded',
        subject: { type: 'payout', id: payout.id },
        detail: { amountCents: payout.amountCents, reference },
      });
      return payout;
    });

  /** The bank has sent the wire back: the money is payable again. Recording the same return again changes nothing. */
  const recordWireReturn = (
    actor: UserActor,
    payoutId: string,
    { reason, ...back }: WireReturned,
  ): Promise<PayoutRow> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      refuseOwnThing(actor, payout.userId);
      const asked = { reference: back.reference, amountCents: back.amountCents ?? null };
      if (await payments.sentWires.isReturnBooked(settledOf(payout), back)) return payout;
      if (!(await mayBeDone(actor, payout, 'wire_returned', asked))) return payout;
      await payments.sentWires.recordReturn(settledOf(payout), back);
      await recordPayout.makePayable(payout, reason ?? WIRE_CAME_BACK);
      await audit.record({
        actor,
        action: 'payout.wire_returned',
        subject: { type: 'payout', id: payout.id },
        ...(reason === undefined ? {} : { reason }),
        detail: { wiredCents: payout.amountCents, ...back },
      });
      return payout;
    });

  /** A wire that cannot be sent: the money is payable again. */
  const refuseWire = (actor: UserActor, payoutId: string, reason: string): Promise<PayoutRow> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      refuseOwnThing(actor, payout.userId);
      if (payout.status !== 'AWAITING_WIRE') throw payoutNotWaiting(sayWhyNoWire(payout));
      await recordPayout.fail(payout, reason);
      await audit.record({
        actor,
        action: 'payout.wire_refused',
        subject: { type: 'payout', id: payout.id },
        reason,
      });
      return payout;
    });

  /**
   * A transfer that waits for as long as its payee's account is not active, or somebody holds the money, or the gateway
   * refuses it for a reason of ours: the money is payable again, and on the list of what nobody draws where its owner cannot
   * ask for it. One that goes out all the same is taken from there.
   */
  const giveUpPayout = (actor: UserActor, payoutId: string, reason: string): Promise<PayoutRow> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      refuseOwnThing(actor, payout.userId);
      const isRefused = payout.failureReason !== null;
      if (payout.status !== 'REQUESTED' || !(isRefused || (await whyPayoutWaits(payout))))
        throw payoutNotWaiting(
          'Only a transfer that waits for its payee, or that the gateway refuses, is given up.',
        );
      await recordPayout.fail(payout, reason);
      await audit.record({
        actor,
        action: 'payout.given_up',
        subject: { type: 'payout', id: payout.id },
        reason,
      });
      return payout;
    });

  return { requestPayout, sendPayout, recordWire, recordWireReturn, refuseWire, giveUpPayout };
}

/** Nobody is told of it: `wait` writes only on what still waits. */
const WAS_GIVEN_UP = 'It was given up.';

const settledOf = ({ id, amountCents }: PayoutRow): Settled => ({ settles: 'payout', id, amountCents });

const WHY_NO_WIRE: Record<PayoutRow['status'], string> = {
  REQUESTED: 'The gateway sends this payout; nothing is wired by hand.',
  AWAITING_WIRE: 'This payout waits for its wire.',
  PAID: 'This payout was sent already. If its wire came back, record the return.',
  FAILED: 'This payout was given up; the money is payable again, and its owner can ask for it anew.',
  RETURNED: 'This payout came back; the money is payable again, and its owner can ask for it anew.',
};

const sayWhyNoWire = ({ status }: Pick<PayoutRow, 'status'>): string => WHY_NO_WIRE[status];
