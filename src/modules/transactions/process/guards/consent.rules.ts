/** Guards over what takes two: signatures, proposals between the sides, decisions of two admins. */
import { userIdOf } from '../../../../platform/kernel/actor';
import { dollars } from '../../../../platform/kernel/money';
import type { MoveRequest, SaleFacts } from '../facts';
import { isParty, PARTIES, type Party } from '../process';
import { defineGuards } from './guard';
import { findProposal, proposalOfOther, sameDecision, sayStanding } from './proposals.rules';

const unsigned = ({ signed }: SaleFacts): Party[] => PARTIES.filter((party) => !signed[party]);

/** The admin says again what the same admin has said before. */
function repeatsItself(facts: SaleFacts, { actor, input }: MoveRequest): boolean {
  const first = findProposal(facts, 'DECISION');
  return first !== undefined && first.userId === userIdOf(actor) && sameDecision(first, input ?? {});
}

/** Another admin has decided just this. */
export function confirmsFirst(facts: SaleFacts, { actor, input }: MoveRequest): boolean {
  const first = findProposal(facts, 'DECISION');
  return first !== undefined && first.userId !== userIdOf(actor) && sameDecision(first, input ?? {});
}

export const consentGuards = defineGuards({
  notYetSigned: {
    code: 'terms_already_accepted',
    holds: ({ signed }, { mover }) => !(isParty(mover) && signed[mover]),
    because: () => 'You have accepted the terms already.',
  },
  agreementNotSigned: {
    code: 'agreement_signed',
    holds: ({ agreementSigned }, { mover }) => !(isParty(mover) && agreementSigned[mover]),
    because: () => 'You have signed this version of the purchase agreement already.',
  },
  agreementNotBinding: {
    code: 'agreement_binding',
    holds: ({ agreementSigned }) => !PARTIES.every((party) => agreementSigned[party]),
    because: () =>
      'Both sides have signed the purchase agreement: it stands, until both agree on another price.',
  },
  agreementIsOwn: {
    code: 'move_not_open',
    holds: ({ ownAgreement }) => ownAgreement,
    because: () => 'The purchase agreement is the one drawn up from the terms already.',
  },
  bothSigned: {
    code: 'terms_not_accepted',
    holds: (facts) => unsigned(facts).length === 0,
    because: (facts) =>
      `The terms are not accepted yet by the ${unsigned(facts).join(' and the ').toLowerCase()}.`,
    liftedBy: unsigned,
  },
  noCancelProposed: {
    code: 'already_proposed',
    holds: (facts) => findProposal(facts, 'CANCELLATION') === undefined,
    because: () => 'It has been proposed already; the other side has to agree.',
  },
  cancelProposedByOther: {
    code: 'no_such_proposal',
    holds: (facts, request) => proposalOfOther(facts, 'CANCELLATION', request) !== undefined,
    because: () => 'The other side has not proposed to cancel.',
  },
  extensionProposedByOther: {
    code: 'no_such_proposal',
    holds: (facts, request) => proposalOfOther(facts, 'EXTENSION', request) !== undefined,
    because: (facts, request) =>
      sayStanding(facts, 'EXTENSION', request) ?? 'The other side has no such proposal of more time open.',
  },
  settlementProposedByOther: {
    code: 'no_such_proposal',
    holds: (facts, request) => proposalOfOther(facts, 'SETTLEMENT', request) !== undefined,
    because: (facts, request) =>
      sayStanding(facts, 'SETTLEMENT', request) ?? 'The other side has no such settlement open.',
  },
  someProposalYours: {
    code: 'no_such_proposal',
    holds: ({ proposals }, { mover }) => proposals.some(({ by }) => by === mover),
    because: () => 'You have proposed nothing that waits for an answer.',
  },
  proposalYours: {
    code: 'no_such_proposal',
    asksForInput: true,
    holds: ({ proposals }, { mover, input }) =>
      proposals.some(({ id, by }) => id === input?.proposalId && by === mover),
    because: () => 'You have no such proposal open: it was answered, replaced, or is over.',
  },
  awaitsSecondAdmin: {
    code: 'second_admin_needed',
    asksForInput: true,
    holds: (facts, request) =>
      facts.heldCents > 0 &&
      facts.heldCents + facts.aloneCents > facts.twoAdminLimitCents &&
      !confirmsFirst(facts, request),
    because: () => 'This decision needs no second administrator.',
  },
  newDecision: {
    code: 'second_admin_needed',
    asksForInput: true,
    holds: (facts, request) => !repeatsItself(facts, request),
    because: ({ heldCents, twoAdminLimitCents }) =>
      heldCents > twoAdminLimitCents
        ? 'A sum of this size takes another administrator, who has to decide the same.'
        : `With what was done alone before, this is more than ${dollars(twoAdminLimitCents)}: it takes another administrator, who has to decide the same.`,
  },
});
