/** Takes a wire back that was booked in error: two admins, the reverse transfers, and whoever took its money gives it back. */
import { Op } from 'sequelize';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import type { AccountCode, TransferOrder } from '../../ledger';
import type { PaymentRow } from '../payment.model';
import { isOpen } from '../payment.rules';
import type { PaymentWireRow } from '../payment-wire.model';
import { wireCorrected } from '../payments.events';
import { wireMovedOn } from '../payments.problems';
import type { RefundRow } from '../refund.model';
import type { PaymentsContext } from '../payments.context';
import { FAILURE_TEXT_MAX, factsOf } from './end-payment';
import { partsKey, type RefundPayment, wiresOf } from './refund-payment';

/** Where the platform bears what it can reach no more. */
const BORNE = 'expense:wire_errors';

/** The money of a payment at whoever took it, while their rows are locked. */
export interface TakenMoney {
  /** Why it cannot be given back, in a sentence; null where it can. */
  refusal(): Promise<string | null>;
  /** All of it, into `unallocated:{paymentId}`. */
  giveBack(reason: string): Promise<void>;
}

/** Locks the rows of whoever took the payment, and does the work in their unit. @throws forbidden for the parties themselves */
export type PaymentTaker = <Result>(
  payment: Pick<PaymentRow, 'id' | 'purpose' | 'subjectId' | 'amountCents'>,
  actor: UserActor,
  work: (taken: TakenMoney) => Promise<Result>,
) => Promise<Result>;

export interface WireCorrection {
  reason: string;
  /** The platform bears what is out of reach. */
  atOurCost?: boolean | undefined;
}

/** What has to be undone of one wire, in cents. */
interface Plan {
  /** Refunds that would send its money out, and have not yet. */
  dropped: RefundRow[];
  /** The payment stands on this wire, so it ends. */
  undoesPayment: boolean;
  takerGivesBack: boolean;
  /** Missing in the clearing account of the payment, and among its wires. */
  missing: { payment: number; wires: number };
}

export function createCorrectWire(
  { platform, models, ledger, audit, approvals }: PaymentsContext,
  refund: RefundPayment['refund'],
) {
  const { clock, database, events } = platform;
  const { payments, wires, refunds, corrections } = models;
  const takers = new Map<string, PaymentTaker>();

  /**
   * The first admin's word changes nothing; another who asks for the same carries it out. A wire that is taken back
   * already is answered as it is.
   *
   * @throws not_found, forbidden, second_admin_needed, wire_moved_on
   */
  async function correctWire(
    actor: UserActor,
    wireId: string,
    correction: WireCorrection,
  ): Promise<PaymentWireRow> {
    const wire = await wires.findByPk(wireId);
    if (!wire) throw notFound('There is no such wire.');
    const payment = await payments.findByPk(wire.paymentId, { rejectOnEmpty: true });
    const taker = takers.get(payment.purpose);
    return taker
      ? taker(payment, actor, (taken) => takeBack(actor, wire, correction, taken))
      : takeBack(actor, wire, correction, null);
  }

  const takeBack = (
    actor: UserActor,
    wire: PaymentWireRow,
    { reason, atOurCost = false }: WireCorrection,
    taken: TakenMoney | null,
  ): Promise<PaymentWireRow> =>
    database.atomically(async () => {
      const payment = await payments.findByPk(wire.paymentId, { lock: true, rejectOnEmpty: true });
      if (await corrections.findByPk(wire.id)) return wire;
      const plan = await planOf(payment, wire, taken);
      const borneCents = plan.missing.payment + plan.missing.wires;
      if (borneCents > 0 && !atOurCost) throw await movedOn(borneCents, taken);
      const agreed = await approvals.mayBeDone(actor, {
        act: 'payment.correct_wire',
        subject: { type: 'wire', id: wire.id },
        amountCents: wire.amountCents,
        asked: { amountCents: wire.amountCents, borneCents },
        concerns: [payment.payerId],
        always: true,
      });
      if (!agreed) return wire;
      await carryOut(payment, wire, plan, reason, taken);
      await corrections.create({ wireId: wire.id, reason, borneCents, correctedAt: clock.now() });
      await events.emit(wireCorrected, { ...factsOf(payment), wireCents: wire.amountCents });
      await audit.record({
        actor,
        action: 'payment.wire_corrected',
        subject: { type: 'payment', id: payment.id },
        reason,
        detail: {
          ...{ wireId: wire.id, amountCents: wire.amountCents, reference: wire.reference, borneCents },
          ...{ paymentStatus: payment.status, droppedRefunds: plan.dropped.map(({ id }) => id) },
        },
      });
      return wire;
    });

  async function planOf(payment: PaymentRow, wire: PaymentWireRow, taken: TakenMoney | null): Promise<Plan> {
    // In parts, perhaps.
    const excess = await refunds.findAll({ where: { refundKey: { [Op.like]: `wire:${wire.id}:excess%` } } });
    const usedCents = wire.amountCents - sumOf(excess);
    const undoesPayment = payment.status === 'SUCCEEDED' && usedCents > 0;
    const others = undoesPayment
      ? { fromAccount: { [Op.ne]: wiresOf(payment.id) } }
      : { refundKey: { [Op.like]: `${partsKey(payment.id)}%` } };
    const found = usedCents > 0 ? await refunds.findAll({ where: { paymentId: payment.id, ...others } }) : [];
    const dropped = [...excess, ...found].filter(isStillHere);
    const inWires = dropped.filter(({ fromAccount }) => fromAccount === wiresOf(payment.id));
    const clearing = await ledger.balance(clearingOf(payment.id));
    const reachable = clearing + sumOf(dropped) - sumOf(inWires);
    const takerGivesBack =
      undoesPayment && reachable === 0 && taken !== null && (await taken.refusal()) === null;
    const atWires =
      (await ledger.balance(wiresOf(payment.id))) +
      sumOf(inWires) +
      (undoesPayment ? payment.amountCents : 0);
    return {
      ...{ dropped, undoesPayment, takerGivesBack },
      missing: {
        payment: undoesPayment && !takerGivesBack ? Math.max(0, payment.amountCents - reachable) : 0,
        wires: Math.max(0, wire.amountCents - atWires),
      },
    };
  }

  async function carryOut(
    payment: PaymentRow,
    wire: PaymentWireRow,
    { dropped, undoesPayment, takerGivesBack, missing }: Plan,
    reason: string,
    taken: TakenMoney | null,
  ): Promise<void> {
    const now = clock.now();
    const at = wiresOf(payment.id);
    const subject = { type: 'wire_correction', id: wire.id };
    const post = (step: string, debit: AccountCode, credit: AccountCode, amount: number) => {
      const words = { unit: 'USD' as const, reason: 'A wire was booked in error', subject };
      const order: TransferOrder = { id: `wire:${wire.id}:${step}`, debit, credit, amount, ...words };
      return amount > 0 ? ledger.post([order]) : Promise.resolve();
    };
    for (const each of dropped) await drop(payment, each, reason);
    if (undoesPayment) {
      if (takerGivesBack) await taken?.giveBack(reason);
      await post('payment_borne', BORNE, clearingOf(payment.id), missing.payment);
      await post('payment_undone', clearingOf(payment.id), at, payment.amountCents);
      await payment.update({
        status: 'CANCELLED',
        slot: null,
        amountReceivedCents: null,
        cancelReason: reason.slice(0, FAILURE_TEXT_MAX),
        ...{ correctedAt: now, updatedAt: now, endedAt: now },
      });
    }
    await post('borne', BORNE, at, missing.wires);
    await post('corrected', at, 'bank:wire', wire.amountCents);
    const wiredCents = payment.wiredCents - wire.amountCents;
    const stillOpen = isOpen(payment.status);
    await payment.update({
      wiredCents,
      updatedAt: now,
      ...(stillOpen && wiredCents === 0 ? { status: 'STARTED' } : {}),
    });
    if (!stillOpen) await returnRest(payment, wire, reason);
  }

  /** What other wires have brought of a payment that has ended goes back. */
  async function returnRest(payment: PaymentRow, wire: PaymentWireRow, reason: string): Promise<void> {
    const amountCents = await ledger.balance(wiresOf(payment.id));
    if (amountCents === 0) return;
    const key = `${partsKey(payment.id)}:after:${wire.id}`;
    const from = wiresOf(payment.id);
    await refund({
      key,
      paymentId: payment.id,
      amountCents,
      from,
      reason: reason.slice(0, FAILURE_TEXT_MAX),
    });
  }

  /** A refund of money that never came is not sent. */
  async function drop(payment: PaymentRow, row: RefundRow, reason: string): Promise<void> {
    const now = clock.now();
    const ofWires = row.fromAccount === wiresOf(payment.id);
    await ledger.post([
      {
        id: `refund:${row.id}:dropped`,
        debit: `refunds:${row.id}`,
        credit: ofWires ? row.fromAccount : clearingOf(payment.id),
        amount: row.amountCents,
        unit: 'USD',
        reason: 'A wire was booked in error',
        subject: { type: 'refund', id: row.id },
      },
    ]);
    const failureReason = reason.slice(0, FAILURE_TEXT_MAX);
    await row.update({ status: 'TAKEN_BACK', failureReason, checkAt: null, updatedAt: now, endedAt: now });
    if (!ofWires) await payment.update({ refundedCents: payment.refundedCents - row.amountCents });
  }

  async function movedOn(missingCents: number, taken: TakenMoney | null) {
    const because = taken ? await taken.refusal() : null;
    return wireMovedOn(
      `${dollars(missingCents)} of it has gone on. ${because ?? 'Take it back from where it went.'} A refund of it that waits for its wire is dropped with the correction, so have it refunded first where that is possible; or say "atOurCost": true, and the platform bears what is missing.`,
    );
  }

  return {
    correctWire,
    /** For payments of a purpose: who gives back what they took. */
    takenBy: (purpose: string, taker: PaymentTaker): void => void takers.set(purpose, taker),
  };
}

const clearingOf = (paymentId: string): AccountCode => `unallocated:${paymentId}`;

const sumOf = (rows: RefundRow[]): number => rows.reduce((sum, { amountCents }) => sum + amountCents, 0);

/** Its money has not left, or has come back. */
const isStillHere = ({ status }: RefundRow): boolean =>
  status === 'AWAITING_WIRE' || status === 'NEEDS_ATTENTION';
