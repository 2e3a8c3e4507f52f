/** The ways in which a payment ends: with the money here, without it, or given up. All on the locked row, in its unit. */
import { isPlatformsTrouble } from '../../gateway';
import type { AccountCode } from '../../ledger';
import type { PaymentRow } from '../payment.model';
import { CHECK_AFTER_MS, slotOf } from '../payment.rules';
import { paymentFailed, paymentSucceeded } from '../payments.events';
import type { PaymentsContext } from '../payments.context';

export type EndPayment = ReturnType<typeof createEndPayment>;

/** What every event of a payment tells. */
export const factsOf = (payment: PaymentRow) => ({
  paymentId: payment.id,
  purpose: payment.purpose,
  subjectId: payment.subjectId,
  payerId: payment.payerId,
  amountCents: payment.amountCents,
  method: payment.method,
});

export const successTransferId = (paymentId: string): string => `payment:${paymentId}:succeeded`;

export const FAILURE_TEXT_MAX = 500;
const FAILURE_CODE_MAX = 60;

/** What its payer is told of a payment that came to nothing for a reason of ours. */
export const OUR_TROUBLE = {
  code: 'gateway_trouble',
  message:
    'We could not take the payment, for a reason of ours; nothing was taken. Pay again, or in another way.',
};

/** The same where nobody could ask whether it was taken. */
export const OUR_TROUBLE_OPEN = {
  code: OUR_TROUBLE.code,
  message:
    'We could not take the payment, for a reason of ours. Should your bank show it all the same, it goes back to you by itself. Pay again, or in another way.',
};

/** For administrators. */
export const sayTrouble = (code: string, message: string): string =>
  `${code}: ${message}`.slice(0, FAILURE_TEXT_MAX);

export function createEndPayment({ platform, models, ledger }: PaymentsContext) {
  const { clock, events, log } = platform;
  const { payments } = models;

  function ended() {
    const now = clock.now();
    return { checkAt: null, authenticationUrl: null, updatedAt: now, endedAt: now };
  }

  /**
   * Books the whole amount from `account` (`gateway:…`, `wires:…`) to the payment's clearing account. A payment that
   * had been given up, or whose place another has taken, is told as late.
   */
  async function succeed(
    payment: PaymentRow,
    account: AccountCode,
    found: { gatewayPaymentId?: string },
  ): Promise<void> {
    const late = payment.cancelReason !== null || !(await mayHoldSlot(payment));
    await payment.update({
      ...found,
      status: 'SUCCEEDED',
      slot: late ? null : slotOf(payment.purpose, payment.subjectId),
      amountReceivedCents: payment.amountCents,
      late,
      ...ended(),
    });
    await ledger.post([
      {
        id: successTransferId(payment.id),
        debit: account,
        credit: `unallocated:${payment.id}`,
        amount: payment.amountCents,
        unit: 'USD',
        reason: 'Payment received',
        subject: { type: 'payment', id: payment.id },
      },
    ]);
    await events.emit(paymentSucceeded, { ...factsOf(payment), late });
  }

  /** A payment that failed and was paid after all takes its place back, unless another has it by now. */
  async function mayHoldSlot(payment: PaymentRow): Promise<boolean> {
    if (payment.slot !== null) return true;
    const slot = slotOf(payment.purpose, payment.subjectId);
    return (await payments.findOne({ where: { slot }, lock: true })) === null;
  }

  async function fail(
    payment: PaymentRow,
    failure: { code: string; message: string },
    gatewayPaymentId = payment.gatewayPaymentId,
  ): Promise<void> {
    const ours = isPlatformsTrouble(failure);
    if (ours) {
      const { code, message } = failure;
      log.error('a payment failed for a reason of ours', { paymentId: payment.id, code });
      payment.set({ troubleSince: clock.now(), troubleReason: sayTrouble(code, message) });
    }
    const { code, message } = ours ? OUR_TROUBLE : failure;
    const reason = message.slice(0, FAILURE_TEXT_MAX);
    await payment.update({
      status: 'FAILED',
      slot: null,
      gatewayPaymentId,
      failureCode: code.slice(0, FAILURE_CODE_MAX),
      failureReason: reason,
      ...ended(),
    });
    await events.emit(paymentFailed, { ...factsOf(payment), reason });
  }

  /** We give it up. Whoever decided so knows; nobody else is told. What is under way at a bank may come all the same. */
  async function giveUp(payment: PaymentRow, reason: string): Promise<void> {
    const underWay = payment.status === 'PROCESSING' && payment.gateway !== null;
    await payment.update({
      status: 'CANCELLED',
      slot: null,
      cancelReason: reason.slice(0, FAILURE_TEXT_MAX),
      ...ended(),
      checkAt: underWay ? clock.now() + CHECK_AFTER_MS.PROCESSING : null,
    });
  }

  /** The gateway gave it up by itself. */
  async function cancelledByGateway(payment: PaymentRow, gatewayPaymentId: string): Promise<void> {
    const toldAlready = payment.status === 'FAILED';
    const reason =
      payment.authenticationUrl === null
        ? 'The gateway canceled the payment.'
        : 'It was not confirmed with your bank.';
    await payment.update({
      status: 'CANCELLED',
      slot: null,
      gatewayPaymentId,
      ...ended(),
    });
    if (toldAlready) return;
    await events.emit(paymentFailed, { ...factsOf(payment), reason });
  }

  return { succeed, fail, giveUp, cancelledByGateway };
}
