/** The endpoint of linked carriers. */
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { FMCSA_LIMIT } from '../carriers.limits';
import { carrierNotFound, fmcsaUnavailable } from '../carriers.problems';
import { ByUsdot } from '../carriers.schema';
import { LinksShape } from './links.schema';
import { presentLinks } from './links.view';
import type { ReadLinks } from './read-links';

export const linkRoutes = (readLinks: ReadLinks): Endpoint[] => [
  endpoint({
    operationId: 'getLinkedCarriers',
    method: 'get',
    access: 'user',
    scope: 'carriers:read',
    limit: FMCSA_LIMIT,
    path: '/fmcsa/links/{usdot}',
    summary: 'Find the carriers that share something with a carrier.',
    description:
      'From the open files that were loaded: telephone, e-mail, address, officer, vehicle, tax number, a former number. What ' +
      'is shared says that two records agree in it, and nothing of anybody. Post-office boxes, registered agents and what ' +
      'more than five carriers share are left out.',
    params: ByUsdot,
    response: LinksShape,
    problems: [carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ params }) => presentLinks(await readLinks(params.usdot))),
];
