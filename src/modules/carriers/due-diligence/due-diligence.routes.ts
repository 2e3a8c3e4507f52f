/** The endpoint of the due-diligence report of one carrier. */
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import type { Days } from '../../../platform/paper/days';
import { PDF } from '../../../platform/paper/paper';
import { FMCSA_LIMIT } from '../carriers.limits';
import { carrierNotFound, fmcsaUnavailable } from '../carriers.problems';
import { ByUsdot } from '../carriers.schema';
import { DueDiligenceQuery, DueDiligenceShape } from './due-diligence.schema';
import { presentDueDiligence } from './due-diligence.view';
import type { ReadDueDiligence } from './read-due-diligence';

export const dueDiligenceRoutes = (read: ReadDueDiligence, days: Days): Endpoint[] => [
  endpoint({
    operationId: 'getCarrierDueDiligence',
    method: 'get',
    access: 'user',
    scope: 'carriers:read',
    limit: FMCSA_LIMIT,
    path: '/fmcsa/due-diligence/{usdot}',
    summary: 'Get the due-diligence report of a carrier, as JSON or a PDF.',
    description:
      'Record, history, safety beside the national average, insurance, checks, linked carriers, the risk score rule by rule, ' +
      'and what to put right or to ask about first; each with its source and day.',
    params: ByUsdot,
    query: DueDiligenceQuery,
    download: [PDF],
    response: DueDiligenceShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params, query }) => presentDueDiligence(await read(params.usdot), query, days)),
];
