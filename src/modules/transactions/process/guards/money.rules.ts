/** Guards over money: what is due, what is held, and whether it may leave. */
import { dollars } from '../../../../platform/kernel/money';
import type { Attempt, SaleFacts } from '../facts';
import { defineGuards, type Guard } from './guard';

const balanceDue = (facts: SaleFacts): number => facts.priceCents - facts.heldCents;

const amountIs = (due: (facts: SaleFacts) => number): Guard => ({
  code: 'payment_mismatch',
  asksForInput: true,
  holds: (facts, { input }) => input.payment?.amountCents === due(facts),
  because: (facts, { input }) =>
    `${dollars(input.payment?.amountCents ?? 0)} came in where ${dollars(due(facts))} was due.`,
});

const priceHeld: Guard = {
  code: 'price_not_paid',
  holds: (facts) => balanceDue(facts) <= 0,
  because: (facts) => `${dollars(balanceDue(facts))} of the price is not paid yet.`,
  liftedBy: () => ['BUYER'],
};

const completes = ({ input }: Attempt): boolean => input.outcome === 'COMPLETED';

export const moneyGuards = defineGuards({
  amountIsDeposit: amountIs((facts) => facts.depositCents),
  amountIsBalance: amountIs(balanceDue),
  priceHeld,
  paidIfCompleted: {
    ...priceHeld,
    asksForInput: true,
    // What the bank took back afterwards had been paid.
    holds: (facts, attempt) => !completes(attempt) || balanceDue(facts) <= facts.lostCents,
  },
  outcomeIsSale: {
    code: 'move_not_open',
    asksForInput: true,
    holds: (_, attempt) => completes(attempt),
    because: () => 'The decision does not complete the sale.',
  },
  moneyHeld: {
    code: 'nothing_held',
    holds: ({ heldCents }) => heldCents > 0,
    because: () => 'Nothing is held for this deal any more.',
  },
  splitIsWhole: {
    code: 'split_mismatch',
    asksForInput: true,
    holds: ({ heldCents }, { input: { split } }) =>
      split !== undefined && split.buyerCents + split.sellerCents === heldCents,
    because: ({ heldCents }) => `The two parts have to make up ${dollars(heldCents)}, which is what is held.`,
  },
  noHold: {
    code: 'deal_on_hold',
    holds: ({ onHoldSince }) => onHoldSince === null,
    because: () => 'The deal is on hold: no money leaves until an administrator lifts it.',
    liftedBy: () => ['ADMIN'],
  },
  noCardDispute: {
    code: 'card_dispute_open',
    holds: ({ openCardDisputes }) => openCardDisputes === 0,
    because: () => 'The bank of the payer has not decided yet whether it takes a payment back.',
  },
  onHold: {
    code: 'deal_not_on_hold',
    holds: ({ onHoldSince }) => onHoldSince !== null,
    because: () => 'The deal is not on hold.',
  },
});
