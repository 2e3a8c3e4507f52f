/** The buyer pays: the deposit, then the rest of the price. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Payment } from '../../payments';
import { actingAs, type Engine } from '../make-move';
import type { PaymentPurpose, SaleFacts } from '../process/facts';
import type { MoveName } from '../process/process';
import { processOf } from '../process/processes';
import { judge, type MoveRefusal } from '../transaction.rules';
import type { TransactionsContext } from '../transactions.context';
import { toProblem } from '../transactions.problems';
import { sayWaysOut } from '../ways-out.rules';
import type { NewPayment } from '../transactions.schema';
import type { ReadTransaction, TransactionFile } from './read-transaction';

export interface StartedPayment {
  payment: Payment;
  transaction: TransactionFile;
}

const PAYING = {
  DEPOSIT: {
    move: 'PAY_DEPOSIT',
    due: (facts: SaleFacts) => facts.depositCents,
    words: 'Deposit for',
  },
  FINAL_PAYMENT: {
    move: 'PAY_BALANCE',
    due: (facts: SaleFacts) => facts.paidNowCents - facts.heldCents,
    words: 'Rest of the price of',
  },
} as const;

export function createPay(
  { models, payments }: TransactionsContext,
  { onTransaction, readFacts }: Pick<Engine, 'onTransaction' | 'readFacts'>,
  { find, readTransaction }: Pick<ReadTransaction, 'find' | 'readTransaction'>,
) {
  /** Whether the timeline tells of the payment already: its money may be here before this request goes on. */
  async function isNoted(transactionId: string, move: MoveName, paymentId: string): Promise<boolean> {
    if (await models.receipts.findByPk(paymentId)) return true;
    const noted = await models.moves.findAll({ where: { transactionId, move } });
    return noted.some(({ detail }) => detail.paymentId === paymentId);
  }

  /**
   * Writes down that the payment was started. Where the transaction has moved on while the gateway was asked, the payment
   * is given up again; answers why.
   */
  const note = (
    actor: UserActor,
    id: string,
    purpose: PaymentPurpose,
    { id: paymentId, amountCents }: Payment,
  ) =>
    onTransaction(id, async (locked): Promise<MoveRefusal | null> => {
      const { move } = PAYING[purpose];
      if (await isNoted(id, move, paymentId)) return null;
      const input = { payment: { paymentId, purpose, amountCents } };
      const refused = await locked.tryMake({ move, mover: 'BUYER', actor, input });
      if (refused) await payments.cancelOpen(purpose, id, refused.because);
      return refused;
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
  ): Promise<StartedPayment> => {
    const { row } = await find(actor, id);
    const mover = actingAs(row, actor, ['BUYER']);
    const { move, due, words } = PAYING[purpose];
    const facts = await readFacts(row, move);
    const process = processOf(row.processVersion);
    const request = { move, mover, actor };
    const verdict = judge(process, facts, request);
    if (!verdict.open) {
      const { refusal } = verdict;
      throw toProblem({ ...refusal, instead: sayWaysOut(process, facts, request, refusal) });
    }
    const payment = await payments.start({
      actor,
      purpose,
      subjectId: id,
      payerId: row.buyerId,
      amountCents: due(facts),
      method,
      ...(paymentMethodId ? { paymentMethodId } : {}),
      description: `${words} ${row.listingTitle}`.slice(0, 300),
    });
    const refused = payment.status === 'FAILED' ? null : await note(actor, id, purpose, payment);
    if (refused) throw toProblem(refused);
    return { payment, transaction: await readTransaction(actor, id) };
  };
}
