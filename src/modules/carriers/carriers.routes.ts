/** The endpoints of FMCSA's record: look-ups, checks by docket number, and what changed in time. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
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
} from './carriers.schema';
import type { Reading } from './use-cases/read-carrier';

/** What every look-up shares. */
const lookUp = { method: 'get', access: 'user', limit: 'fmcsa' } as const;

export const carrierRoutes = (reading: Reading): Endpoint[] => [
  endpoint({
    ...lookUp,
    path: '/fmcsa/dot/{usdot}',
    summary: "A carrier's federal record, by USDOT number.",
    description:
      'Null means "not known". `source` tells a live record from a recorded or a fictional one; `stale` marks a copy ' +
      'that is shown because FMCSA does not answer.',
    params: ByUsdot,
    response: CarrierShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(({ params }) => reading.carrier(params.usdot)),

  endpoint({
    ...lookUp,
    path: '/fmcsa/mc/{docket}',
    summary: 'The carriers that hold a docket number.',
    description: 'As `MC123456`, `FF1234`, `MX12`; digits alone are taken for an MC number.',
    params: ByDocket,
    response: DocketShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(({ params }) => reading.byDocket(params.docket)),

  endpoint({
    ...lookUp,
    path: '/fmcsa/name/{name}',
    summary: 'Carriers by name, at most 50.',
    params: ByName,
    response: z.array(CarrierSummaryShape),
    problems: [fmcsaUnavailable],
  }).handledBy(({ params }) => reading.byName(params.name)),

  endpoint({
    ...lookUp,
    path: '/fmcsa/snapshot/{usdot}',
    summary: 'The latest snapshot of a carrier, and how it differs from the one before.',
    description: '`type=difference` leaves the profile out.',
    params: ByUsdot,
    query: SnapshotQuery,
    response: SnapshotShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(({ params, query }) => reading.snapshot(params.usdot, query.type)),

  endpoint({
    ...lookUp,
    path: '/fmcsa/authority/{usdot}',
    summary: "A carrier's operating authority, by docket and in sum.",
    params: ByUsdot,
    response: CarrierAuthorityShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(({ params }) => reading.authority(params.usdot)),

  endpoint({
    ...lookUp,
    path: '/fmcsa/insurance/{usdot}',
    summary: "A carrier's insurance and bond on file, against what is required.",
    params: ByUsdot,
    response: CarrierInsuranceShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(({ params }) => reading.insurance(params.usdot)),

  endpoint({
    ...lookUp,
    path: '/fmcsa/verify/{docket}',
    summary: 'Every check and the explained risk score of whoever holds a docket number.',
    params: ByDocket,
    response: VerificationShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(({ params }) => reading.verify(params.docket)),

  endpoint({
    ...lookUp,
    path: '/fmcsa/history/{usdot}',
    summary: 'The snapshots of a carrier with their changes, newest first.',
    description: 'What was seen here; it begins with the first look-up of the carrier.',
    params: ByUsdot,
    query: HistoryQuery,
    paged: true,
    response: z.array(HistoryShape),
  }).handledBy(({ params, query }) => reading.history(params.usdot, query)),
];
