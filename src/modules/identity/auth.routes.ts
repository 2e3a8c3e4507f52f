/** The endpoints of signing in and out. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { byId, Done, done } from '../../platform/http/wire';
import { accountNotActive, refreshRefused, weakPassword, wrongCredentials } from './identity.problems';
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
import type { Sessions } from './sessions';
import type { createEndSessions } from './use-cases/end-sessions';
import type { createLogIn } from './use-cases/log-in';
import type { createRefresh } from './use-cases/refresh';
import type { createRegistration } from './use-cases/register';
import type { User } from './user.model';
import { viewMeHere, viewPendingLogIn, viewSession, viewSignedIn, viewTokens } from './user.view';

interface UseCases extends ReturnType<typeof createEndSessions> {
  register: ReturnType<typeof createRegistration>['register'];
  logIn: ReturnType<typeof createLogIn>;
  refresh: ReturnType<typeof createRefresh>;
  getUser(id: string): Promise<User>;
  listSessions: Sessions['listOf'];
  isEnabled: ManageSecondFactor['isEnabled'];
  findImpersonation: ReturnType<typeof createImpersonation>['findImpersonation'];
}

/** Under the name that clients call today, and the one that older ones call. */
const refreshAt = (path: string, refresh: UseCases['refresh']): Endpoint =>
  endpoint({
    method: 'post',
    path,
    summary: 'Spend a refresh token for the next pair of tokens.',
    description:
      'Each refresh token is good once. One that comes back after it was spent ends the whole session. Of several requests in the same moment one gets a pair, and the others are refused.',
    access: 'public',
    body: RefreshRequest,
    response: Tokens,
    problems: [refreshRefused],
  }).handledBy(async ({ body, request }) => viewTokens(await refresh(body.refreshToken, request.address)));

export const authRoutes = (identity: UseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/auth/register',
    summary: 'Open an account.',
    description:
      'The answer does not tell whether the address has an account already; its owner learns it by e-mail.',
    access: 'public',
    limit: 'auth',
    body: Registration,
    status: 201,
    response: RegistrationReceived,
    problems: [weakPassword],
  }).handledBy(async ({ body }) => {
    await identity.register(body);
    return { received: true, email: body.email };
  }),

  endpoint({
    method: 'post',
    path: '/auth/login',
    summary: 'Sign in.',
    description:
      'Who has a second factor is answered a `pendingToken` instead of the tokens, for POST /auth/login/2fa.',
    access: 'public',
    limit: 'auth',
    body: Credentials,
    response: LogInAnswer,
    problems: [wrongCredentials, accountNotActive],
  }).handledBy(async ({ body, request }) => {
    const signedIn = await identity.logIn(body, request);
    return 'tokens' in signedIn ? viewSignedIn(signedIn) : viewPendingLogIn(signedIn);
  }),

  refreshAt('/auth/refresh', identity.refresh),
  refreshAt('/auth/refresh-token', identity.refresh),

  endpoint({
    method: 'post',
    path: '/auth/logout',
    summary: 'Sign out here.',
    access: 'user',
    beforeSecondFactor: true,
    response: Done,
  }).handledBy(async ({ actor }) => {
    await identity.logOut(actor);
    return done;
  }),

  endpoint({
    method: 'post',
    path: '/auth/logout-all',
    summary: 'Sign out everywhere.',
    access: 'user',
    beforeSecondFactor: true,
    response: Done,
  }).handledBy(async ({ actor }) => {
    await identity.logOutEverywhere(actor);
    return done;
  }),

  endpoint({
    method: 'get',
    path: '/auth/me',
    summary: 'Who is signed in.',
    access: 'user',
    beforeSecondFactor: true,
    response: MeHere,
  }).handledBy(async ({ actor }) =>
    viewMeHere(
      await identity.getUser(actor.userId),
      await identity.isEnabled(actor.userId),
      await identity.findImpersonation(actor),
    ),
  ),

  endpoint({
    method: 'get',
    path: '/auth/sessions',
    summary: 'Where you are signed in, the place used last first.',
    access: 'user',
    response: z.array(SessionView),
  }).handledBy(async ({ actor }) =>
    (await identity.listSessions(actor.userId)).map(viewSession(actor.sessionId)),
  ),

  endpoint({
    method: 'delete',
    path: '/auth/sessions/{id}',
    summary: 'Sign out in one place.',
    access: 'user',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await identity.endSession(actor, params.id);
    return done;
  }),
];
