/** An admin has seen a wire in the bank's books: it makes its payment up, brings a part of it, or goes back. */
import { UniqueConstraintError } from 'sequelize';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { Actor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { MoneyAct } from '../../approvals';
import type { PaymentRow } from '../payment.model';
import type { PaymentWireRow } from '../payment-wire.model';
import { wireOverpaid, wirePartlyPaid } from '../payments.events';
import { bankReferenceUsed, notAWire, throwIfRefused } from '../payments.problems';
import {
  decideWire,
  missingOf,
  refuseUnexpectedWire,
  type WireDecision,
  type WireOptions,
} from '../wire.rules';
import { type EndPayment, factsOf } from './end-payment';
import { type RefundPayment, wiresOf } from './refund-payment';
import type { SentWires } from './sent-wires';
import type { PaymentsContext } from '../payments.context';

export interface WireArrived extends Partial<WireOptions> {
  /** Exactly what the bank has booked. */
  amountCents: number;
  /** What the bank calls it; one wire is booked once. */
  reference: string;
}

export function createConfirmWire(
  { platform, models, ledger, audit, approvals, parties }: PaymentsContext,
  { sent, end, refund }: { sent: SentWires; end: EndPayment; refund: RefundPayment['refund'] },
) {
  const { clock, database, events } = platform;
  const { payments, wires, corrections, unassigned } = models;

  /**
   * Joins the unit. Above the limit of two admins the word of the first books nothing. A wire for a payment that was given
   * up is booked as well, and told as late. The same wire told again is the same.
   *
   * @throws forbidden, second_admin_needed, not_found, not_a_wire, payment_ended, amount_mismatch, bank_reference_used
   */
  return (
    actor: Actor,
    paymentId: string,
    wire: WireArrived,
    /** The parked money that it is, where an admin assigns that. */
    unassignedId: string | null = null,
  ): Promise<PaymentRow> =>
    database.atomically(async () => {
      const payment = await payments.findByPk(paymentId, { lock: true });
      if (!payment) throw notFound('There is no such payment.');
      refuseOwnThing(actor, ...(await parties.partiesOf(payment)));
      if (payment.method !== 'WIRE') throw notAWire('Cards and bank debits are confirmed by the gateway.');
      await refuseUnassigned(wire, unassignedId);
      if (await isBooked(payment, wire)) return payment;
      const fate = decideWire(payment, wire.amountCents);
      throwIfRefused(refuseUnexpectedWire(payment, wire.amountCents, fate, wire));
      // One administrator has seen it: for the payer it is here, though a second one has to say so.
      await payment.update({ processingAt: clock.now() });
      if (!(await approvals.mayBeDone(actor, actOf(payment, wire)))) return payment;
      const wireId = await book(payment, wire);
      await carryOut(payment, wireId, fate);
      await audit.record({
        actor,
        action: 'payment.wire_confirmed',
        subject: { type: 'payment', id: payment.id },
        detail: { amountCents: wire.amountCents, reference: wire.reference, ...fate },
      });
      return payment.reload();
    });

  /** One that is in the books as money of nobody is assigned from there: it came once. */
  async function refuseUnassigned({ reference }: WireArrived, unassignedId: string | null): Promise<void> {
    const money = await unassigned.findOne({ where: { standingReference: reference } });
    if (!money || money.id === unassignedId) return;
    throw bankReferenceUsed(
      money.state === 'PARKED'
        ? 'It is booked as unassigned money. Assign it from there.'
        : 'It came as unassigned money and was sent back. Check the reference.',
    );
  }

  async function isBooked({ id }: PaymentRow, { amountCents, reference }: WireArrived): Promise<boolean> {
    // One of ours that came back is no arrival.
    if (await sent.isReturn(reference)) throw usedReference();
    const earlier = await findStanding(reference);
    if (!earlier) return false;
    if (earlier.paymentId === id && earlier.amountCents === amountCents) return true;
    throw usedReference();
  }

  /** The booking under this reference that was not in error. */
  async function findStanding(reference: string): Promise<PaymentWireRow | null> {
    const last = await wires.findOne({ where: { reference }, order: [['booking', 'DESC']] });
    return last && (await corrections.findByPk(last.id)) === null ? last : null;
  }

  async function book(payment: PaymentRow, { amountCents, reference }: WireArrived): Promise<string> {
    const id = newId();
    const now = clock.now();
    try {
      const booking = 1 + (await wires.count({ where: { reference } }));
      await wires.create({ id, paymentId: payment.id, amountCents, reference, booking, arrivedAt: now });
    } catch (error) {
      // Two admins confirm two payments with one wire in the same moment.
      throw error instanceof UniqueConstraintError ? usedReference() : error;
    }
    await payment.update({ wiredCents: payment.wiredCents + amountCents, updatedAt: now });
    await ledger.post([
      {
        id: `wire:${id}:arrived`,
        debit: 'bank:wire',
        credit: wiresOf(payment.id),
        amount: amountCents,
        unit: 'USD',
        reason: 'Wire received',
        subject: { type: 'wire', id },
      },
    ]);
    return id;
  }

  async function carryOut(payment: PaymentRow, wireId: string, fate: WireDecision): Promise<void> {
    if (fate.fate === 'PART') {
      await payment.update({ status: 'PROCESSING' });
      return events.emit(wirePartlyPaid, { ...factsOf(payment), missingCents: missingOf(payment) });
    }
    if (fate.fate === 'COMPLETES') await end.succeed(payment, wiresOf(payment.id), {});
    if (fate.excessCents === 0) return;
    await events.emit(wireOverpaid, { ...factsOf(payment), excessCents: fate.excessCents });
    await refund({
      key: `wire:${wireId}:excess`,
      paymentId: payment.id,
      amountCents: fate.excessCents,
      from: wiresOf(payment.id),
      reason: fate.fate === 'COMPLETES' ? 'More was wired than was due.' : 'A wire came that was not due.',
    });
  }
}

const usedReference = () => bankReferenceUsed('One wire is booked once. Check the reference.');

/** By the whole payment: parts of it add up. */
const actOf = (
  payment: PaymentRow,
  { amountCents, reference, partial, sendBack }: WireArrived,
): MoneyAct => ({
  act: 'payment.confirm_wire',
  subject: { type: 'payment', id: payment.id },
  amountCents: Math.max(payment.amountCents, payment.wiredCents + amountCents),
  movesCents: amountCents,
  asked: { amountCents, reference, partial: partial ?? false, sendBack: sendBack ?? false },
  concerns: [payment.payerId],
});
