/** Finds among the open proposals the one that a move is about. */
import type { MoveRequest, MoveInput, ProposalFact, ProposalKind, SaleFacts } from '../facts';

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

/** Whether a second admin says just what the first has said. */
export const sameDecision = (first: ProposalFact, { outcome, split }: MoveInput): boolean =>
  first.outcome === outcome &&
  first.split?.buyerCents === split?.buyerCents &&
  first.split?.sellerCents === split?.sellerCents;
