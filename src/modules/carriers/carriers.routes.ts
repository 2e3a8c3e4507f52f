/** The endpoints of FMCSA's record: look-ups, checks by docket number, and what changed in time. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import type { Clock } from '../../platform/kernel/clock';
import { mapPage } from '../../platform/kernel/page';
import { carrierNotFound, fmcsaUnavailable } from './carriers.problems';
import {
  ByDocket,
  ByName,
  ByUsdot,
  CarrierAuthorityShape,
  CarrierInsuranceShape,
  CarrierShape,
  CarrierSummaryShape,
  DocketShape,
  HistoryQuery,
  HistoryShape,
  SnapshotQuery,
  SnapshotShape,
  VerificationShape,
  VerifiedCarrierShape,
} from './carriers.schema';
import {
  presentAuthorities,
  presentCarrier,
  presentHistory,
  presentInsurance,
  presentSnapshot,
  presentSummary,
  presentVerification,
} from './carriers.view';
import type { ReadCarriers } from './use-cases/read-carrier';
import { CHECK_LIMIT, FMCSA_LIMIT } from './carriers.limits';
import { ShortCheckQuery, ShortCheckShape } from './short-check.schema';
import { presentShortCheck } from './short-check.view';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    carriers: true;
  }
}

/** What every look-up shares. */
const lookUp = { method: 'get', access: 'user', scope: 'carriers:read', limit: FMCSA_LIMIT } as const;

export const carrierRoutes = (carriers: ReadCarriers, clock: Clock): Endpoint[] => [
  endpoint({
    operationId: 'getCarrier',
    ...lookUp,
    path: '/fmcsa/dot/{usdot}',
    summary: 'Look up a carrier by USDOT number.',
    description:
      'Null means "not known". `source` tells a live record from a recorded or a fictional one; `stale` marks a copy ' +
      'that is shown because FMCSA does not answer.',
    params: ByUsdot,
    response: CarrierShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params }) => presentCarrier(await carriers.readCarrier(params.usdot))),

  endpoint({
    operationId: 'findCarriersByDocket',
    ...lookUp,
    path: '/fmcsa/mc/{docket}',
    summary: 'Find the carriers that hold a docket number.',
    description: 'As `MC123456`, `FF1234`, `MX12`; digits alone are taken for an MC number.',
    params: ByDocket,
    response: DocketShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params }) => {
    const found = await carriers.findByDocket(params.docket);
    return { ...found, carriers: found.carriers.map(presentCarrier) };
  }),

  endpoint({
    operationId: 'findCarriersByName',
    ...lookUp,
    path: '/fmcsa/name/{name}',
    summary: 'Find up to 50 carriers by name.',
    params: ByName,
    response: z.array(CarrierSummaryShape),
    problems: [fmcsaUnavailable],
  }).handledBy(async ({ params }) => (await carriers.findByName(params.name)).map(presentSummary)),

  endpoint({
    operationId: 'getLatestSnapshot',
    ...lookUp,
    path: '/fmcsa/snapshot/{usdot}',
    summary: "Get a carrier's latest snapshot and how it differs from the one before.",
    description: '`type=difference` leaves the profile out.',
    params: ByUsdot,
    query: SnapshotQuery,
    response: SnapshotShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params, query }) =>
    presentSnapshot(await carriers.readSnapshot(params.usdot), { withProfile: query.type === 'latest' }),
  ),

  endpoint({
    operationId: 'getAuthority',
    ...lookUp,
    path: '/fmcsa/authority/{usdot}',
    summary: "Get a carrier's operating authority, by docket and overall, and its history.",
    params: ByUsdot,
    response: CarrierAuthorityShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params }) => presentAuthorities(await carriers.readCarrier(params.usdot))),

  endpoint({
    operationId: 'getInsurance',
    ...lookUp,
    path: '/fmcsa/insurance/{usdot}',
    summary:
      "Get a carrier's insurance and bond on file, against what is required, and what is about to end.",
    params: ByUsdot,
    response: CarrierInsuranceShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params }) => presentInsurance(await carriers.readCarrier(params.usdot), clock.now())),

  endpoint({
    operationId: 'verifyCarrier',
    ...lookUp,
    path: '/fmcsa/verify/{docket}',
    summary: 'Get every check and the explained risk score for a docket number.',
    params: ByDocket,
    response: VerificationShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params }) => {
    const verified = await carriers.verify(params.docket);
    return { ...verified, carriers: verified.carriers.map(presentVerification) };
  }),

  endpoint({
    operationId: 'verifyCarrierByUsdot',
    ...lookUp,
    path: '/fmcsa/verify/dot/{usdot}',
    summary: 'Get every check and the explained risk score for a USDOT number.',
    description: 'For whoever has no docket number, or several: a private fleet, a broker, a forwarder.',
    params: ByUsdot,
    response: VerifiedCarrierShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params }) => presentVerification(await carriers.verifyUsdot(params.usdot))),

  endpoint({
    operationId: 'checkCarrier',
    method: 'get',
    access: 'public',
    limit: CHECK_LIMIT,
    path: '/fmcsa/check',
    summary: 'Check a carrier in short, without an account.',
    description:
      'By one of `usdot`, `mc` and `name`, as people write them. One carrier is checked; where several fit, they are named ' +
      'without a check, to be asked for by `usdot`.',
    query: ShortCheckQuery,
    response: ShortCheckShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ query }) => presentShortCheck(await carriers.checkInShort(query))),

  endpoint({
    operationId: 'listCarrierSnapshots',
    ...lookUp,
    path: '/fmcsa/history/{usdot}',
    summary: "List a carrier's snapshots with their changes, newest first.",
    description: 'What was seen here; it begins with the first look-up of the carrier.',
    params: ByUsdot,
    query: HistoryQuery,
    paged: true,
    response: z.array(HistoryShape),
  }).handledBy(async ({ params, query }) =>
    mapPage(await carriers.listSnapshots(params.usdot, query), presentHistory),
  ),
];
