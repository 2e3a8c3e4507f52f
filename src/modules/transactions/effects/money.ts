/** Moves the money of a deal: into escrow, out to the seller and the platform, back to the buyer. */
import { escrowOf } from '../books.rules';
import { divideBySplit, divideSale, type Division, planRefund } from '../money.rules';
import type { TransactionsContext } from '../transactions.context';
import { type Doing, type Effect, given, reasonOf } from './effect';

const LEDGER_REASON_LENGTH = 500;

export function createMoneyEffects({ models, ledger, payments }: TransactionsContext) {
  async function takeReceipt({ row, input, facts, detail }: Doing, fate: 'ESCROW' | 'RETURNED') {
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

  const bookIntoEscrow: Effect = async (doing) => {
    const { row, facts, changes, move } = doing;
    const { paymentId, amountCents } = await takeReceipt(doing, 'ESCROW');
    changes.depositReceivedAt = row.depositReceivedAt ?? facts.now;
    await ledger.post([
      {
        id: `transaction:${row.id}:receipt:${paymentId}`,
        debit: `unallocated:${paymentId}`,
        credit: escrowOf(row.id),
        amount: amountCents,
        unit: 'USD',
        reason: move.says,
        subject: { type: 'transaction', id: row.id },
      },
    ]);
  };

  const returnPayment: Effect = async (doing) => {
    const { paymentId, amountCents } = await takeReceipt(doing, 'RETURNED');
    await payments.refund({
      key: `transaction:${doing.row.id}:return:${paymentId}`,
      paymentId,
      amountCents,
      from: `unallocated:${paymentId}`,
      reason: reasonOf(doing),
    });
  };

  const stopPayments: Effect = async (doing) => {
    for (const purpose of ['DEPOSIT', 'FINAL_PAYMENT']) {
      await payments.cancelOpen(purpose, doing.row.id, reasonOf(doing));
    }
  };

  /** Back to the buyer over the payments that came in, the newest first. */
  async function refund(doing: Doing, amountCents: number): Promise<void> {
    const { row } = doing;
    const receipts = await models.receipts.findAll({
      where: { transactionId: row.id, fate: 'ESCROW' },
      order: [
        ['receivedAt', 'DESC'],
        ['paymentId', 'DESC'],
      ],
    });
    const refundable = [];
    for (const { paymentId } of receipts) {
      refundable.push({ paymentId, refundableCents: await payments.refundable(paymentId) });
    }
    const plan = planRefund(amountCents, refundable);
    if (!plan)
      throw new Error(`The payments of transaction ${row.id} cannot bear a refund of ${amountCents} cents.`);
    for (const [index, part] of plan.entries()) {
      await payments.refund({
        key: `transaction:${row.id}:refund:${index + 1}`,
        paymentId: part.paymentId,
        amountCents: part.amountCents,
        from: escrowOf(row.id),
        reason: reasonOf(doing),
      });
    }
  }

  async function carryOut(doing: Doing, division: Division): Promise<void> {
    const { row } = doing;
    Object.assign(doing.detail, division);
    if (division.buyerCents > 0) await refund(doing, division.buyerCents);
    await postFromEscrow(doing, [
      { part: 'fee', credit: 'revenue:fees', amount: division.feeCents },
      { part: 'payout', credit: `payable:${row.sellerId}`, amount: division.sellerCents },
    ]);
  }

  const postFromEscrow = (doing: Doing, parts: { part: string; credit: string; amount: number }[]) =>
    ledger.post(
      parts
        .filter(({ amount }) => amount > 0)
        .map(({ part, credit, amount }) => ({
          id: `transaction:${doing.row.id}:${part}`,
          debit: escrowOf(doing.row.id),
          credit,
          amount,
          unit: 'USD' as const,
          reason: reasonOf(doing).slice(0, LEDGER_REASON_LENGTH),
          subject: { type: 'transaction', id: doing.row.id },
        })),
    );

  const notePayment: Effect = ({ input, detail }) => {
    Object.assign(detail, given(input.payment));
  };

  return {
    notePayment,
    bookIntoEscrow,
    returnPayment,
    stopPayments,

    refundInFull: (doing) =>
      carryOut(
        doing,
        divideBySplit(
          { buyerCents: doing.facts.heldCents, sellerCents: 0 },
          doing.row.priceCents,
          doing.row.feeCents,
        ),
      ),

    divideMoney: (doing) =>
      carryOut(doing, divideBySplit(given(doing.input.split), doing.row.priceCents, doing.row.feeCents)),

    payOut: (doing) =>
      carryOut(doing, divideSale(doing.facts.heldCents, doing.row.feeCents, doing.row.holdbackCents)),

    payHoldback: async (doing) => {
      const amount = doing.facts.heldCents;
      doing.detail.sellerCents = amount;
      await postFromEscrow(doing, [{ part: 'holdback', credit: `payable:${doing.row.sellerId}`, amount }]);
    },
  } satisfies Record<string, Effect>;
}
