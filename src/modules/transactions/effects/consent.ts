/** Writes down what somebody agreed to: signatures, approvals, and proposals that another has to agree to. */
import { newId } from '../../../platform/kernel/ids';
import { extended } from '../process/deadline.rules';
import type { ProposalKind } from '../process/facts';
import { findProposal } from '../process/guards/proposals.rules';
import type { MoveName, Reader } from '../process/process';
import type { PROPOSAL_STATUSES } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { type Doing, type Effect, given } from './effect';

/** The kind of proposal that a move opens or agrees to. */
const KIND_OF: Partial<Record<MoveName, ProposalKind>> = {
  PROPOSE_EXTENSION: 'EXTENSION',
  AGREE_EXTENSION: 'EXTENSION',
  PROPOSE_CANCEL: 'CANCELLATION',
  AGREE_CANCEL: 'CANCELLATION',
  PROPOSE_SETTLEMENT: 'SETTLEMENT',
  SETTLE: 'SETTLEMENT',
  ADMIN_CANCEL: 'DECISION',
  RESOLVE: 'DECISION',
};

export function createConsentEffects({ models }: TransactionsContext) {
  const kindOf = ({ move }: Doing): ProposalKind => given(KIND_OF[move.name]);

  const closeOpen = (doing: Doing, status: Exclude<(typeof PROPOSAL_STATUSES)[number], 'OPEN'>) =>
    models.proposals.update(
      { status, closedAt: doing.facts.now },
      { where: { transactionId: doing.row.id, kind: kindOf(doing), status: 'OPEN' } },
    );

  return {
    signTerms: ({ row, facts, order, changes, detail }) => {
      changes[order.mover === 'BUYER' ? 'buyerAcceptedTermsAt' : 'sellerAcceptedTermsAt'] = facts.now;
      detail.termsHash = row.termsHash;
    },

    recordApproval: ({ facts, order, changes }) => {
      changes[order.mover === 'BUYER' ? 'buyerApprovedAt' : 'sellerApprovedAt'] = facts.now;
    },

    openProposal: async (doing) => {
      const { row, order, input, facts, detail } = doing;
      await closeOpen(doing, 'REPLACED');
      const proposal = await models.proposals.create({
        id: newId(),
        transactionId: row.id,
        kind: kindOf(doing),
        side: order.mover as Reader,
        userId: order.actor.kind === 'user' ? order.actor.userId : '',
        outcome: input.outcome ?? null,
        buyerCents: input.split?.buyerCents ?? null,
        sellerCents: input.split?.sellerCents ?? null,
        days: input.days ?? null,
        reason: order.reason ?? null,
        status: 'OPEN',
        createdAt: facts.now,
      });
      detail.proposalId = proposal.id;
      if (input.outcome) detail.outcome = input.outcome;
      if (input.split) Object.assign(detail, input.split);
      if (input.days) detail.days = input.days;
    },

    agreeProposal: async (doing) => {
      const proposal = findProposal(doing.facts, kindOf(doing));
      if (proposal) doing.detail.proposalId = proposal.id;
      await closeOpen(doing, 'AGREED');
    },

    extendDeadline: (doing) => {
      const { days } = given(findProposal(doing.facts, 'EXTENSION'));
      doing.detail.days = days;
      doing.waiting = extended(doing.process, doing.waiting, days ?? 0, doing.facts.now);
    },
  } satisfies Record<string, Effect>;
}
