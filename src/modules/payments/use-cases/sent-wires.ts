/** Books the wires that admins sent, and those of them that came back from the bank. */
import { UniqueConstraintError } from 'sequelize';
import { newId } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import type { TransferOrder } from '../../ledger';
import { amountMismatch, bankReferenceUsed, noWireOut } from '../payments.problems';
import type { SentWireRow } from '../sent-wire.model';
import type { PaymentsContext } from '../payments.context';

export type SentWires = ReturnType<typeof createSentWires>;

/** Said where the bank gave no reason. */
export const WIRE_CAME_BACK = 'The bank sent the wire back.';

/** A wire that came back. */
export interface WireReturn {
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

type Wire = Pick<SentWireRow, 'settles' | 'subjectId' | 'ordinal'>;

/** The first is not numbered: it is named as before wires could come back. */
const nth = (step: string, { settles, subjectId, ordinal }: Wire): string =>
  `${settles}:${subjectId}:${step}${ordinal === 1 ? '' : `:${ordinal}`}`;

export const sentTransferId = (wire: Wire): string => nth('wired', wire);
export const returnTransferId = (wire: Wire): string => nth('wire_returned', wire);
export const returnFeeTransferId = (wire: Wire): string => nth('wire_return_fee', wire);

/** Whoever names what they have wired is told where it is another sum by now. Throws `amount_mismatch`. */
export function refuseAnotherSum(dueCents: number, wiredCents: number | undefined): void {
  if (wiredCents !== undefined && wiredCents !== dueCents)
    throw amountMismatch(
      `${dollars(dueCents)} is to be wired now, and you name ${dollars(wiredCents)}. Read it again.`,
    );
}

export function createSentWires({ platform, models, ledger }: PaymentsContext) {
  const { clock } = platform;
  const { sentWires, wires, corrections, unassigned } = models;

  /** In a unit, on the locked row of what it settles. */
  async function send({ settles, id, amountCents }: Settled, reference: string): Promise<void> {
    const ordinal = 1 + (await sentWires.count({ where: { settles, subjectId: id } }));
    const wire = { settles, subjectId: id, ordinal, amountCents, reference };
    if ((await unassigned.count({ where: { backReference: reference } })) > 0)
      throw bankReferenceUsed('This wire sent unassigned money back. Check the reference.');
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
   * of it we bear. Nothing happens when this return is booked already.
   *
   * @throws no_wire_out, bank_reference_used, amount_mismatch
   */
  async function recordReturn(settled: Settled, { reference, amountCents }: WireReturn): Promise<void> {
    if (await isReturnBooked(settled, { reference, amountCents })) return;
    const wire = await findReturning(settled);
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
  }

  /** @throws bank_reference_used, amount_mismatch */
  async function isReturnBooked(
    { settles, id }: Settled,
    { reference, amountCents }: WireReturn,
  ): Promise<boolean> {
    const earlier = await sentWires.findOne({ where: { returnReference: reference } });
    if (earlier?.settles === settles && earlier.subjectId === id) {
      const arrivedCents = earlier.amountCents - earlier.returnFeeCents;
      if (arrivedCents === (amountCents ?? earlier.amountCents)) return true;
      throw amountMismatch(`This return is booked already, with ${dollars(arrivedCents)}.`);
    }
    if (earlier || (await isArrival(reference))) throw usedReturn();
    await findReturning({ settles, id });
    return false;
  }

  /** Of somebody else, or of nobody known: it stands in the books. */
  async function isArrival(reference: string): Promise<boolean> {
    if ((await unassigned.count({ where: { standingReference: reference } })) > 0) return true;
    const last = await wires.findOne({ where: { reference }, order: [['booking', 'DESC']] });
    return last !== null && (await corrections.findByPk(last.id)) === null;
  }

  /** The wire that is out. @throws no_wire_out */
  async function findReturning({ settles, id }: Pick<Settled, 'settles' | 'id'>): Promise<SentWireRow> {
    const wire = await sentWires.findOne({ where: { settles, subjectId: id, returnReference: null } });
    if (!wire) throw noWireOut(`This ${settles} was not sent by wire, or its wire is back already.`);
    return wire;
  }

  /** Whether the bank has told of a return under this reference. */
  const isReturn = async (reference: string): Promise<boolean> =>
    (await sentWires.count({ where: { returnReference: reference } })) > 0;

  const isSent = async (reference: string): Promise<boolean> =>
    (await sentWires.count({ where: { reference } })) > 0;

  return { send, recordReturn, isReturnBooked, isReturn, isSent };
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
