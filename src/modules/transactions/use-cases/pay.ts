/** The buyer pays: the deposit, then the rest of the price. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { PaymentView } from '../../payments';
import type { MoveOrder } from '../effects/effect';
import { actingAs, type Engine } from '../make-move';
import type { PaymentPurpose, SaleFacts } from '../process/facts';
import type { MoveName } from '../process/process';
import { processOf } from '../process/processes';
import { judge, type Refusal } from '../transaction.rules';
import type { TransactionsContext } from '../transactions.context';
import { toProblem } from '../transactions.problems';
import type { NewPayment, TransactionView } from '../transactions.schema';
import type { ReadDeal } from './read-deal';

const PAYING = {
  DEPOSIT: {
    move: 'PAY_DEPOSIT',
    due: (facts: SaleFacts) => facts.depositCents,
    words: 'Deposit for',
  },
  FINAL_PAYMENT: {
    move: 'PAY_BALANCE',
    due: (facts: SaleFacts) => facts.priceCents - facts.heldCents,
    words: 'Rest of the price of',
  },
} as const;

export function createPay(
  { models, payments }: TransactionsContext,
  { onDeal, readFacts }: Pick<Engine, 'onDeal' | 'readFacts'>,
  { find, readDeal }: Pick<ReadDeal, 'find' | 'readDeal'>,
) {
  /** Whether the timeline tells of the payment already: its money may be here before this request goes on. */
  async function isNoted(transactionId: string, move: MoveName, paymentId: string): Promise<boolean> {
    if (await models.receipts.findByPk(paymentId)) return true;
    const noted = await models.moves.findAll({ where: { transactionId, move } });
    return noted.some(({ detail }) => detail.paymentId === paymentId);
  }

  /**
   * Writes down that the payment was started. Where the deal has moved on while the gateway was asked, the payment is
   * given up again; answers why.
   */
  const note = (
    actor: UserActor,
    id: string,
    purpose: PaymentPurpose,
    { id: paymentId, amountCents }: PaymentView,
  ) =>
    onDeal(id, async (deal): Promise<Refusal | null> => {
      const { move } = PAYING[purpose];
      if (await isNoted(id, move, paymentId)) return null;
      const order: MoveOrder = {
        move,
        mover: 'BUYER',
        actor,
        input: { payment: { paymentId, purpose, amountCents } },
      };
      const refusal = await deal.refusal(order);
      if (refusal) await payments.cancelOpen(purpose, id, refusal.because);
      else await deal.make(order);
      return refusal;
    });

  /**
   * Starts the payment, or goes on with the one that is open. Speaks to the gateway, so never inside a unit; may be
   * called again after a crash. A refused card is an answer: its payment is `FAILED`. Throws the refusals of the move
   * and what `payments.start` throws.
   */
  return async (
    actor: UserActor,
    id: string,
    purpose: PaymentPurpose,
    { method, paymentMethodId }: NewPayment,
  ): Promise<{ payment: PaymentView; transaction: TransactionView }> => {
    const { row } = await find(actor, id);
    const mover = actingAs(row, actor, ['BUYER']);
    const { move, due, words } = PAYING[purpose];
    const facts = await readFacts(row);
    const attempt = { move, mover, userId: actor.userId, input: {} };
    const verdict = judge(processOf(row.processVersion), facts, attempt);
    if (!verdict.open) throw toProblem(verdict.refusal);
    const payment = await payments.start({
      purpose,
      subjectId: id,
      payerId: row.buyerId,
      amountCents: due(facts),
      method,
      ...(paymentMethodId ? { paymentMethodId } : {}),
      description: `${words} ${row.listingTitle}`.slice(0, 300),
    });
    const refusal = payment.status === 'FAILED' ? null : await note(actor, id, purpose, payment);
    if (refusal) throw toProblem(refusal);
    return { payment, transaction: await readDeal(actor, id) };
  };
}
