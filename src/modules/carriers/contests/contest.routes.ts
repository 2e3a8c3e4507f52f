/** The endpoints of contests: for whoever says that a company is theirs, and for the administrators who decide. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import type { RateLimit } from '../../../platform/http/limits';
import { notFound } from '../../../platform/http/problem';
import { DAY_MS } from '../../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../../platform/kernel/page';
import { documentNotUsable } from '../../documents';
import { FMCSA_LIMIT } from '../carriers.limits';
import { carrierNotFound, fmcsaUnavailable } from '../carriers.problems';
import { contestClosed, contestOpen, holdersChanged } from './contest.problems';
import {
  AdminContestShape,
  ContestQuery,
  ContestShape,
  DecideContest,
  NewContest,
  OfContest,
} from './contest.schema';
import { presentContest, presentContestForAdmin } from './contest.view';
import type { Contests } from './contests';

/** Each takes an administrator's time. */
const CONTEST_LIMIT: RateLimit = {
  name: 'contest',
  requests: 5,
  windowMs: DAY_MS,
  sameForAll: true,
  also: FMCSA_LIMIT,
};

export const contestRoutes = (contests: Contests): Endpoint[] => [
  endpoint({
    operationId: 'openContest',
    method: 'post',
    path: '/fmcsa/contests',
    verifiedEmail: true,
    summary: 'Contest the control of a company that others claim and that is yours.',
    description:
      'An admin decides. Until then nothing changes: a contest takes no listing down. Whoever has proved control of the ' +
      'company learns that it is contested, not by whom.',
    access: 'user',
    scope: 'carriers:write',
    limit: CONTEST_LIMIT,
    body: NewContest,
    status: 201,
    response: ContestShape,
    problems: [carrierNotFound, fmcsaUnavailable, contestOpen, documentNotUsable],
  }).handledBy(async ({ actor, body }) => presentContest(await contests.open(actor, body))),

  endpoint({
    operationId: 'listContests',
    method: 'get',
    path: '/fmcsa/contests',
    summary: 'List the contests that you opened, newest first.',
    access: 'user',
    scope: 'carriers:read',
    query: PageQuery,
    paged: true,
    response: z.array(ContestShape),
  }).handledBy(async ({ actor, query }) => mapPage(await contests.listOwn(actor, query), presentContest)),

  endpoint({
    operationId: 'withdrawContest',
    method: 'post',
    path: '/fmcsa/contests/{id}/withdraw',
    summary: 'Withdraw a contest that is open.',
    access: 'user',
    scope: 'carriers:write',
    params: OfContest,
    response: ContestShape,
    problems: [notFound, contestClosed],
  }).handledBy(async ({ actor, params }) => presentContest(await contests.withdraw(actor, params.id))),

  endpoint({
    operationId: 'listAllContests',
    method: 'get',
    path: '/admin/contests',
    summary: 'List contests of control, the longest wait first.',
    access: 'admin',
    query: ContestQuery,
    paged: true,
    response: z.array(AdminContestShape),
  }).handledBy(async ({ query }) => mapPage(await contests.list(query), presentContestForAdmin)),

  endpoint({
    operationId: 'decideContest',
    method: 'post',
    path: '/admin/contests/{id}/decide',
    summary: 'Uphold or dismiss a contest.',
    description:
      'Upheld, every proof of control that others hold is revoked, and their listings are taken down. Who contested ' +
      'proves control like everybody else.',
    access: 'admin',
    params: OfContest,
    body: DecideContest,
    response: AdminContestShape,
    problems: [notFound, contestClosed, holdersChanged],
  }).handledBy(async ({ actor, params, body }) =>
    presentContestForAdmin(await contests.decide(actor, params.id, body)),
  ),
];
