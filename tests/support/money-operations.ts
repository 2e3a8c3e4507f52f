/** What is asked for in a money storm: payouts, refunds by way of deals that end, and credits bought by card. */
import { type MoneyStorm } from './money-storm';
import { type Ask, stubborn } from './retrying-client';
import type { TestUser } from './app';

export type Operation = () => Promise<void>;

export interface OperationCounts {
  payouts: number;
  /** Of the payouts, those to an account that Stripe refuses to pay. */
  refused: number;
  /** Deals that both sides cancel: one refund each. */
  cancelled: number;
  /** Deals that an admin decides for the buyer: two refunds each, of the deposit and of the final payment. */
  decided: number;
  purchases: number;
}

export const PART_CENTS = 1_000;

/** Makes everybody and every deal, in calm weather; nothing is asked for yet. */
export async function prepareOperations(
  storm: MoneyStorm,
  counts: OperationCounts,
  { url, signal }: { url: () => string | null; signal: AbortSignal },
) {
  const asking = (person: TestUser) => stubborn(url, person, signal);
  const paid = await storm.payableSeller((counts.payouts - counts.refused) * PART_CENTS);
  const refused = await storm.payableSeller(counts.refused * PART_CENTS, true);
  await storm.waitForAccounts();
  // Each of a person of their own: who buys again while an order of theirs waits for us replaces that order.
  const buyers = await times(counts.purchases, () => storm.world.app.make.buyer());
  const people = { buyer: await storm.world.app.make.buyer(), seller: await storm.world.app.make.seller() };
  const deposited = await times(counts.cancelled, () => storm.deposited(people));
  const disputed = await times(counts.decided, () => storm.disputed(people));

  const [buyer, seller, admin] = [people.buyer, people.seller, storm.admin].map(asking) as [Ask, Ask, Ask];
  const [paidSeller, refusedSeller] = [paid, refused].map(asking) as [Ask, Ask];

  const payout = (by: Ask) => () =>
    expectAnswer(by('/seller/payouts', { amountCents: PART_CENTS }), '201 done');
  const cancel = (id: string) => async () => {
    const path = `/transactions/${id}/cancel`;
    const body = { reason: 'We both want out.' };
    await Promise.all([buyer, seller].map((side) => expectAnswer(side(path, body), '200 done')));
  };
  const decide = (id: string) => () => {
    const split = { buyerCents: 19_500_000, sellerCents: 500_000 };
    const decision = { outcome: 'CANCELLED', split, reason: 'Mostly not as agreed.' };
    return expectAnswer(admin(`/transactions/${id}/admin/resolve`, decision), '200 done');
  };
  const purchase = (by: Ask) => () =>
    expectAnswer(
      by('/credits/purchase', { credits: 1, method: 'CARD', paymentMethodId: 'pm_card_visa' }),
      '201 done',
    );

  return {
    buyers,
    refusedSeller: refused,
    /** One list for each kind. */
    kinds: [
      [
        ...Array.from({ length: counts.payouts - counts.refused }, () => payout(paidSeller)),
        ...Array.from({ length: counts.refused }, () => payout(refusedSeller)),
      ],
      [...disputed.map(({ id }) => decide(id)), ...deposited.map(({ id }) => cancel(id))],
      buyers.map((each) => purchase(asking(each))),
    ] as Operation[][],
  };
}

async function expectAnswer(asked: ReturnType<Ask>, ...good: string[]): Promise<void> {
  const { status, body } = await asked;
  expect(good).toContain(`${status} ${body.code ?? 'done'}`);
}

async function times<Made>(count: number, make: () => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let nth = 0; nth < count; nth += 1) made.push(await make());
  return made;
}
