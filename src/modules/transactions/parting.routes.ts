/** The endpoints of deals that are called off or fought over: cancel, dispute, evidence, settlement. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { refusalsOf } from './transactions.problems';
import {
  Cancellation,
  DealParams,
  Evidence,
  NewSettlement,
  ProposalParams,
  ProposalView,
  TransactionView,
  WithReason,
} from './transactions.schema';
import type { createPartWays } from './use-cases/part-ways';
import type { ReadDeal } from './use-cases/read-deal';

const moving = { method: 'post', access: 'user', idempotent: 'unit', params: DealParams } as const;

export const partingRoutes = (
  deals: ReturnType<typeof createPartWays> & Pick<ReadDeal, 'listSettlements'>,
): Endpoint[] => [
  endpoint({
    ...moving,
    path: '/transactions/{id}/cancel',
    stepUp: true,
    summary: 'Cancels the deal, proposes to, or agrees to.',
    description:
      'Before the deposit either side cancels alone. Afterwards the first call proposes and the call of the other side ' +
      'agrees; the deposit goes back in full. From the transfer on a deal is disputed instead. An administrator cancels ' +
      'until then and may divide what is held; above a configured sum a second administrator has to do the same.',
    body: Cancellation,
    response: TransactionView,
    problems: refusalsOf('CANCEL', 'PROPOSE_CANCEL', 'AGREE_CANCEL', 'ADMIN_CANCEL'),
  }).handledBy(({ actor, params, body }) => deals.cancel(actor, params.id, body.reason, body.split)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/dispute',
    summary: 'Opens a dispute, which freezes the money.',
    description:
      'The sides have 14 days to settle between them; then the platform decides within another 14 days.',
    body: WithReason,
    response: TransactionView,
    problems: refusalsOf('DISPUTE'),
  }).handledBy(({ actor, params, body }) => deals.dispute(actor, params.id, body.reason)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/dispute/evidence',
    summary: 'Adds a statement to the dispute; it stands on the timeline and cannot be taken back.',
    body: Evidence,
    status: 201,
    response: TransactionView,
    problems: refusalsOf('ADD_EVIDENCE'),
  }).handledBy(({ actor, params, body }) => deals.addEvidence(actor, params.id, body.statement)),

  endpoint({
    method: 'get',
    path: '/transactions/{id}/dispute/proposals',
    summary: 'The settlements that were proposed, oldest first.',
    access: 'user',
    params: DealParams,
    response: z.array(ProposalView),
  }).handledBy(({ actor, params }) => deals.listSettlements(actor, params.id)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/dispute/proposals',
    summary: 'Proposes how to end the deal and divide what is held.',
    description: 'The open proposal, whoever made it, lapses.',
    body: NewSettlement,
    status: 201,
    response: TransactionView,
    problems: refusalsOf('PROPOSE_SETTLEMENT'),
  }).handledBy(({ actor, params, body }) => deals.proposeSettlement(actor, params.id, body)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/dispute/proposals/{proposalId}/counter',
    summary: 'Answers the other side’s proposal with another one.',
    params: ProposalParams,
    body: NewSettlement,
    status: 201,
    response: TransactionView,
    problems: refusalsOf('PROPOSE_SETTLEMENT', 'SETTLE'),
  }).handledBy(({ actor, params, body }) =>
    deals.proposeSettlement(actor, params.id, body, params.proposalId),
  ),

  endpoint({
    ...moving,
    path: '/transactions/{id}/dispute/proposals/{proposalId}/accept',
    stepUp: true,
    summary: 'Accepts the other side’s proposal, which ends the deal and divides the money.',
    params: ProposalParams,
    response: TransactionView,
    problems: refusalsOf('SETTLE'),
  }).handledBy(({ actor, params }) => deals.settle(actor, params.id, params.proposalId)),
];
