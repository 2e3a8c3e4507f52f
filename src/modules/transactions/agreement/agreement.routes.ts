/** The endpoints of the purchase agreement: read it, sign it. */
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import type { Days } from '../../../platform/paper/days';
import { PDF } from '../../../platform/paper/paper';
import { nameDiffers } from '../../identity';
import { agreementDiffers, agreementNotYet, refusalsOf } from '../transactions.problems';
import { TransactionParams } from '../transactions.schema';
import { AgreementQuery, AgreementSigned, AgreementView } from './agreement.schema';
import { asJson, presentAgreement } from './agreement.view';
import type { ReadAgreement } from './read-agreement';
import type { createSignAgreement } from './sign-agreement';

interface UseCases extends Pick<ReadAgreement, 'readAgreement'> {
  signAgreement: ReturnType<typeof createSignAgreement>;
}

export const agreementRoutes = (agreements: UseCases, days: Days): Endpoint[] => [
  endpoint({
    operationId: 'getPurchaseAgreement',
    method: 'get',
    path: '/transactions/{id}/agreement',
    summary: 'Get the purchase agreement, as JSON or a PDF.',
    description:
      'Made from the terms of the deal, for the two sides and administrators, once the deposit is in escrow.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    query: AgreementQuery,
    download: [PDF],
    response: AgreementView,
    problems: [agreementNotYet],
  }).handledBy(async ({ actor, params, query }) =>
    presentAgreement(await agreements.readAgreement(actor, params.id, query.version), query, days),
  ),

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
];
