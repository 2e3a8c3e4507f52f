/** Moves the money of a deal: into escrow, out to the seller and the platform, back to the buyer. */
import { escrowOf, flowOf } from '../books.rules';
import { divideBySplit, divideSale, divideWalkAway, type Division, planRefund } from '../money.rules';
import { paidNowOf } from '../terms.rules';
import type { TransactionsContext } from '../transactions.context';
import { transactionFeeTakenLate } from '../transactions.events';
import { dollars } from '../../../platform/kernel/money';
import { PAYMENT_PURPOSES, type Split, unfrozenCents } from '../process/facts';
import { type MoveExecution, type Effect, given, reasonOf } from './effect';
import { createFrozenMoney } from './frozen';

const LEDGER_REASON_LENGTH = 500;

export function createMoneyEffects(context: TransactionsContext) {
  const { models, ledger, payments, platform } = context;
  const { events } = platform;
  const frozen = createFrozenMoney(context);

  async function takeReceipt({ row, input, facts, detail }: MoveExecution, fate: 'ESCROW' | 'RETURNED') {
    const { paymentId, purpose, amountCents } = given(input.payment);
    await models.receipts.create({
      paymentId,
      transactionId: row.id,
      purpose,
      amountCents,
      fate,
      receivedAt: facts.now,
    });
    Object.assign(detail, { paymentId, purpose, amountCents });
    return { paymentId, amountCents };
  }

  const bookIntoEscrow: Effect = async (execution) => {
    const { row, facts, changes, transition } = execution;
    const { paymentId, amountCents } = await takeReceipt(execution, 'ESCROW');
    changes.depositReceivedAt = row.depositReceivedAt ?? facts.now;
    await ledger.post([
      {
        id: `transaction:${row.id}:receipt:${paymentId}`,
        debit: `unallocated:${paymentId}`,
        credit: escrowOf(row.id),
        amount: amountCents,
        unit: 'USD',
        reason: transition.says,
        subject: { type: 'transaction', id: row.id },
      },
    ]);
  };

  /** A wire had been booked in error: what it brought goes back to its payment, which takes it back. */
  const takeOutOfEscrow: Effect = async ({ row, input, changes, detail }) => {
    const { paymentId, purpose, amountCents } = given(input.payment);
    if (purpose === 'DEPOSIT') changes.depositReceivedAt = null;
    Object.assign(detail, { paymentId, purpose, amountCents });
    await ledger.post([
      {
        id: `transaction:${row.id}:receipt:${paymentId}:undone`,
        debit: escrowOf(row.id),
        credit: `unallocated:${paymentId}`,
        amount: amountCents,
        unit: 'USD',
        reason: 'A wire was booked in error',
        subject: { type: 'transaction', id: row.id },
      },
    ]);
  };

  const returnPayment: Effect = async (execution) => {
    const { paymentId, amountCents } = await takeReceipt(execution, 'RETURNED');
    await payments.refund({
      key: `transaction:${execution.row.id}:return:${paymentId}`,
      paymentId,
      amountCents,
      from: `unallocated:${paymentId}`,
      reason: reasonOf(execution),
    });
  };

  /** What is under way at a bank cannot be called back: the deal tells of it. */
  const stopPayments: Effect = async (execution) => {
    const { row, detail, adds } = execution;
    for (const purpose of PAYMENT_PURPOSES) {
      const given = await payments.cancelOpen(purpose, row.id, reasonOf(execution));
      if (given && given.underWayCents > 0) {
        detail.underWayCents = given.underWayCents;
        adds.push(
          `${dollars(given.underWayCents)} is under way from the buyer’s bank and cannot be called back; if it still comes, all of it goes back to the buyer.`,
        );
      }
      if (given && given.returningCents > 0) {
        detail.returningCents = given.returningCents;
        adds.push(`${dollars(given.returningCents)} that had been wired goes back to the buyer.`);
      }
    }
  };

  /** Back to the buyer over the payments that came in, the newest first. */
  async function refund(execution: MoveExecution, amountCents: number, again: string): Promise<void> {
    const { row } = execution;
    const receipts = await models.receipts.findAll({
      where: { transactionId: row.id, fate: 'ESCROW' },
      order: [
        ['receivedAt', 'DESC'],
        ['paymentId', 'DESC'],
      ],
    });
    const waitingOf = await frozen.waitingOf(row.id);
    const refundable = [];
    for (const { paymentId } of receipts) {
      const refundableCents = (await payments.refundable(paymentId)) - waitingOf(paymentId);
      refundable.push({ paymentId, refundableCents });
    }
    const plan = planRefund(amountCents, refundable);
    if (!plan)
      throw new Error(`The payments of transaction ${row.id} cannot bear a refund of ${amountCents} cents.`);
    for (const [index, part] of plan.entries()) {
      await payments.refund({
        key: `transaction:${row.id}:refund${again}:${index + 1}`,
        paymentId: part.paymentId,
        amountCents: part.amountCents,
        from: escrowOf(row.id),
        reason: reasonOf(execution),
      });
    }
  }

  /** `again`: what the transfers are called besides, where the deal has been divided before. */
  async function distribute(execution: MoveExecution, division: Division, again = ''): Promise<void> {
    const { row } = execution;
    Object.assign(execution.detail, division);
    if (division.buyerCents > 0) await refund(execution, division.buyerCents, again);
    await postFromEscrow(execution, [
      { part: `fee${again}`, credit: 'revenue:fees', amount: division.feeCents },
      { part: `payout${again}`, credit: `payable:${row.sellerId}`, amount: division.sellerCents },
    ]);
    if (again !== '') await tellLateFee(execution, `fee${again}`, division.feeCents);
  }

  /** Whoever has a part of our fee has one of this, too. */
  async function tellLateFee({ row }: MoveExecution, part: string, feeCents: number): Promise<void> {
    if (feeCents > 0) await events.emit(transactionFeeTakenLate, { transactionId: row.id, part, feeCents });
  }

  const postFromEscrow = (
    execution: MoveExecution,
    parts: { part: string; credit: string; amount: number }[],
  ) =>
    ledger.post(
      parts
        .filter(({ amount }) => amount > 0)
        .map(({ part, credit, amount }) => ({
          id: `transaction:${execution.row.id}:${part}`,
          debit: escrowOf(execution.row.id),
          credit,
          amount,
          unit: 'USD' as const,
          reason: reasonOf(execution).slice(0, LEDGER_REASON_LENGTH),
          subject: { type: 'transaction', id: execution.row.id },
        })),
    );

  /** Where the money of the deal has gone until now. */
  const readFlow = async ({ row }: MoveExecution) =>
    flowOf(row, await ledger.listTransfers({ account: escrowOf(row.id) }));

  /** Of what goes to the seller so late: the part of the fee that was not taken yet. */
  async function divideLate(execution: MoveExecution, split: Split): Promise<Division> {
    const { terms, feeCents: fullFee } = execution.row;
    const taken = await readFlow(execution);
    const sellerCents = taken.feeCents + taken.sellerCents + split.sellerCents;
    const due = divideBySplit({ buyerCents: 0, sellerCents }, paidNowOf(terms), fullFee).feeCents;
    const feeCents = Math.min(split.sellerCents, Math.max(0, due - taken.feeCents));
    return {
      ...{ feeCents, sellerCents: split.sellerCents - feeCents },
      ...{ buyerCents: split.buyerCents, keptCents: 0 },
    };
  }

  /**
   * What the bank gave back after the deal had ended goes to the one to whom the deal gave all the rest: to the buyer
   * over the payment that had been disputed, or to the seller as a hold-back that is due. Where both had a part, it
   * stays until an admin has divided it.
   */
  const returnLateMoney: Effect = async (execution) => {
    const { row, facts, input, detail } = execution;
    if (input.cardDispute && (await releaseFrozen(execution))) return;
    const amountCents = Number(detail.backCents ?? 0);
    // What waits to be divided already, this waits beside.
    if (amountCents === 0 || row.wait === 'HOLDBACK' || unfrozenCents(facts) > 0) return;
    const { feeCents, sellerCents, refundedCents } = await readFlow(execution);
    if (row.state === 'COMPLETED' && refundedCents === 0) {
      execution.waiting = { wait: 'HOLDBACK', waitSince: facts.now, deadlineAt: facts.now, remindAt: null };
    }
    if (row.state !== 'CANCELLED' || sellerCents + feeCents > 0) return;
    const { disputeId, paymentId } = given(input.cardDispute);
    if ((await payments.refundable(paymentId)) < amountCents) return;
    await payments.refund({
      key: `transaction:${row.id}:late:${disputeId}`,
      ...{ paymentId, amountCents, from: escrowOf(row.id), reason: reasonOf(execution) },
    });
  };

  /** The deal is canceled: what a bank may take of it waits for the bank. */
  async function divideAtEnd(execution: MoveExecution, split: Split): Promise<void> {
    const { row, facts } = execution;
    const now = await frozen.freeze(execution, split);
    const division = divideBySplit(now, paidNowOf(row.terms), row.feeCents);
    const keptCents = facts.heldCents - now.buyerCents - now.sellerCents;
    await distribute(execution, { ...division, keptCents });
  }

  /** What waited for the bank that has decided now. Whether anything did. */
  async function releaseFrozen(execution: MoveExecution): Promise<boolean> {
    const released = await frozen.release(execution);
    if (!released) return false;
    const { row, input } = execution;
    const { disputeId, paymentId } = given(input.cardDispute);
    const again = `:frozen:${disputeId}:${row.version}`;
    const { feeCents, sellerCents, buyerCents } = await divideLate(execution, released);
    if (buyerCents > 0)
      await payments.refund({
        key: `transaction:${row.id}${again}`,
        ...{ paymentId, amountCents: buyerCents, from: escrowOf(row.id), reason: reasonOf(execution) },
      });
    await postFromEscrow(execution, [
      { part: `fee${again}`, credit: 'revenue:fees', amount: feeCents },
      { part: `payout${again}`, credit: `payable:${row.sellerId}`, amount: sellerCents },
    ]);
    await tellLateFee(execution, `fee${again}`, feeCents);
    return true;
  }

  const notePayment: Effect = ({ input, detail }) => {
    Object.assign(detail, given(input.payment));
  };

  return {
    notePayment,
    bookIntoEscrow,
    takeOutOfEscrow,
    returnPayment,
    stopPayments,

    refundInFull: (execution) =>
      divideAtEnd(execution, { buyerCents: execution.facts.heldCents, sellerCents: 0 }),

    compensateSeller: (execution) =>
      distribute(execution, divideWalkAway(execution.facts.heldCents, execution.facts.walkAwayCents)),

    divideMoney: (execution) => divideAtEnd(execution, given(execution.input.split)),

    releaseFrozen: async (execution) => {
      await releaseFrozen(execution);
    },

    payOut: (execution) =>
      distribute(
        execution,
        divideSale(execution.facts.heldCents, execution.row.feeCents, execution.row.holdbackCents),
      ),

    returnLateMoney,

    divideRest: async (execution) => {
      const division = await divideLate(execution, given(execution.input.split));
      await distribute(execution, division, `:${execution.row.version}`);
      // It was held for this decision.
      execution.changes.heldSince = null;
      execution.changes.holdReason = null;
    },

    /** More than once, where a part of it came back late. */
    payHoldback: async (execution) => {
      const { row, facts, detail } = execution;
      const id = `transaction:${row.id}:holdback`;
      const again = (await ledger.findTransfers([id])).has(id) ? `:${row.version}` : '';
      const split = { buyerCents: 0, sellerCents: facts.heldCents };
      const { feeCents, sellerCents } = await divideLate(execution, split);
      detail.sellerCents = sellerCents;
      await postFromEscrow(execution, [
        { part: `fee:late:${row.version}`, credit: 'revenue:fees', amount: feeCents },
        { part: `holdback${again}`, credit: `payable:${row.sellerId}`, amount: sellerCents },
      ]);
      await tellLateFee(execution, `fee:late:${row.version}`, feeCents);
    },
  } satisfies Record<string, Effect>;
}
