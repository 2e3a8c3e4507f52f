/** The endpoints of the purchase agreement: read it, sign it, bring another one. */
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import type { Days } from '../../../platform/paper/days';
import { PDF } from '../../../platform/paper/paper';
import { documentNotUsable } from '../../documents';
import { nameDiffers } from '../../identity';
import { agreementDiffers, agreementNotYet, refusalsOf } from '../transactions.problems';
import { TransactionParams } from '../transactions.schema';
import {
  AgreementQuery,
  AgreementSigned,
  AgreementView,
  OwnAgreementBrought,
  ReplacedAgreement,
} from './agreement.schema';
import { asJson, presentAgreement } from './agreement.view';
import type { ReadAgreement } from './read-agreement';
import type { createReplaceAgreement } from './replace-agreement';
import type { createSignAgreement } from './sign-agreement';

interface UseCases
  extends Pick<ReadAgreement, 'readAgreement' | 'openOwn'>, ReturnType<typeof createReplaceAgreement> {
  signAgreement: ReturnType<typeof createSignAgreement>;
}

export const agreementRoutes = (agreements: UseCases, days: Days): Endpoint[] => [
  endpoint({
    operationId: 'getPurchaseAgreement',
    method: 'get',
    path: '/transactions/{id}/agreement',
    summary: 'Get the purchase agreement, as JSON or a PDF.',
    description:
      'Made from the terms of the deal, or brought by a side, for the two sides and administrators, once the deposit is in escrow.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    query: AgreementQuery,
    download: [PDF],
    ranges: true,
    response: AgreementView,
    problems: [agreementNotYet],
  }).handledBy(async ({ actor, params, query }) => {
    const file = await agreements.readAgreement(actor, params.id, query.version);
    return query.format === 'original'
      ? agreements.openOwn(actor, file)
      : presentAgreement(file, query.format, days);
  }),

  endpoint({
    operationId: 'signPurchaseAgreement',
    method: 'post',
    path: '/transactions/{id}/agreement/sign',
    summary: 'Sign the purchase agreement by its hash and your typed name.',
    description:
      'Both sides sign. Once both have, the agreement is binding, its item of the checklist is done, and its PDF is the copy to ' +
      'keep. Another price makes another version, which both sign again.',
    access: 'user',
    idempotent: 'unit',
    scope: 'transactions:write',
    params: TransactionParams,
    body: AgreementSigned,
    response: AgreementView,
    problems: [agreementNotYet, agreementDiffers, nameDiffers, ...refusalsOf('SIGN_AGREEMENT')],
  }).handledBy(async ({ actor, params, body, request }) =>
    asJson(await agreements.signAgreement(actor, params.id, body, request.address)),
  ),

  endpoint({
    operationId: 'useOwnAgreement',
    method: 'post',
    path: '/transactions/{id}/agreement/own',
    summary: 'Put an agreement of your own in the place of the purchase agreement.',
    description:
      'Either side, as long as not both have signed. Whoever has signed the one before signs this one anew. Both sign the file as it was ' +
      'uploaded, which nobody here reads: escrow follows the signed terms.',
    access: 'user',
    idempotent: 'unit',
    scope: 'transactions:write',
    params: TransactionParams,
    body: OwnAgreementBrought,
    response: AgreementView,
    problems: [agreementNotYet, agreementDiffers, documentNotUsable, ...refusalsOf('USE_OWN_AGREEMENT')],
  }).handledBy(async ({ actor, params, body }) =>
    asJson(await agreements.useOwnAgreement(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'drawUpAgreement',
    method: 'post',
    path: '/transactions/{id}/agreement/draw-up',
    summary: 'Go back to the purchase agreement drawn up from the terms.',
    description: 'Either side, as long as not both have signed their own. Both sign it anew.',
    access: 'user',
    idempotent: 'unit',
    scope: 'transactions:write',
    params: TransactionParams,
    body: ReplacedAgreement,
    response: AgreementView,
    problems: [agreementNotYet, agreementDiffers, ...refusalsOf('DRAW_UP_AGREEMENT')],
  }).handledBy(async ({ actor, params, body }) =>
    asJson(await agreements.drawUpAgreement(actor, params.id, body)),
  ),
];
