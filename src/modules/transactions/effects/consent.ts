/** Writes down what somebody agreed to: signatures, approvals, and proposals that another has to agree to. */
import { userIdOf } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { extended, movedTo } from '../process/deadline.rules';
import type { ProposalKind } from '../process/facts';
import {
  ANSWER_TIME,
  ANSWER_TIME_MS,
  ANSWERS_ARE_AWAITED_MS,
  WAIT_OF,
} from '../process/guards/answers.rules';
import { confirmsFirst } from '../process/guards/consent.rules';
import { contentOf, findProposal } from '../process/guards/proposals.rules';
import type { MoveName, Reader } from '../process/process';
import { factOfProposal } from '../read-facts';
import type { PROPOSAL_STATUSES } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { type MoveExecution, type Effect, given, reasonOf } from './effect';

/** The kind of proposal that a move opens or agrees to. */
const KIND_OF: Partial<Record<MoveName, ProposalKind>> = {
  PROPOSE_EXTENSION: 'EXTENSION',
  AGREE_EXTENSION: 'EXTENSION',
  PROPOSE_PRICE: 'PRICE',
  AGREE_PRICE: 'PRICE',
  PROPOSE_CANCEL: 'CANCELLATION',
  AGREE_CANCEL: 'CANCELLATION',
  PROPOSE_SETTLEMENT: 'SETTLEMENT',
  SETTLE: 'SETTLEMENT',
  ADMIN_CANCEL: 'DECISION',
  RESOLVE: 'DECISION',
};

/** What an admin decides over the money of a deal. */
export const isDecision = (move: MoveName): boolean => KIND_OF[move] === 'DECISION';

export function createConsentEffects({ models, approvals }: TransactionsContext) {
  const kindOf = ({ request }: MoveExecution): ProposalKind => given(KIND_OF[request.move]);

  const close = (id: string, status: 'LAPSED' | 'WITHDRAWN', closedAt: number) =>
    models.proposals.update({ status, closedAt }, { where: { id, status: 'OPEN' } });

  const closeOpen = (execution: MoveExecution, status: Exclude<(typeof PROPOSAL_STATUSES)[number], 'OPEN'>) =>
    models.proposals.update(
      { status, closedAt: execution.facts.now },
      { where: { transactionId: execution.row.id, kind: kindOf(execution), status: 'OPEN' } },
    );

  return {
    signTerms: ({ row, facts, request, changes, detail }) => {
      changes[request.mover === 'BUYER' ? 'buyerAcceptedTermsAt' : 'sellerAcceptedTermsAt'] = facts.now;
      detail.termsHash = row.termsHash;
    },

    recordApproval: ({ facts, request, changes }) => {
      changes[request.mover === 'BUYER' ? 'buyerApprovedAt' : 'sellerApprovedAt'] = facts.now;
    },

    /** The deal begins its review anew: what was approved was approved of another state of things. */
    askAnew: ({ changes }) => {
      changes.buyerApprovedAt = null;
      changes.sellerApprovedAt = null;
    },

    openProposal: async (execution) => {
      const { row, request, input, facts, detail } = execution;
      await closeOpen(execution, 'REPLACED');
      const proposal = await models.proposals.create({
        id: newId(),
        transactionId: row.id,
        kind: kindOf(execution),
        side: request.mover as Reader,
        userId: userIdOf(request.actor) ?? '',
        outcome: input.outcome ?? null,
        buyerCents: input.split?.buyerCents ?? null,
        sellerCents: input.split?.sellerCents ?? null,
        days: input.days ?? null,
        priceCents: input.priceCents ?? null,
        reason: request.reason ?? null,
        status: 'OPEN',
        createdAt: facts.now,
      });
      detail.proposalId = proposal.id;
      if (input.outcome) detail.outcome = input.outcome;
      if (input.split) Object.assign(detail, input.split);
      if (input.days) detail.days = input.days;
      if (input.priceCents) detail.priceCents = input.priceCents;
    },

    agreeProposal: async (execution) => {
      const proposal = findProposal(execution.facts, kindOf(execution));
      if (proposal) execution.detail.proposalId = proposal.id;
      await closeOpen(execution, 'AGREED');
      const { facts, request, row } = execution;
      if (!isDecision(request.move) || facts.heldCents === 0 || confirmsFirst(facts, request)) return;
      await approvals.addAlone(request.actor, {
        act: `transaction.${request.move.toLowerCase()}`,
        amountCents: facts.heldCents,
        concerns: [row.buyerId, row.sellerId],
      });
    },

    withdrawProposal: async ({ facts, input, detail, adds }) => {
      const proposal = given(facts.proposals.find(({ id }) => id === input.proposalId));
      await close(proposal.id, 'WITHDRAWN', facts.now);
      detail.proposalId = proposal.id;
      adds.push(`It was ${contentOf(proposal)}.`);
    },

    expireProposal: async ({ facts, input, detail, adds }) => {
      const proposal = given((await models.proposals.findByPk(given(input.proposalId))) ?? undefined);
      await close(proposal.id, 'LAPSED', facts.now);
      detail.proposalId = proposal.id;
      adds.push(`It was ${contentOf(factOfProposal(proposal))}.`);
    },

    lapseProposal: async ({ facts, input, detail }) => {
      const id = given(input.proposalId);
      await close(id, 'LAPSED', facts.now);
      detail.proposalId = id;
    },

    extendDeadline: (execution) => {
      const days = execution.input.days ?? given(findProposal(execution.facts, 'EXTENSION')).days;
      execution.detail.days = days;
      execution.waiting = extended(execution.process, execution.waiting, days ?? 0, execution.facts.now);
      // What was agreed or decided is the deadline from now on, whatever had moved it before.
      Object.assign(execution.changes, { deadlineWas: null, deadlineBecause: null });
    },

    /** Whoever is asked has time to answer, though not for ever. A clock that stands still leaves it anyway. */
    leaveTimeToAnswer: (execution) => {
      const { row, process, facts, input, changes, detail, adds, waiting } = execution;
      const { wait, deadlineAt } = waiting;
      const item = facts.items.find(({ id }) => id === input.question?.itemId);
      const matters = input.question ? item && WAIT_OF[item.phase] : 'REVIEW';
      if (deadlineAt === null || wait !== matters || facts.onHoldSince !== null) return;
      const until = Math.min(
        facts.now + ANSWER_TIME_MS,
        (row.deadlineWas ?? deadlineAt) + ANSWERS_ARE_AWAITED_MS,
      );
      if (until <= deadlineAt) return;
      changes.deadlineWas = row.deadlineWas ?? deadlineAt;
      changes.deadlineBecause = `Whoever is asked has ${ANSWER_TIME} to answer.`;
      detail.deadlineAt = iso(until);
      adds.push(`The deadline was moved: whoever is asked has ${ANSWER_TIME} to answer.`);
      execution.waiting = movedTo(process, waiting, until, facts.now);
    },

    moveDeadline: (execution) => {
      const { row, process, facts, input, changes, detail, waiting } = execution;
      const deadlineAt = given(input.deadlineAt);
      changes.deadlineWas = row.deadlineWas ?? row.deadlineAt;
      changes.deadlineBecause = reasonOf(execution);
      changes.awayMs = 0;
      detail.deadlineAt = iso(deadlineAt);
      execution.waiting = movedTo(process, waiting, deadlineAt, facts.now);
    },
  } satisfies Record<string, Effect>;
}
