/** Guards over money: what is due, what is held, and whether it may leave. */
import { inWords } from '../../../../platform/kernel/in-words';
import { dollars } from '../../../../platform/kernel/money';
import { type MoveRequest, type SaleFacts, unfrozenCents } from '../facts';
import { defineGuards, type Guard } from './guard';

const balanceDue = (facts: SaleFacts): number => facts.paidNowCents - facts.heldCents;

const amountIs = (due: (facts: SaleFacts) => number): Guard => ({
  code: 'payment_mismatch',
  asksForInput: true,
  holds: (facts, { input }) => input?.payment?.amountCents === due(facts),
  because: (facts, { input }) =>
    `${dollars(input?.payment?.amountCents ?? 0)} came in where ${dollars(due(facts))} was due.`,
});

const priceHeld: Guard = {
  code: 'price_not_paid',
  holds: (facts) => balanceDue(facts) <= 0,
  because: (facts) => `${dollars(balanceDue(facts))} of the price is not paid yet.`,
  liftedBy: () => ['BUYER'],
};

/** Nobody can lift the hold of a bank, and a bank takes months: so long the company stays the seller's, and is taken back by these. */
function mayEndMeanwhile(facts: SaleFacts, { mover, input }: MoveRequest): boolean {
  const { heldForBank } = facts;
  if (!heldForBank || heldForBank.handedOver || input?.outcome === 'COMPLETED') return false;
  return mover === 'ADMIN' || heldForBank.alone;
}

function sayHold({ heldForBank }: SaleFacts, { input }: MoveRequest): string {
  if (!heldForBank) return 'The deal is on hold: no money leaves until an administrator lifts it.';
  if (heldForBank.handedOver)
    return 'The company is handed over, and the bank of the payer has not decided yet: the deal is canceled only after that.';
  return input?.outcome === 'COMPLETED'
    ? 'The bank of the payer has not decided yet: until then the deal can be canceled, and not be completed.'
    : 'The deal is on hold, and not only until a bank has decided: an administrator has to act.';
}

const completes = ({ input }: MoveRequest): boolean => input?.outcome === 'COMPLETED';

export const moneyGuards = defineGuards({
  amountIsDeposit: amountIs((facts) => facts.depositCents),
  amountIsBalance: amountIs(balanceDue),
  priceHeld,
  paidIfCompleted: {
    ...priceHeld,
    asksForInput: true,
    // What the bank took back afterwards had been paid.
    holds: (facts, request) => !completes(request) || balanceDue(facts) <= facts.lostCents,
  },
  notObjectedBefore: {
    code: 'move_not_open',
    holds: ({ hasObjected }) => hasObjected !== true,
    because: () =>
      'The buyer has objected before, and an administrator has lifted the hold: what remains is settled between the sides.',
  },
  outcomeIsSale: {
    code: 'move_not_open',
    asksForInput: true,
    holds: (_, request) => completes(request),
    because: () => 'The decision does not complete the sale.',
  },
  isRestOfPrice: {
    code: 'move_not_open',
    asksForInput: true,
    holds: (_, { input }) => input?.payment?.purpose === 'FINAL_PAYMENT',
    because: () => 'The payment is not the rest of the price.',
  },
  paymentStillHeld: {
    code: 'nothing_held',
    asksForInput: true,
    holds: ({ heldCents }, { input }) => heldCents >= (input?.payment?.amountCents ?? Infinity),
    because: ({ heldCents }) => `The deal holds ${dollars(heldCents)}, which is less than that payment.`,
  },
  moneyHeld: {
    code: 'nothing_held',
    holds: ({ heldCents }) => heldCents > 0,
    because: () => 'Nothing is held for this deal any more.',
  },
  restUndivided: {
    code: 'move_not_open',
    // A hold-back runs out by itself; what is contested about it an admin divides.
    holds: (facts) => {
      const { wait, onHoldSince, openCardDisputes } = facts;
      return (
        unfrozenCents(facts) > 0 && (wait !== 'HOLDBACK' || (onHoldSince !== null && openCardDisputes === 0))
      );
    },
    because: () =>
      'The deal has ended, and nothing is left to be divided; a hold-back is divided only while it is on hold, and no bank has to decide.',
  },
  outcomeStands: {
    code: 'move_not_open',
    asksForInput: true,
    holds: ({ state }, { input }) => input?.outcome === state,
    because: ({ state }) => `The deal has ended as ${inWords(state)}; only that can be its outcome.`,
  },
  splitIsWhole: {
    code: 'split_mismatch',
    asksForInput: true,
    holds: (facts, { input }) =>
      input?.split !== undefined && input.split.buyerCents + input.split.sellerCents === unfrozenCents(facts),
    because: (facts) =>
      `The two parts have to make up ${dollars(unfrozenCents(facts))}, which is what ${facts.frozen ? 'can be divided now' : 'is held'}.`,
  },
  noHold: {
    code: 'deal_on_hold',
    holds: ({ onHoldSince }) => onHoldSince === null,
    because: () => 'The deal is on hold: no money leaves until an administrator lifts it.',
    liftedBy: () => ['ADMIN'],
  },
  heldForOther: {
    code: 'deal_on_hold',
    asksForInput: true,
    holds: ({ holdReason }, { reason }) => !(holdReason ?? '').includes(reason ?? ''),
    because: () => 'The deal is on hold for that already.',
  },
  noHoldButOfBank: {
    code: 'deal_on_hold',
    holds: (facts, request) => facts.onHoldSince === null || mayEndMeanwhile(facts, request),
    because: sayHold,
    liftedBy: () => ['ADMIN'],
  },
  noCardDispute: {
    code: 'card_dispute_open',
    holds: ({ openCardDisputes }) => openCardDisputes === 0,
    because: () => 'The bank of the payer has not decided yet whether it takes a payment back.',
  },
  noOutsideRefund: {
    code: 'refund_unbooked',
    holds: ({ openOutsideRefunds }) => openOutsideRefunds.length === 0,
    because: () => 'A payment was refunded at the gateway, and an administrator has not booked that yet.',
    liftedBy: () => ['ADMIN'],
  },
  refundUnbooked: {
    code: 'move_not_open',
    asksForInput: true,
    holds: ({ openOutsideRefunds }, { input }) =>
      openOutsideRefunds.includes(input?.cardDispute?.disputeId ?? ''),
    because: () => 'No such refund waits to be booked.',
  },
  someRefundUnbooked: {
    code: 'move_not_open',
    holds: ({ openOutsideRefunds }) => openOutsideRefunds.length > 0,
    because: () => 'No refund waits to be booked.',
  },
  onHold: {
    code: 'deal_not_on_hold',
    holds: ({ onHoldSince }) => onHoldSince !== null,
    because: () => 'The deal is not on hold.',
  },
});
