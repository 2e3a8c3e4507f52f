/** The endpoints of signing in and out. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { invalidRequest } from '../../platform/http/problem';
import { byId, Done, done } from '../../platform/http/wire';
import type { Clock } from '../../platform/kernel/clock';
import {
  accountNotActive,
  foreignOrigin,
  refreshTokenInvalid,
  weakPassword,
  wrongCredentials,
} from './identity.problems';
import {
  Credentials,
  LogInAnswer,
  MeHere,
  RefreshRequest,
  Registration,
  RegistrationReceived,
  SessionView,
  Tokens,
} from './identity.schema';
import type { createImpersonation } from './impersonation/impersonate';
import type { ManageSecondFactor } from './second-factor/manage-second-factor';
import type { SessionCookie } from './session-cookie';
import type { Sessions } from './sessions';
import type { createEndSessions } from './use-cases/end-sessions';
import type { createLogIn } from './use-cases/log-in';
import type { createRefresh } from './use-cases/refresh';
import type { createRegister } from './use-cases/register';
import type { UserStore } from './user.store';
import {
  presentMeHere,
  presentPendingLogIn,
  presentSession,
  presentSignedIn,
  presentTokens,
} from './user.view';
import { AUTH_LIMIT } from './identity.limits';

interface UseCases extends ReturnType<typeof createEndSessions> {
  register: ReturnType<typeof createRegister>['register'];
  logIn: ReturnType<typeof createLogIn>;
  refresh: ReturnType<typeof createRefresh>;
  getUser: UserStore['get'];
  listSessions: Sessions['listOf'];
  isEnabled: ManageSecondFactor['isEnabled'];
  sessionCookie: SessionCookie;
  clock: Clock;
  findImpersonation: ReturnType<typeof createImpersonation>['findImpersonation'];
}

const NO_TOKEN = { field: 'refreshToken', code: 'required', message: 'The refresh token is missing.' };

/** Under today's path, and the one that older clients call. */
const refreshAt = (
  operationId: string,
  path: string,
  { refresh, sessionCookie, clock }: UseCases,
): Endpoint =>
  endpoint({
    operationId,
    method: 'post',
    path,
    summary: 'Exchange a refresh token for a new pair of tokens.',
    description:
      'Each refresh token works once; for half a minute it answers the same pair again, in case the first answer was lost or another tab asks. Using it later ends the whole session. With `X-Session: cookie`, for our own pages, the token comes from the cookie and the next one goes there.',
    access: 'public',
    whileClosed: true,
    body: RefreshRequest,
    response: Tokens,
    problems: [refreshTokenInvalid, foreignOrigin],
  }).handledBy(async ({ body, request }) => {
    const inCookie = sessionCookie.isWanted(request);
    const token = inCookie ? sessionCookie.read(request) : body.refreshToken;
    if (token === null) throw refreshTokenInvalid('This browser keeps no session. Sign in.');
    if (token === undefined) throw invalidRequest(NO_TOKEN.message, { errors: [NO_TOKEN] });
    const pair = await refresh(token, request.address);
    return sessionCookie.answer(request, pair, presentTokens(pair), clock.now());
  });

export const authRoutes = (identity: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'register',
    method: 'post',
    path: '/auth/register',
    summary: 'Create an account.',
    description:
      'The answer does not tell whether the address already has an account; if it has, its owner is told by email.',
    access: 'public',
    feature: 'FEATURE_REGISTRATION',
    limit: AUTH_LIMIT,
    body: Registration,
    status: 201,
    response: RegistrationReceived,
    problems: [weakPassword],
  }).handledBy(async ({ body }) => {
    await identity.register(body);
    return { received: true, email: body.email };
  }),

  endpoint({
    operationId: 'logIn',
    method: 'post',
    path: '/auth/login',
    summary: 'Sign in.',
    description:
      'With two-factor authentication the answer has a `pendingToken` instead of tokens: complete the sign-in with POST /auth/login/2fa. With `X-Session: cookie`, for our own pages, the refresh token is set as a cookie that no script can read.',
    access: 'public',
    whileClosed: true,
    limit: AUTH_LIMIT,
    body: Credentials,
    response: LogInAnswer,
    problems: [wrongCredentials, accountNotActive, foreignOrigin],
  }).handledBy(async ({ body, request }) => {
    identity.sessionCookie.isWanted(request);
    const signedIn = await identity.logIn(body, request);
    if (!('tokens' in signedIn)) return presentPendingLogIn(signedIn);
    const { sessionCookie, clock } = identity;
    return sessionCookie.answer(request, signedIn.tokens, presentSignedIn(signedIn), clock.now());
  }),

  refreshAt('refreshTokens', '/auth/refresh', identity),
  refreshAt('refreshTokensAlias', '/auth/refresh-token', identity),

  endpoint({
    operationId: 'logOut',
    method: 'post',
    path: '/auth/logout',
    summary: 'Sign out of this session.',
    access: 'user',
    beforeSecondFactor: true,
    whileClosed: true,
    response: Done,
    problems: [foreignOrigin],
  }).handledBy(async ({ actor, request }) => {
    const answer = identity.sessionCookie.forget(request, done);
    await identity.logOut(actor);
    return answer;
  }),

  endpoint({
    operationId: 'logOutEverywhere',
    method: 'post',
    path: '/auth/logout-all',
    summary: 'Sign out everywhere.',
    access: 'user',
    beforeSecondFactor: true,
    response: Done,
    problems: [foreignOrigin],
  }).handledBy(async ({ actor, request }) => {
    const answer = identity.sessionCookie.forget(request, done);
    await identity.logOutEverywhere(actor);
    return answer;
  }),

  endpoint({
    operationId: 'getSignedInUser',
    method: 'get',
    path: '/auth/me',
    summary: 'Get the signed-in user.',
    access: 'user',
    scope: 'account:read',
    beforeSecondFactor: true,
    openToDeputies: true,
    response: MeHere,
  }).handledBy(async ({ actor }) =>
    presentMeHere(
      await identity.getUser(actor.userId),
      await identity.isEnabled(actor.userId),
      await identity.findImpersonation(actor),
    ),
  ),

  endpoint({
    operationId: 'listSessions',
    method: 'get',
    path: '/auth/sessions',
    summary: 'List your sessions, most recently used first.',
    description:
      'Sessions in which an administrator acted for you are among them, with the reason; you can end those too.',
    access: 'user',
    response: z.array(SessionView),
  }).handledBy(async ({ actor }) =>
    (await identity.listSessions(actor.userId)).map(presentSession(actor.sessionId)),
  ),

  endpoint({
    operationId: 'endSession',
    method: 'delete',
    path: '/auth/sessions/{id}',
    summary: 'Sign out of one session.',
    access: 'user',
    whileClosed: true,
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await identity.endSession(actor, params.id);
    return done;
  }),
];
