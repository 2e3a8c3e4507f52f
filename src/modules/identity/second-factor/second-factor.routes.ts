/** The endpoints of the second factor and of step-up. */
import { type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { tooManyRequests } from '../../../platform/http/problem';
import { Done, done } from '../../../platform/http/wire';
import { iso } from '../../../platform/kernel/clock';
import { wrongPassword } from '../account/account.problems';
import { PasswordConfirmation } from '../account/account.schema';
import type { Clock } from '../../../platform/kernel/clock';
import { accountNotActive, foreignOrigin } from '../identity.problems';
import { SignedIn } from '../identity.schema';
import type { SessionCookie } from '../session-cookie';
import type { createLogInWithSecondFactor } from '../use-cases/log-in-with-second-factor';
import { presentSignedIn } from '../user.view';
import type { ManageSecondFactor } from './manage-second-factor';
import {
  challengeExpired,
  wrongStepUpMethod,
  secondFactorDisabled,
  secondFactorEnabled,
  wrongCode,
  wrongSecondFactor,
} from './second-factor.problems';
import {
  CodeGiven,
  RecoveryCodes,
  LogInCompletion,
  SecondFactorSetUp,
  SteppedUp,
  StepUpRequest,
} from './second-factor.schema';
import type { createStepUp } from './step-up';
import { AUTH_LIMIT } from '../identity.limits';

interface UseCases extends ManageSecondFactor {
  logInWithSecondFactor: ReturnType<typeof createLogInWithSecondFactor>;
  stepUp: ReturnType<typeof createStepUp>;
  sessionCookie: SessionCookie;
  clock: Clock;
}

export const secondFactorRoutes = (identity: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'completeLogIn',
    method: 'post',
    path: '/auth/login/2fa',
    summary: 'Complete a sign-in with a two-factor or recovery code.',
    description: 'Within five minutes of POST /auth/login, and with at most five tries.',
    access: 'public',
    whileClosed: true,
    limit: AUTH_LIMIT,
    body: LogInCompletion,
    response: SignedIn,
    problems: [challengeExpired, wrongSecondFactor, accountNotActive, foreignOrigin],
  }).handledBy(async ({ body, request }) => {
    const { sessionCookie, clock } = identity;
    sessionCookie.isWanted(request);
    const signedIn = await identity.logInWithSecondFactor(body.pendingToken, body, request);
    return sessionCookie.answer(request, signedIn.tokens, presentSignedIn(signedIn), clock.now());
  }),

  endpoint({
    operationId: 'setUpSecondFactor',
    method: 'post',
    path: '/auth/2fa/setup',
    summary: 'Get a secret for an authenticator app.',
    description: 'It has no effect until you turn two-factor authentication on with a code.',
    access: 'user',
    provenEmail: true,
    stepUp: true,
    beforeSecondFactor: true,
    response: SecondFactorSetUp,
    problems: [secondFactorEnabled],
  }).handledBy(({ actor }) => identity.setUp(actor)),

  endpoint({
    operationId: 'enableSecondFactor',
    method: 'post',
    path: '/auth/2fa/enable',
    summary: 'Turn on two-factor authentication with a first code.',
    description: 'Returns the recovery codes, which are not shown again, and signs you out everywhere else.',
    access: 'user',
    provenEmail: true,
    stepUp: true,
    beforeSecondFactor: true,
    limit: AUTH_LIMIT,
    body: CodeGiven,
    response: RecoveryCodes,
    problems: [secondFactorEnabled, secondFactorDisabled, wrongCode],
  }).handledBy(async ({ actor, body }) => ({ recoveryCodes: await identity.enable(actor, body.code) })),

  endpoint({
    operationId: 'disableSecondFactor',
    method: 'post',
    path: '/auth/2fa/disable',
    summary: 'Turn off two-factor authentication.',
    description: 'Signs you out everywhere else.',
    access: 'user',
    stepUp: 'code',
    limit: AUTH_LIMIT,
    body: PasswordConfirmation,
    response: Done,
    problems: [secondFactorDisabled, wrongPassword, tooManyRequests],
  }).handledBy(async ({ actor, body }) => {
    await identity.disable(actor, body.password);
    return done;
  }),

  endpoint({
    operationId: 'replaceRecoveryCodes',
    method: 'post',
    path: '/auth/2fa/recovery-codes',
    summary: 'Generate new recovery codes and invalidate the old ones.',
    access: 'user',
    stepUp: true,
    response: RecoveryCodes,
    problems: [secondFactorDisabled],
  }).handledBy(async ({ actor }) => ({ recoveryCodes: await identity.renewRecoveryCodes(actor) })),

  endpoint({
    operationId: 'stepUp',
    method: 'post',
    path: '/auth/step-up',
    summary: 'Authenticate again before a sensitive request.',
    description:
      'Send a code or a recovery code if two-factor authentication is on, and your password otherwise. It counts for ten minutes in this session, as signing in does.',
    access: 'user',
    beforeSecondFactor: true,
    whileClosed: true,
    limit: AUTH_LIMIT,
    body: StepUpRequest,
    response: SteppedUp,
    problems: [wrongStepUpMethod, wrongCode, wrongPassword, tooManyRequests],
  }).handledBy(async ({ actor, body }) => ({ until: iso(await identity.stepUp(actor, body)) })),
];
