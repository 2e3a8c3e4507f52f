/** The endpoints over accepted confidentiality terms: lists for each side, the copy to keep, the evidence. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { mapPage, PageQuery } from '../../../platform/kernel/page';
import { PDF } from '../../../platform/paper/paper';
import { OfListing } from '../listings.schema';
import { AcceptanceCopy, AcceptanceView, EvidenceView, OfAcceptance, PaperQuery } from './nda.schema';
import type { NdaPresenter } from './nda.view';
import type { createReadAcceptances } from './read-acceptances';

const reading = { method: 'get', access: 'user', scope: 'listings:read' } as const;

export const ndaRoutes = (
  acceptances: ReturnType<typeof createReadAcceptances>,
  present: NdaPresenter,
): Endpoint[] => [
  endpoint({
    ...reading,
    operationId: 'listNdaAcceptances',
    path: '/listings/nda/acceptances',
    summary: 'List the confidentiality terms that you accepted, newest first.',
    query: PageQuery,
    paged: true,
    response: z.array(AcceptanceView),
  }).handledBy(async ({ actor, query }) =>
    mapPage(await acceptances.listOwnAcceptances(actor, query), present.acceptance),
  ),

  endpoint({
    ...reading,
    operationId: 'listNdaAcceptancesOfListing',
    path: '/listings/{id}/nda-acceptances',
    summary: 'List who accepted the confidentiality terms for your listing, newest first.',
    access: 'seller',
    params: OfListing,
    query: PageQuery,
    paged: true,
    response: z.array(AcceptanceView),
  }).handledBy(async ({ actor, params, query }) =>
    mapPage(await acceptances.listAcceptancesOf(actor, params.id, query), present.acceptance),
  ),

  endpoint({
    ...reading,
    operationId: 'getNdaAcceptance',
    path: '/listings/nda/acceptances/{id}',
    summary: 'Get the copy of accepted confidentiality terms, for its buyer and seller.',
    params: OfAcceptance,
    query: PaperQuery,
    download: [PDF],
    response: AcceptanceCopy,
  }).handledBy(async ({ actor, params, query }) =>
    present.copy(await acceptances.readAcceptance(actor, params.id), query),
  ),

  endpoint({
    ...reading,
    operationId: 'getNdaEvidence',
    path: '/listings/nda/acceptances/{id}/evidence',
    summary: 'Get what proves an acceptance of the terms to a court, for its buyer and seller.',
    params: OfAcceptance,
    query: PaperQuery,
    download: [PDF],
    response: EvidenceView,
  }).handledBy(async ({ actor, params, query }) =>
    present.evidence(await acceptances.readEvidence(actor, params.id), query),
  ),
];
