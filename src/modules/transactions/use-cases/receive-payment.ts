/** Money came in for a deal: into escrow where it fits, back to the payer where it does not. */
import { notFound } from '../../../platform/http/problem';
import { type Actor, systemActor, type UserActor } from '../../../platform/kernel/actor';
import { actingAs, type LockedTransaction, type OnTransaction } from '../make-move';
import { type MoveRequest, PAYMENT_PURPOSES, type PaymentPurpose } from '../process/facts';
import type { PaymentTaker } from '../../payments';
import type { TransactionsContext } from '../transactions.context';
import { notThisPayment, toProblem } from '../transactions.problems';
import type { WireSeen } from '../transactions.schema';
import type { ReadTransaction, TransactionFile } from './read-transaction';

const gateway = systemActor('transactions.payments');

const RECEIVING = { DEPOSIT: 'DEPOSIT_RECEIVED', FINAL_PAYMENT: 'FINAL_PAYMENT_RECEIVED' } as const;

interface Arrival {
  paymentId: string;
  purpose: PaymentPurpose;
  amountCents: number;
}

export const isOurs = (purpose: string): purpose is PaymentPurpose =>
  (PAYMENT_PURPOSES as readonly string[]).includes(purpose);

export function createReceivePayment(
  { models, payments }: TransactionsContext,
  onTransaction: OnTransaction,
  { readFile }: Pick<ReadTransaction, 'readFile'>,
) {
  const requestFor = ({ paymentId, purpose, amountCents }: Arrival, actor: Actor): MoveRequest => ({
    move: RECEIVING[purpose],
    mover: 'PAYMENT',
    actor,
    input: { payment: { paymentId, purpose, amountCents } },
  });

  /**
   * On the locked transaction. A payment is received once, however often its news comes. One that had been given up before its
   * money came is taken all the same where it still is what is due.
   */
  async function receive(locked: LockedTransaction, arrival: Arrival, actor: Actor): Promise<void> {
    if (await models.receipts.findByPk(arrival.paymentId)) return;
    const request = requestFor(arrival, actor);
    const refused = await locked.tryMake(request);
    if (refused) await locked.make({ ...request, move: 'PAYMENT_RETURNED', reason: refused.because });
  }

  /**
   * A wire had been booked in error: the deal gives its payment back and goes to where it stands without it.
   * What an ended deal has paid out is out of its reach.
   */
  const giveBack: PaymentTaker = ({ id: paymentId, purpose, subjectId, amountCents }, actor, work) =>
    onTransaction(subjectId, async (locked) => {
      actingAs(locked.row, actor, ['ADMIN']);
      const request: MoveRequest = {
        ...{ move: 'WIRE_CORRECTED', mover: 'PAYMENT', actor },
        input: { payment: { paymentId, purpose: purpose as PaymentPurpose, amountCents } },
      };
      return work({
        refusal: async () => (await locked.refusal(request))?.because ?? null,
        giveBack: (reason) => locked.make({ ...request, reason }),
      });
    });

  return {
    giveBack,

    /** The gateway, or an admin elsewhere, says that a payment for a deal has succeeded. */
    paymentArrived: (transactionId: string, arrival: Arrival): Promise<void> =>
      onTransaction(transactionId, (locked) => receive(locked, arrival, gateway)),

    /** The deal that asked for a refund has ended, and gets its money back. */
    refundTakenBack: (transactionId: string, { paymentId, purpose, amountCents }: Arrival): Promise<void> =>
      onTransaction(transactionId, (locked) =>
        locked.make({
          ...{ move: 'REFUND_TAKEN_BACK', mover: 'PAYMENT', actor: gateway },
          input: { payment: { paymentId, purpose, amountCents } },
        }),
      ),

    /**
     * An admin has seen a wire at the bank. Refused where the deal cannot take it, unless it is to be sent back.
     * Throws `not_this_payment`, the refusals of the move, and what `payments.confirmWire` throws.
     */
    verifyWire: (
      actor: UserActor,
      id: string,
      paymentId: string,
      purpose: PaymentPurpose,
      wire: WireSeen,
    ): Promise<TransactionFile> =>
      onTransaction(id, async (locked) => {
        actingAs(locked.row, actor, ['ADMIN']);
        const payment = await payments.getPayment(paymentId);
        if (payment.subjectId !== id) throw notFound('There is no such payment for this deal.');
        if (payment.purpose !== purpose) throw notThisPayment('This payment is for something else.');
        const received = await models.receipts.findByPk(paymentId);
        const arrival = { paymentId, purpose, amountCents: payment.amountCents };
        const refusal = received ? null : await locked.refusal(requestFor(arrival, actor));
        if (refusal && !wire.sendBack) throw toProblem(refusal);
        const { status } = await payments.confirmWire(actor, paymentId, wire);
        if (status === 'SUCCEEDED') await receive(locked, arrival, actor);
        return readFile(locked.row, actor);
      }),
  };
}
