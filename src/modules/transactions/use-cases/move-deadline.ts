/** Moves deadlines that silence should not decide: money is under way, or nobody could reach us. */
import { afterOutage } from '../../../platform/jobs/uptime';
import { systemActor } from '../../../platform/kernel/actor';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { describeError } from '../../../platform/kernel/logger';
import { dollars } from '../../../platform/kernel/money';
import { inWords } from '../../../platform/kernel/in-words';
import type { Payment } from '../../payments';
import type { LockedTransaction, OnTransaction } from '../make-move';
import type { PaymentPurpose } from '../process/facts';
import type { WaitName } from '../process/process';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';

/** However often payments are started anew, the deadline waits no longer than this past where it stood. */
export const MONEY_IS_AWAITED_MS = 14 * DAY_MS;

const PURPOSE_OF: Partial<Record<WaitName, PaymentPurpose>> = {
  DEPOSIT: 'DEPOSIT',
  BALANCE: 'FINAL_PAYMENT',
};

/** For so long silence waits for a gateway that does not answer; then it decides, and money that comes goes back. */
const GATEWAY_IS_AWAITED_MS = DAY_MS;

/** What the deal waits to be paid; null where it waits for something else. */
export const purposeAwaited = ({ wait }: Pick<Transaction, 'wait'>): PaymentPurpose | null =>
  (wait && PURPOSE_OF[wait]) ?? null;

const timer = systemActor('transactions.timer');

export type MoveDeadline = ReturnType<typeof createMoveDeadline>;

export function createMoveDeadline(
  { platform, models, payments }: TransactionsContext,
  onTransaction: OnTransaction,
) {
  const { clock, database, log, uptime } = platform;

  // Deals whose clock a hold has stopped get that time when it is lifted.
  uptime.afterOutage(async ({ since, until }) => {
    await database.change(
      'UPDATE transactions SET awayMs = awayMs + :awayMs, wakeAt = :until WHERE wakeAt IS NOT NULL',
      { awayMs: until - since, until },
    );
  });

  const paymentsFor = async ({ id }: Transaction, purpose: PaymentPurpose): Promise<Payment[]> =>
    (await payments.listForSubject(id)).filter((payment) => payment.purpose === purpose);

  /** It has come, and its news is in the platform and has not reached the deal. */
  async function isHere(payment: Payment): Promise<boolean> {
    return payment.status === 'SUCCEEDED' && !(await models.receipts.findByPk(payment.id));
  }

  /** It has just ended for a reason of ours, and the deal hears of that. */
  const isNewTrouble = ({ failure, endedAt }: Payment): boolean =>
    failure?.code === 'gateway_trouble' && endedAt !== null && clock.now() - endedAt < HOUR_MS;

  /**
   * On the locked deal. Moves the deadline where a payment in time may come after it. `HERE`: what has
   * become of it is known, and its news decides.
   */
  async function awaitMoney(
    { row, make }: LockedTransaction,
    mover: 'PAYMENT' | 'TIMER',
  ): Promise<'MOVED' | 'HERE' | 'NONE'> {
    const purpose = purposeAwaited(row);
    const { deadlineAt, deadlineWas } = row;
    if (purpose === null || deadlineAt === null) return 'NONE';
    const paid = await paymentsFor(row, purpose);
    for (const payment of paid) if (isNewTrouble(payment) || (await isHere(payment))) return 'HERE';
    // Of one purpose one payment at a time is open.
    const underWay = paid.find(({ expectedBy }) => expectedBy !== null);
    if (!underWay?.expectedBy || underWay.startedAt >= deadlineAt) return 'NONE';
    const until = Math.min(underWay.expectedBy, (deadlineWas ?? deadlineAt) + MONEY_IS_AWAITED_MS);
    if (until <= Math.max(deadlineAt, clock.now())) return 'NONE';
    await make({
      ...{ move: 'MONEY_UNDER_WAY', mover, actor: timer, input: { deadlineAt: until } },
      reason: becauseOf(underWay),
    });
    return 'MOVED';
  }

  return {
    awaitMoney,

    /** Outside of units, before silence is heard: news may have been lost. Throws where a gateway does not answer, for a day. */
    async askGateways(id: string): Promise<void> {
      const row = await models.transactions.findByPk(id);
      const purpose = row && purposeAwaited(row);
      if (!purpose || row.deadlineAt === null || row.deadlineAt > clock.now()) return;
      try {
        await payments.askAbout(purpose, id);
      } catch (error) {
        if (clock.now() - row.deadlineAt < GATEWAY_IS_AWAITED_MS) throw error;
        log.error('a deadline passes without an answer of the gateway', {
          ...{ transactionId: id, error: describeError(error) },
        });
      }
    },

    /** It was not taken for a reason of ours: the buyer gets that time back, to pay anew. */
    paymentFailed: (transactionId: string, paymentId: string): Promise<void> =>
      onTransaction(transactionId, async ({ row }) => {
        const { failure, purpose, startedAt } = await payments.getPayment(paymentId);
        if (failure?.code !== 'gateway_trouble' || purposeAwaited(row) !== purpose) return;
        const now = clock.now();
        await database.change(
          'UPDATE transactions SET awayMs = awayMs + :lostMs, wakeAt = :now WHERE id = :id AND deadlineAt IS NOT NULL',
          { id: row.id, lostMs: Math.min(now - startedAt, MONEY_IS_AWAITED_MS), now },
        );
      }),

    /** A payment is on its way: where it will take longer than the deadline, both sides know at once. */
    paymentUnderWay: (transactionId: string): Promise<void> =>
      onTransaction(transactionId, async (locked) => {
        await awaitMoney(locked, 'PAYMENT');
      }),

    /** On the locked deal: gives back the time in which nobody could reach us. Whether there was any. */
    async giveBackTime({ row, make }: LockedTransaction): Promise<boolean> {
      const { awayMs, deadlineAt } = row;
      if (awayMs === 0 || deadlineAt === null) return false;
      await make({
        ...{ move: 'EXTENDED_AFTER_OUTAGE', mover: 'TIMER', actor: timer },
        input: { deadlineAt: afterOutage(deadlineAt, awayMs, clock.now()) },
        reason: `The platform could not be reached, could not send letters, or could not take a payment, for ${lasting(awayMs)}. That time does not count, and at least a day is left.`,
      });
      return true;
    },
  };
}

const becauseOf = ({ method, status, amountCents, nextStep }: Payment): string => {
  const what = `A ${method === 'CARD' ? 'card payment' : inWords(method)} of ${dollars(amountCents)}`;
  if (method === 'WIRE') return `${what} was announced in time; banks may take days to bring it.`;
  if (nextStep?.step === 'WAIT_FOR_US')
    return `${what} was started in time; it is not taken yet, for a reason of the platform.`;
  return status === 'PROCESSING'
    ? `${what} was started in time and is under way; banks take about four business days, at times longer.`
    : `${what} was started in time and waits for the buyer to answer the bank.`;
};

function lasting(ms: number): string {
  const [amount, unit] =
    ms < 2 * HOUR_MS
      ? [ms / MINUTE_MS, 'minutes']
      : ms < 2 * DAY_MS
        ? [ms / HOUR_MS, 'hours']
        : [ms / DAY_MS, 'days'];
  return `${Math.round(amount)} ${unit}`;
}
