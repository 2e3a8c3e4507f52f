/** Guards over a buyer who leaves, or says nothing: with cause the deposit goes back, without cause it has its price. */
import { inWords } from '../../../../platform/kernel/in-words';
import type { ItemFact, MoveRequest, SaleFacts } from '../facts';
import { PARTIES, type Reader, type State } from '../process';
import { missingFor } from './answers.rules';
import { openItemsOf } from './checklist.rules';
import { defineGuards, type Guard } from './guard';

/** The states in which the review runs. */
const REVIEW: readonly State[] = ['IN_REVIEW', 'BUYER_APPROVED', 'SELLER_APPROVED', 'ADMIN_FINAL_REVIEW'];

/** Whose silence an open item counts against. */
type MissingFor = (facts: SaleFacts, item: ItemFact) => readonly Reader[];

/** Whose move a review still waits for: who has not signed, is missing for an item in the way, or has only to approve. */
function missingInReview(facts: SaleFacts, missingForItem: MissingFor): Set<Reader> {
  const missing = new Set<Reader>(PARTIES.filter((party) => !facts.signed[party]));
  const approvals = [
    ['BUYER', 'DUE_DILIGENCE'],
    ['SELLER', 'PRE_CLOSING'],
  ] as const;
  for (const [party, phase] of approvals) {
    if (facts.approved[party]) continue;
    const inTheWay = openItemsOf(facts, phase).flatMap((item) => missingForItem(facts, item));
    for (const reader of inTheWay.length > 0 ? inTheWay : [party]) missing.add(reader);
  }
  return missing;
}

/** As it was before version 7 of the process. */
const ownerOf: MissingFor = (_, { owner }) => [owner === 'PLATFORM' ? 'ADMIN' : owner];

const onlyBuyerMissing = (missingForItem: MissingFor): Guard => ({
  code: 'move_not_open',
  holds: (facts) => {
    const missing = missingInReview(facts, missingForItem);
    return facts.walkAwayCents > 0 && missing.size === 1 && missing.has('BUYER');
  },
  because: () => 'It is not the buyer alone whose move is missing.',
});

/** The buyer's approval says that the due diligence has shown nothing. */
function isWaived({ approved }: SaleFacts, cause: string): boolean {
  return cause === 'DUE_DILIGENCE' && approved.BUYER;
}

const standing = (facts: SaleFacts): string[] =>
  REVIEW.includes(facts.state) ? facts.contingencies.filter((cause) => !isWaived(facts, cause)) : [];

const causeOf = ({ input }: MoveRequest): string | undefined => input?.cause;

export const walkAwayGuards = defineGuards({
  silenceIsBuyers: onlyBuyerMissing(ownerOf),
  buyerAloneMissing: onlyBuyerMissing(missingFor),
  causeNamed: {
    code: 'not_a_cause',
    asksForInput: true,
    holds: (_, request) => causeOf(request) !== undefined,
    because: () => 'No contingency of the terms is named as the cause.',
  },
  causeStands: {
    code: 'not_a_cause',
    asksForInput: true,
    holds: (facts, request) => standing(facts).includes(causeOf(request) ?? ''),
    because: (facts, request) => {
      const left = standing(facts).map((cause) => `“${inWords(cause)}”`);
      const others = left.length === 0 ? 'none is left' : `those that still do: ${left.join(', ')}`;
      return `The contingency “${inWords(causeOf(request) ?? '')}” does not let the buyer leave with cause now; ${others}.`;
    },
  },
});
