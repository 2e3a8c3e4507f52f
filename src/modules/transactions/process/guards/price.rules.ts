/** Guards over another price after the acceptance: who asks for it, and that the deposit stays within it. */
import { dollars } from '../../../../platform/kernel/money';
import { LEAST_AMOUNT_CENTS, payableOf } from '../../../offers';
import type { MoveRequest, SaleFacts } from '../facts';
import { defineGuards } from './guard';
import { proposalOfOther, sayStanding } from './proposals.rules';

const asked = ({ input }: MoveRequest): number => input?.priceCents ?? 0;

/** What is paid at closing cannot be less than the deposit, which stays; where the rest is due, a rest has to be left. */
function coversDeposit(facts: SaleFacts, priceCents: number): boolean {
  const { state, depositCents, heldCents, sellerFinancing } = facts;
  const leastCents = Math.max(depositCents, heldCents) + (state === 'PAYMENT_PENDING' ? 1 : 0);
  return payableOf(priceCents, { sellerFinancing }).paidNowCents >= leastCents;
}

export const priceGuards = defineGuards({
  asksForMore: {
    code: 'price_not_possible',
    asksForInput: true,
    holds: ({ priceCents }, request) => asked(request) > priceCents,
    because: () => 'The price is not higher.',
  },
  priceIsAnother: {
    code: 'price_not_possible',
    asksForInput: true,
    holds: ({ priceCents }, request) => asked(request) !== priceCents,
    because: ({ priceCents }) => `The price is ${dollars(priceCents)} already.`,
  },
  priceIsPossible: {
    code: 'price_not_possible',
    asksForInput: true,
    holds: (facts, request) => asked(request) >= LEAST_AMOUNT_CENTS && coversDeposit(facts, asked(request)),
    because: ({ depositCents }) =>
      `A price is at least ${dollars(LEAST_AMOUNT_CENTS)}, and what is paid at closing at least the deposit of ${dollars(depositCents)}.`,
  },
  priceProposedByOther: {
    code: 'no_such_proposal',
    holds: (facts, request) => proposalOfOther(facts, 'PRICE', request) !== undefined,
    because: (facts, request) =>
      sayStanding(facts, 'PRICE', request) ?? 'The other side has no other price open.',
  },
});
