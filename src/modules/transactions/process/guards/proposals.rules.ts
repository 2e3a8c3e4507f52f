/** Finds among the open proposals the one that a move is about. */
import { DAY_MS } from '../../../../platform/kernel/clock';
import { counted } from '../../../../platform/kernel/in-words';
import { dollars } from '../../../../platform/kernel/money';
import type { MoveRequest, MoveInput, ProposalFact, ProposalKind, SaleFacts } from '../facts';

/** A proposal that nobody has answered by then can be agreed to no more. */
export const PROPOSAL_LIFE_MS = 14 * DAY_MS;

/** Of each kind one proposal at most is open. */
export const findProposal = (facts: SaleFacts, kind: ProposalKind): ProposalFact | undefined =>
  facts.proposals.find((proposal) => proposal.kind === kind);

/** The open proposal that the other side has made: the very one that is named, where one is named. */
export function proposalOfOther(
  facts: SaleFacts,
  kind: ProposalKind,
  { mover, input }: MoveRequest,
): ProposalFact | undefined {
  const proposal = findProposal(facts, kind);
  if (!proposal || proposal.by === mover) return undefined;
  return input?.proposalId === undefined || input?.proposalId === proposal.id ? proposal : undefined;
}

/** Who names one that was replaced is told what stands now; null where that is not why they are refused. */
export function sayStanding(
  facts: SaleFacts,
  kind: ProposalKind,
  { mover, input }: MoveRequest,
): string | null {
  const open = findProposal(facts, kind);
  if (!open || open.by === mover || input?.proposalId === undefined) return null;
  return `The other side has made another proposal since: ${contentOf(open)}. Read it before you answer.`;
}

/** What is proposed, in words. */
export function contentOf({ priceCents, days, split }: ProposalFact): string {
  if (priceCents !== null) return `a price of ${dollars(priceCents)}`;
  if (days !== null) return counted(days, 'more day');
  return split
    ? `${dollars(split.buyerCents)} to the buyer and ${dollars(split.sellerCents)} to the seller`
    : 'to cancel';
}

/** Whether a second admin says just what the first has said. */
export const sameDecision = (first: ProposalFact, { outcome, split }: MoveInput): boolean =>
  first.outcome === outcome &&
  first.split?.buyerCents === split?.buyerCents &&
  first.split?.sellerCents === split?.sellerCents;
