/** The endpoints of the second factor, and of proving once more who one is. */
import { type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { tooManyRequests } from '../../../platform/http/problem';
import { Done, done } from '../../../platform/http/wire';
import { iso } from '../../../platform/kernel/clock';
import { wrongPassword } from '../account/account.problems';
import { accountNotActive } from '../identity.problems';
import { SignedIn } from '../identity.schema';
import type { createLogInWithSecondFactor } from '../use-cases/log-in-with-second-factor';
import { viewSignedIn } from '../user.view';
import type { ManageSecondFactor } from './manage-second-factor';
import {
  challengeRefused,
  proofOfOtherKind,
  secondFactorOff,
  secondFactorOn,
  wrongCode,
  wrongSecondFactor,
} from './second-factor.problems';
import {
  CodeGiven,
  PasswordProof,
  RecoveryCodes,
  SecondFactorGiven,
  SecondFactorSetUp,
  SteppedUp,
  StepUpProof,
} from './second-factor.schema';
import type { createStepUp } from './step-up';

interface UseCases extends ManageSecondFactor {
  logInWithSecondFactor: ReturnType<typeof createLogInWithSecondFactor>;
  stepUp: ReturnType<typeof createStepUp>;
}

export const secondFactorRoutes = (identity: UseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/auth/login/2fa',
    summary: 'Sign in, second step: a code of the authenticator app, or a recovery code.',
    description: 'A log-in waits five minutes for it and bears five tries.',
    access: 'public',
    limit: 'auth',
    body: SecondFactorGiven,
    response: SignedIn,
    problems: [challengeRefused, wrongSecondFactor, accountNotActive],
  }).handledBy(async ({ body, request }) =>
    viewSignedIn(await identity.logInWithSecondFactor(body.pendingToken, body, request)),
  ),

  endpoint({
    method: 'post',
    path: '/auth/2fa/setup',
    summary: 'Ask for a secret, to show to an authenticator app.',
    description: 'It counts for nothing until it is enabled with a code.',
    access: 'user',
    stepUp: true,
    beforeSecondFactor: true,
    response: SecondFactorSetUp,
    problems: [secondFactorOn],
  }).handledBy(({ actor }) => identity.setUp(actor)),

  endpoint({
    method: 'post',
    path: '/auth/2fa/enable',
    summary: 'Switch the second factor on with the first code.',
    description: 'Answers the recovery codes, this once, and signs you out everywhere but here.',
    access: 'user',
    stepUp: true,
    beforeSecondFactor: true,
    limit: 'auth',
    body: CodeGiven,
    response: RecoveryCodes,
    problems: [secondFactorOn, secondFactorOff, wrongCode],
  }).handledBy(async ({ actor, body }) => ({ recoveryCodes: await identity.enable(actor, body.code) })),

  endpoint({
    method: 'post',
    path: '/auth/2fa/disable',
    summary: 'Switch the second factor off.',
    description: 'Signs you out everywhere but here.',
    access: 'user',
    stepUp: true,
    limit: 'auth',
    body: PasswordProof,
    response: Done,
    problems: [secondFactorOff, wrongPassword, tooManyRequests],
  }).handledBy(async ({ actor, body }) => {
    await identity.disable(actor, body.password);
    return done;
  }),

  endpoint({
    method: 'post',
    path: '/auth/2fa/recovery-codes',
    summary: 'Make new recovery codes; the former ones are good no more.',
    access: 'user',
    stepUp: true,
    response: RecoveryCodes,
    problems: [secondFactorOff],
  }).handledBy(async ({ actor }) => ({ recoveryCodes: await identity.renewRecoveryCodes(actor) })),

  endpoint({
    method: 'post',
    path: '/auth/step-up',
    summary: 'Prove once more that it is you, before money or credentials move.',
    description:
      'People with a second factor send a code or a recovery code, all others the password. This session is believed for ten minutes, as it is after log-in.',
    access: 'user',
    beforeSecondFactor: true,
    limit: 'auth',
    body: StepUpProof,
    response: SteppedUp,
    problems: [proofOfOtherKind, wrongCode, wrongPassword, tooManyRequests],
  }).handledBy(async ({ actor, body }) => ({ until: iso(await identity.stepUp(actor, body)) })),
];
