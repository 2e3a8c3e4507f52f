/** Books the wires that admins sent, and those of them that came back from the bank. */
import { UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { newId } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import type { Ledger, TransferOrder } from '../../ledger';
import type { PaymentWireRows } from '../payment-wire.model';
import { amountMismatch, bankReferenceUsed, noWireOut } from '../payments.problems';
import type { SentWireRow, SentWireRows } from '../sent-wire.model';

export type SentWires = ReturnType<typeof createSentWires>;

/** Said where the bank gave no reason. */
export const WIRE_CAME_BACK = 'The bank sent the wire back.';

/** A wire that came back. */
export interface WireBack {
  /** What the bank calls the return. */
  reference: string;
  /** What came, less what banks kept; all of it where it is not said. */
  amountCents?: number | undefined;
}

/** What a wire settles; the money for it waits in `refunds:{id}` or `payouts:{id}`. */
export interface Settled {
  settles: SentWireRow['settles'];
  id: string;
  amountCents: number;
}

interface Deps {
  sentWires: SentWireRows;
  /** Those that arrived. */
  wires: PaymentWireRows;
  ledger: Ledger;
}

type Wire = Pick<SentWireRow, 'settles' | 'subjectId' | 'ordinal'>;

/** The first is not numbered: it is named as before wires could come back. */
const nth = (step: string, { settles, subjectId, ordinal }: Wire): string =>
  `${settles}:${subjectId}:${step}${ordinal === 1 ? '' : `:${ordinal}`}`;

export const sentTransferId = (wire: Wire): string => nth('wired', wire);
export const returnTransferId = (wire: Wire): string => nth('wire_returned', wire);
export const returnFeeTransferId = (wire: Wire): string => nth('wire_return_fee', wire);

export function createSentWires({ clock }: Platform, { sentWires, wires, ledger }: Deps) {
  /** In a unit, on the locked row of what it settles. */
  async function send({ settles, id, amountCents }: Settled, reference: string): Promise<void> {
    const ordinal = 1 + (await sentWires.count({ where: { settles, subjectId: id } }));
    const wire = { settles, subjectId: id, ordinal, amountCents, reference };
    try {
      await sentWires.create({ ...wire, id: newId(), sentAt: clock.now() });
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
      throw bankReferenceUsed(`One wire settles one ${settles}. Check the reference.`);
    }
    const [debit, credit] = [heldIn(wire), 'bank:wire'];
    await ledger.post([order(wire, sentTransferId(wire), { debit, credit, reason: 'Sent by wire' })]);
  }

  /**
   * In a unit, on the locked row of what it settled. All the money is where it was before it was wired: what banks kept
   * of it we bear. False when this return is booked already.
   *
   * @throws no_wire_out, bank_reference_used, amount_mismatch
   */
  async function comeBack({ settles, id }: Settled, { reference, amountCents }: WireBack): Promise<boolean> {
    const earlier = await sentWires.findOne({ where: { returnReference: reference } });
    if (earlier?.settles === settles && earlier.subjectId === id) {
      const arrivedCents = earlier.amountCents - earlier.returnFeeCents;
      if (arrivedCents === (amountCents ?? earlier.amountCents)) return false;
      throw amountMismatch(`This return is booked already, with ${dollars(arrivedCents)}.`);
    }
    if (earlier || (await wires.findOne({ where: { reference } }))) throw usedReturn();
    const wire = await sentWires.findOne({ where: { settles, subjectId: id, returnReference: null } });
    if (!wire) throw noWireOut(`This ${settles} was not sent by wire, or its wire is back already.`);
    const returnFeeCents = wire.amountCents - (amountCents ?? wire.amountCents);
    if (returnFeeCents < 0)
      throw amountMismatch(`${dollars(wire.amountCents)} was sent, no more comes back.`);
    try {
      await wire.update({ returnReference: reference, returnedAt: clock.now(), returnFeeCents });
    } catch (error) {
      // Two admins book two returns under one reference in the same moment.
      throw error instanceof UniqueConstraintError ? usedReturn() : error;
    }
    const [debit, credit] = ['bank:wire', heldIn(wire)];
    const kept = { debit: 'expense:processing', credit: 'bank:wire', reason: 'Kept by banks' };
    await ledger.post([
      order(wire, returnTransferId(wire), { debit, credit, reason: 'Wire came back' }),
      ...(returnFeeCents > 0
        ? [{ ...order(wire, returnFeeTransferId(wire), kept), amount: returnFeeCents }]
        : []),
    ]);
    return true;
  }

  /** Whether the bank has told of a return under this reference. */
  const isReturn = async (reference: string): Promise<boolean> =>
    (await sentWires.count({ where: { returnReference: reference } })) > 0;

  return { send, comeBack, isReturn };
}

const heldIn = ({ settles, subjectId }: Wire): string => `${settles}s:${subjectId}`;

const order = (
  { settles, subjectId, amountCents }: Wire & { amountCents: number },
  id: string,
  move: Pick<TransferOrder, 'debit' | 'credit' | 'reason'>,
): TransferOrder => ({
  ...{ id, ...move, amount: amountCents, unit: 'USD' },
  subject: { type: settles, id: subjectId },
});

const usedReturn = () => bankReferenceUsed('One return is booked once. Check the reference.');
