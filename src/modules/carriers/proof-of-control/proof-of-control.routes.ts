/** The endpoints of proof of control: for whoever proves it, and for the administrators who review. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import type { Clock } from '../../../platform/kernel/clock';
import { mapPage } from '../../../platform/kernel/page';
import { documentNotUsable } from '../../documents';
import { carrierNotFound, fmcsaUnavailable } from '../carriers.problems';
import { ByUsdot } from '../carriers.schema';
import {
  controlAlreadyProved,
  controlCodeRefused,
  controlCodeTooSoon,
  controlPapersMissing,
  controlRevoked,
  controlSessionMissing,
  controlIdentityUnseen,
  controlSessionOutOfTime,
  controlSessionUnrecorded,
  noFederalEmail,
  noReviewPending,
  reviewChanged,
  reviewPending,
  unknownUser,
} from './proof-of-control.problems';
import {
  AdminProofShape,
  ConfirmProof,
  DeclineReview,
  EndProof,
  ProofShape,
  RecordProof,
  RequestReview,
  ReviewQuery,
  StartProof,
} from './proof-of-control.schema';
import { presentForAdmin, presentProof } from './proof-of-control.view';
import type { Proofs } from './proofs';
import type { createProveByCode } from './prove-by-code';
import type { createReviewProof, ReviewedProof } from './review-proof';
import { FMCSA_LIMIT } from '../carriers.limits';

interface UseCases {
  byCode: ReturnType<typeof createProveByCode>;
  review: ReturnType<typeof createReviewProof>;
  find: Proofs['find'];
}

export function proofRoutes({ byCode, find, review }: UseCases, clock: Clock): Endpoint[] {
  const forAdmin = (proof: ReviewedProof) => presentForAdmin(proof, clock.now());
  return [
    endpoint({
      operationId: 'getProofOfControl',
      method: 'get',
      path: '/fmcsa/proof-of-control/{usdot}',
      summary: 'Show how far you have proved control of a carrier.',
      access: 'user',
      scope: 'carriers:read',
      limit: FMCSA_LIMIT,
      params: ByUsdot,
      response: ProofShape,
    }).handledBy(async ({ actor, params: { usdot } }) =>
      presentProof(usdot, await find(actor.userId, usdot), clock.now()),
    ),

    endpoint({
      operationId: 'startProofOfControl',
      method: 'post',
      path: '/fmcsa/proof-of-control/start',
      summary: 'Send a code to the email address on the federal record.',
      description: 'Never to an address typed in. The address is shown masked.',
      access: 'user',
      scope: 'carriers:write',
      limit: FMCSA_LIMIT,
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
    }).handledBy(async ({ actor, body: { usdot } }) =>
      presentProof(usdot, await byCode.start(actor, usdot), clock.now()),
    ),

    endpoint({
      operationId: 'confirmProofOfControl',
      method: 'post',
      path: '/fmcsa/proof-of-control/confirm',
      summary: 'Prove control of a carrier with the code that was sent.',
      access: 'user',
      scope: 'carriers:write',
      limit: FMCSA_LIMIT,
      body: ConfirmProof,
      response: ProofShape,
      problems: [controlCodeRefused],
    }).handledBy(async ({ actor, body: { usdot, code } }) =>
      presentProof(usdot, await byCode.confirm(actor, usdot, code), clock.now()),
    ),

    endpoint({
      operationId: 'requestProofReview',
      method: 'post',
      path: '/fmcsa/proof-of-control/request-review',
      summary: 'Ask an administrator to review your proof of control.',
      access: 'user',
      scope: 'carriers:write',
      limit: FMCSA_LIMIT,
      body: RequestReview,
      status: 201,
      response: ProofShape,
      problems: [carrierNotFound, fmcsaUnavailable, reviewPending, controlAlreadyProved, documentNotUsable],
    }).handledBy(async ({ actor, body }) =>
      presentProof(body.usdot, await review.request(actor, body), clock.now()),
    ),

    endpoint({
      operationId: 'listProofRequests',
      method: 'get',
      path: '/admin/proof-of-control',
      summary: 'List proof-of-control requests, oldest first.',
      access: 'admin',
      query: ReviewQuery,
      paged: true,
      response: z.array(AdminProofShape),
    }).handledBy(async ({ query }) => mapPage(await review.listPending(query), forAdmin)),

    endpoint({
      operationId: 'recordProofOfControl',
      method: 'post',
      path: '/admin/proof-of-control',
      summary: 'Record level 2 or 3 with the evidence that was seen.',
      description:
        'Level 2 rests on verified papers: those that you name, or those that came with the request. Level 3 rests on the same and a live session that was recorded.',
      access: 'admin',
      body: RecordProof,
      status: 201,
      response: AdminProofShape,
      problems: [
        controlAlreadyProved,
        controlPapersMissing,
        controlSessionMissing,
        controlSessionOutOfTime,
        controlIdentityUnseen,
        controlSessionUnrecorded,
        documentNotUsable,
        reviewChanged,
        unknownUser,
      ],
    }).handledBy(async ({ actor, body }) => forAdmin(await review.record(actor, body))),

    endpoint({
      operationId: 'declineProofRequest',
      method: 'post',
      path: '/admin/proof-of-control/decline',
      summary: 'Decline a proof-of-control request.',
      access: 'admin',
      body: DeclineReview,
      response: AdminProofShape,
      problems: [noReviewPending, reviewChanged, unknownUser],
    }).handledBy(async ({ actor, body }) => forAdmin(await review.decline(actor, body))),

    endpoint({
      operationId: 'revokeProofOfControl',
      method: 'post',
      path: '/admin/proof-of-control/revoke',
      summary: 'Revoke every proof of control that a user holds for a carrier.',
      access: 'admin',
      body: EndProof,
      response: AdminProofShape,
      problems: [unknownUser],
    }).handledBy(async ({ actor, body }) => forAdmin(await review.revoke(actor, body))),
  ];
}
