/** The endpoints of proof of control: for whoever proves it, and for the administrators who review. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { carrierNotFound, fmcsaUnavailable } from '../carriers.problems';
import { ByUsdot } from '../carriers.schema';
import {
  controlAlreadyProved,
  controlCodeRefused,
  controlCodeTooSoon,
  controlRevoked,
  noFederalEmail,
  noReviewPending,
  reviewPending,
  unknownUser,
} from './proof-of-control.problems';
import {
  AdminProofShape,
  ConfirmProof,
  EndProof,
  ProofShape,
  RecordProof,
  RequestReview,
  ReviewQuery,
  StartProof,
} from './proof-of-control.schema';
import type { createProveByCode } from './prove-by-code';
import type { createReviewProof } from './review-proof';

interface UseCases {
  byCode: ReturnType<typeof createProveByCode>;
  review: ReturnType<typeof createReviewProof>;
  status: (userId: string, usdot: number) => Promise<z.input<typeof ProofShape>>;
}

export const proofRoutes = ({ byCode, status, review }: UseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/fmcsa/proof-of-control/{usdot}',
    summary: 'How far you have proved control of a carrier.',
    access: 'user',
    limit: 'fmcsa',
    params: ByUsdot,
    response: ProofShape,
  }).handledBy(({ actor, params }) => status(actor.userId, params.usdot)),

  endpoint({
    method: 'post',
    path: '/fmcsa/proof-of-control/start',
    summary: 'Send a code to the e-mail address of the federal record.',
    description: 'Never to an address typed in. The address is shown masked.',
    access: 'user',
    limit: 'fmcsa',
    body: StartProof,
    status: 201,
    response: ProofShape,
    problems: [
      carrierNotFound,
      fmcsaUnavailable,
      noFederalEmail,
      controlAlreadyProved,
      controlRevoked,
      controlCodeTooSoon,
    ],
  }).handledBy(({ actor, body }) => byCode.start(actor, body.usdot)),

  endpoint({
    method: 'post',
    path: '/fmcsa/proof-of-control/confirm',
    summary: 'Prove control by the code that was sent.',
    access: 'user',
    limit: 'fmcsa',
    body: ConfirmProof,
    response: ProofShape,
    problems: [controlCodeRefused],
  }).handledBy(({ actor, body }) => byCode.confirm(actor, body.usdot, body.code)),

  endpoint({
    method: 'post',
    path: '/fmcsa/proof-of-control/request-review',
    summary: 'Ask an administrator to review your proof of control.',
    access: 'user',
    limit: 'fmcsa',
    body: RequestReview,
    status: 201,
    response: ProofShape,
    problems: [carrierNotFound, fmcsaUnavailable, reviewPending, controlAlreadyProved],
  }).handledBy(({ actor, body }) => review.request(actor, body)),

  endpoint({
    method: 'get',
    path: '/admin/proof-of-control',
    summary: 'Requests for review, oldest first.',
    access: 'admin',
    query: ReviewQuery,
    paged: true,
    response: z.array(AdminProofShape),
  }).handledBy(({ query }) => review.listPending(query)),

  endpoint({
    method: 'post',
    path: '/admin/proof-of-control',
    summary: 'Record level 2 or 3 with the evidence that was seen.',
    access: 'admin',
    body: RecordProof,
    status: 201,
    response: AdminProofShape,
    problems: [controlAlreadyProved, unknownUser],
  }).handledBy(({ actor, body }) => review.record(actor, body)),

  endpoint({
    method: 'post',
    path: '/admin/proof-of-control/decline',
    summary: 'Decline a request for review.',
    access: 'admin',
    body: EndProof,
    response: AdminProofShape,
    problems: [noReviewPending, unknownUser],
  }).handledBy(({ actor, body }) => review.decline(actor, body)),

  endpoint({
    method: 'post',
    path: '/admin/proof-of-control/revoke',
    summary: 'Withdraw every proof of control that a person holds of a carrier.',
    access: 'admin',
    body: EndProof,
    response: AdminProofShape,
    problems: [unknownUser],
  }).handledBy(({ actor, body }) => review.revoke(actor, body)),
];
