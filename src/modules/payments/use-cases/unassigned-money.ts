/**
 * Money that came and names no payment: booked at once, so that the books have what the bank has, then assigned to a
 * payment as its wire, sent back, or taken back where it never came.
 */
import { Op, UniqueConstraintError } from 'sequelize';
import { allRowsOf, readPage, selectKeyset } from '../../../platform/db/keyset';
import { recordClauses } from '../../../platform/db/records';
import { walk } from '../../../platform/db/walk';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { idOf } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { MoneyAct } from '../../approvals';
import { bankReferenceUsed, moneyNotParked } from '../payments.problems';
import type { AssignMoney, NewUnassigned, UnassignedQuery } from '../unassigned-money.schema';
import type { UnassignedRow } from '../unassigned-money.model';
import type { PaymentRow } from '../payment.model';
import type { createConfirmWire } from './confirm-wire';
import type { SentWires } from './sent-wires';
import type { PaymentsContext } from '../payments.context';
import type { AuditAction } from '../../audit';

const violation = violationsOf('payments');

/** Where it stands until somebody knows whose it is. */
export const parkedIn = (id: string): string => `unassigned:${id}`;

/** A payment that it may be for, and why. */
export interface Candidate {
  payment: PaymentRow;
  because: 'REFERENCE' | 'AMOUNT';
}

const CANDIDATES_MAX = 5;
/** Our references, as payers write them: in small letters, with other words around. */
const WORDS = /[A-Z0-9][A-Z0-9-]{3,29}/g;

export type UnassignedMoney = ReturnType<typeof createUnassignedMoney>;

export function createUnassignedMoney(
  { platform, models, ledger, audit, approvals }: PaymentsContext,
  { sent, confirmWire }: { sent: SentWires; confirmWire: ReturnType<typeof createConfirmWire> },
) {
  const { clock, database } = platform;
  const { unassigned, payments, wires, corrections } = models;

  async function lockParked(id: string): Promise<UnassignedRow> {
    const row = await unassigned.findByPk(id, { lock: true });
    if (!row) throw notFound('There is no such money.');
    if (row.state !== 'PARKED') throw moneyNotParked(`It is ${row.state.toLowerCase().replace('_', ' ')}.`);
    return row;
  }

  async function isBookedElsewhere(reference: string): Promise<boolean> {
    if (await sent.isReturn(reference)) return true;
    const last = await wires.findOne({ where: { reference }, order: [['booking', 'DESC']] });
    return last !== null && (await corrections.findByPk(last.id)) === null;
  }

  const record = (actor: UserActor, action: AuditAction, row: UnassignedRow, reason?: string) =>
    audit.record({
      ...{ actor, action, subject: { type: 'unassigned_money', id: row.id } },
      ...(reason === undefined ? {} : { reason }),
      detail: {
        ...{ amountCents: row.amountCents, reference: row.reference },
        ...{ paymentId: row.paymentId ?? null, backReference: row.backReference ?? null },
      },
    });

  const post = ({ id, amountCents }: UnassignedRow, step: string, isIn: boolean, reason: string) =>
    ledger.post([
      {
        id: `unassigned:${id}:${step}`,
        debit: isIn ? 'bank:wire' : parkedIn(id),
        credit: isIn ? parkedIn(id) : 'bank:wire',
        ...{ amount: amountCents, unit: 'USD', reason },
        subject: { type: 'unassigned_money', id },
      },
    ]);

  const mayBeDone = (
    actor: UserActor,
    act: MoneyAct['act'],
    row: Pick<UnassignedRow, 'id' | 'amountCents'>,
    asked: Record<string, string | number>,
  ) =>
    approvals.mayBeDone(actor, {
      ...{ act, subject: { type: 'unassigned_money', id: row.id }, amountCents: row.amountCents },
      ...{ asked, concerns: [] },
      // That money never came takes two whatever the sum, as for a wire of a payment.
      ...(act === 'unassigned.correct' ? { always: true as const } : {}),
    });

  const close = (actor: UserActor, closeReason: string | null) => ({
    ...{ closedBy: actor.userId, closedAt: clock.now(), closeReason },
  });

  return {
    /**
     * The same told again is the same. Above the limit the word of the first admin books nothing: `isBooked` is false, and
     * the row is what would be.
     *
     * @throws bank_reference_used, second_admin_needed
     */
    book: (actor: UserActor, given: NewUnassigned): Promise<{ row: UnassignedRow; isBooked: boolean }> =>
      database.atomically(async () => {
        const { reference, amountCents, method } = given;
        const used = () =>
          bankReferenceUsed('What came under this reference is booked. Check the reference.');
        const earlier = await unassigned.findOne({ where: { standingReference: reference } });
        if (earlier) {
          const isSame = earlier.amountCents === amountCents && earlier.method === method;
          if (isSame && earlier.state === 'PARKED') return { row: earlier, isBooked: true };
          throw used();
        }
        if (await isBookedElsewhere(reference)) throw used();
        // Known before it is booked: what was taken back as never come may come under its reference after all.
        const id = idOf(`unassigned ${await unassigned.count({ where: { reference } })} ${reference}`);
        const row = unassigned.build({
          ...{ id, ...given, note: given.note ?? null, state: 'PARKED' },
          ...{ standingReference: reference, bookedBy: actor.userId, bookedAt: clock.now() },
        });
        const asked = { amountCents, method, reference };
        if (!(await mayBeDone(actor, 'unassigned.book', row, asked))) return { row, isBooked: false };
        try {
          await row.save();
          await post(row, 'arrived', true, 'Money came that names no payment');
          await record(actor, 'unassigned_money.booked', row);
          return { row, isBooked: true };
        } catch (error) {
          // Two admins book the same at the same moment.
          throw error instanceof UniqueConstraintError ? used() : error;
        }
      }),

    /**
     * As the wire of a payment: leaves here, and arrives there under its reference. Above the limit the word of the first
     * admin changes nothing.
     *
     * @throws money_not_parked, and what confirming a wire throws
     */
    assign: (actor: UserActor, id: string, { paymentId, ...options }: AssignMoney): Promise<UnassignedRow> =>
      database.atomically(async () => {
        const row = await lockParked(id);
        const { amountCents, reference } = row;
        await confirmWire(actor, paymentId, { amountCents, reference, ...options }, id);
        if (!(await isBookedElsewhere(reference))) return row;
        await row.update({ state: 'ASSIGNED', standingReference: null, paymentId, ...close(actor, null) });
        await post(row, 'assigned', false, 'Assigned to a payment');
        await record(actor, 'unassigned_money.assigned', row);
        return row;
      }),

    /** By a wire that an admin has sent. @throws money_not_parked, bank_reference_used */
    sendBack: (actor: UserActor, id: string, backReference: string, reason: string): Promise<UnassignedRow> =>
      database.atomically(async () => {
        const row = await lockParked(id);
        const used = () => bankReferenceUsed('One wire sends one sum back. Check the reference.');
        if (await sent.isSent(backReference)) throw used();
        if (!(await mayBeDone(actor, 'unassigned.send_back', row, { reference: backReference }))) return row;
        try {
          await row.update({ state: 'SENT_BACK', backReference, ...close(actor, reason) });
        } catch (error) {
          throw error instanceof UniqueConstraintError ? used() : error;
        }
        await post(row, 'sent_back', false, 'Sent back to whoever sent it');
        await record(actor, 'unassigned_money.sent_back', row, reason);
        return row;
      }),

    /** It never came. @throws money_not_parked */
    correct: (actor: UserActor, id: string, reason: string): Promise<UnassignedRow> =>
      database.atomically(async () => {
        const row = await lockParked(id);
        if (!(await mayBeDone(actor, 'unassigned.correct', row, {}))) return row;
        await row.update({ state: 'CORRECTED', standingReference: null, ...close(actor, reason) });
        await post(row, 'corrected', false, 'Booked in error');
        await record(actor, 'unassigned_money.corrected', row, reason);
        return row;
      }),

    /** Newest first. */
    async list(query: UnassignedQuery) {
      const clauses = recordClauses(
        {
          ...{ name: 'payments.unassigned', from: 'unassigned_money', at: 'bookedAt', id: 'id' },
          equal: { state: query.state },
          searchedIn: { texts: ['sender', 'note'], codes: ['reference'], ids: ['id', 'paymentId'] },
        },
        query,
      );
      const rows = selectKeyset<UnassignedRow>(database, { ...clauses, select: '*' });
      const { items, pagination } = await readPage(rows, query);
      return { items: database.rowsOf('unassigned_money', items), pagination };
    },

    /** Payments by wire that await just this sum, or whose reference stands in that of the bank. */
    async findCandidates(
      row: Pick<UnassignedRow, 'state' | 'reference' | 'note' | 'amountCents'>,
    ): Promise<Candidate[]> {
      if (row.state !== 'PARKED') return [];
      const text = `${row.reference} ${row.note ?? ''}`.toUpperCase();
      const words: string[] = text.match(WORDS) ?? [];
      const found = await payments.findAll({
        where: {
          method: 'WIRE',
          status: ['STARTED', 'PROCESSING'],
          [Op.or]: [{ wireReference: words }, { amountCents: row.amountCents }],
        },
        order: [
          ['startedAt', 'ASC'],
          ['id', 'ASC'],
        ],
        limit: 50,
      });
      const candidates = found.map((payment): Candidate => {
        const isNamed = payment.wireReference !== null && words.includes(payment.wireReference);
        return { payment, because: isNamed ? 'REFERENCE' : 'AMOUNT' };
      });
      const named = candidates.filter(({ because }) => because === 'REFERENCE');
      return [...named, ...candidates.filter((each) => !named.includes(each))].slice(0, CANDIDATES_MAX);
    },

    /** What is parked is in the books, to the cent, and nothing else. */
    async findViolations(): Promise<Violation[]> {
      const found: Violation[] = [];
      for await (const batch of walk(allRowsOf(unassigned))) {
        const balances = await ledger.balances(batch.map(({ id }) => parkedIn(id)));
        for (const { id, state, amountCents } of batch) {
          const expected = state === 'PARKED' ? Number(amountCents) : 0;
          const booked = balances.get(parkedIn(id)) ?? 0;
          // A booking may be under way: what looks wrong is read again.
          if (booked === expected || (await isRight(id))) continue;
          const detail = `It is ${state}: ${dollars(expected)} should be here, ${dollars(booked)} is.`;
          found.push(violation('unassigned_booked', id, detail));
        }
      }
      for await (const transfers of ledger.readAllAbout('unassigned_money')) {
        const ids = transfers.map(({ subject }) => subject.id);
        const known = new Map(
          (await unassigned.findAll({ where: { id: ids } })).map((row) => [row.id, Number(row.amountCents)]),
        );
        for (const { id, subject, amount } of transfers) {
          if (known.get(subject.id) !== amount)
            found.push(violation('transfer_has_unassigned', id, 'No unassigned money goes with it.'));
        }
      }
      return found;
    },
  };

  async function isRight(id: string): Promise<boolean> {
    return database.atomically(async () => {
      const row = await unassigned.findByPk(id, { lock: true, rejectOnEmpty: true });
      const expected = row.state === 'PARKED' ? Number(row.amountCents) : 0;
      return (await ledger.balance(parkedIn(id))) === expected;
    });
  }
}
