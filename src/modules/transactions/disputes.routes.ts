/** The endpoints of deals that are called off or fought over: cancel, dispute, evidence, settlement. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { secondAdminNeeded } from '../approvals';
import { documentNotUsable } from '../documents';
import { carrierNotFound } from '../carriers';
import type { TransactionPresenter } from './transaction.view';
import { refusalsOf, transactionChanged, walkAwayCostDiffers } from './transactions.problems';
import {
  Cancellation,
  TransactionParams,
  Evidence,
  NewDispute,
  NewSettlement,
  ProposalParams,
  ProposalView,
  TransactionView,
  WalkingAway,
  WithReason,
} from './transactions.schema';
import type { CheckCarrier } from './use-cases/check-carrier';
import type { createCancelOrDispute } from './use-cases/cancel-or-dispute';
import type { ReadTransaction } from './use-cases/read-transaction';

const moving = { method: 'post', access: 'user', idempotent: 'unit', params: TransactionParams } as const;

export const disputeRoutes = (
  deals: ReturnType<typeof createCancelOrDispute> & { checkCarrier: CheckCarrier } & Pick<
      ReadTransaction,
      'listSettlements'
    >,
  present: TransactionPresenter,
): Endpoint[] => [
  endpoint({
    operationId: 'cancelTransaction',
    ...moving,
    path: '/transactions/{id}/cancel',
    movesMoney: true,
    stepUp: true,
    summary: 'Cancel the transaction, propose to cancel it, or agree to a proposal.',
    description:
      'Before the deposit either side cancels alone. Afterwards the first call proposes and the call of the other side ' +
      'agrees; the deposit goes back in full. From the transfer on a deal is disputed instead. An administrator cancels ' +
      'in every open state but a dispute, and may divide what is held; above a configured sum a second administrator has to do the same.',
    body: Cancellation,
    response: TransactionView,
    problems: [
      ...[carrierNotFound, transactionChanged],
      ...refusalsOf('CANCEL', 'PROPOSE_CANCEL', 'AGREE_CANCEL', 'ADMIN_CANCEL'),
    ],
  }).handledBy(
    async ({ actor, params, body }) => present.transaction(await deals.cancel(actor, params.id, body)),
    ({ params, body }) => deals.checkCarrier.forSplit(params.id, 'ADMIN_CANCEL', body.split),
  ),

  endpoint({
    operationId: 'walkAway',
    ...moving,
    path: '/transactions/{id}/buyer/walk-away',
    movesMoney: true,
    stepUp: true,
    summary: 'Leave the transaction as buyer, with or without cause.',
    description:
      'Until the whole price is paid. A contingency of the terms is cause while the review runs; the deposit then goes ' +
      'back in full. Without cause the deposit goes as the terms say: `walkAwayCents` to the seller, the rest back.',
    body: WalkingAway,
    response: TransactionView,
    problems: [walkAwayCostDiffers, ...refusalsOf('WALK_AWAY')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.walkAway(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'objectToRelease',
    ...moving,
    path: '/transactions/{id}/buyer/object-to-release',
    scope: 'transactions:write',
    summary: 'Object to the release of the hold-back as buyer.',
    description: 'It stays in escrow until an administrator has lifted the hold or divided it.',
    body: WithReason,
    response: TransactionView,
    problems: refusalsOf('OBJECT_TO_RELEASE'),
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.objectToRelease(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'openDispute',
    ...moving,
    path: '/transactions/{id}/dispute',
    stepUp: 'admin',
    scope: 'transactions:write',
    summary: 'Open a dispute, which freezes the money.',
    description:
      'For the sides and for administrators, once money is held: before that either side just cancels. The sides have ' +
      '14 days to settle between them; then the platform decides within another 14 days. An administrator’s dispute takes a second one above a configured sum.',
    body: NewDispute,
    response: TransactionView,
    problems: [...refusalsOf('DISPUTE'), documentNotUsable, secondAdminNeeded],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.dispute(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'addEvidence',
    ...moving,
    path: '/transactions/{id}/dispute/evidence',
    scope: 'transactions:write',
    summary: 'Add a permanent statement to the dispute, with documents.',
    body: Evidence,
    status: 201,
    response: TransactionView,
    problems: [...refusalsOf('ADD_EVIDENCE'), documentNotUsable],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.addEvidence(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'listSettlementProposals',
    method: 'get',
    path: '/transactions/{id}/dispute/proposals',
    summary: 'List the proposed settlements, oldest first.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    response: z.array(ProposalView),
  }).handledBy(async ({ actor, params }) =>
    (await deals.listSettlements(actor, params.id)).map(present.proposal),
  ),

  endpoint({
    operationId: 'proposeSettlement',
    ...moving,
    path: '/transactions/{id}/dispute/proposals',
    scope: 'transactions:write',
    summary: 'Propose how to end the transaction and divide the money held.',
    description: 'The open proposal, whoever made it, lapses.',
    body: NewSettlement,
    status: 201,
    response: TransactionView,
    problems: [transactionChanged, ...refusalsOf('PROPOSE_SETTLEMENT')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.proposeSettlement(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'counterSettlement',
    ...moving,
    path: '/transactions/{id}/dispute/proposals/{proposalId}/counter',
    scope: 'transactions:write',
    summary: "Counter the other side's settlement proposal.",
    params: ProposalParams,
    body: NewSettlement,
    status: 201,
    response: TransactionView,
    problems: [transactionChanged, ...refusalsOf('PROPOSE_SETTLEMENT', 'SETTLE')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.proposeSettlement(actor, params.id, body, params.proposalId)),
  ),

  endpoint({
    operationId: 'acceptSettlement',
    ...moving,
    path: '/transactions/{id}/dispute/proposals/{proposalId}/accept',
    movesMoney: true,
    stepUp: true,
    summary: "Accept the other side's settlement proposal, which ends the transaction.",
    params: ProposalParams,
    response: TransactionView,
    problems: [carrierNotFound, ...refusalsOf('SETTLE')],
  }).handledBy(
    async ({ actor, params }) => present.transaction(await deals.settle(actor, params.id, params.proposalId)),
    ({ params }) => deals.checkCarrier.forRelease(params.id, 'SETTLE'),
  ),
];
