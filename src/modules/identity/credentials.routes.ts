/** The endpoints of verifying an email address and of changing or resetting a password. */
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { tooManyRequests } from '../../platform/http/problem';
import { Done, done } from '../../platform/http/wire';
import { linkInvalid, wrongPassword } from './account/account.problems';
import {
  bringing,
  Confirmed,
  LinkRequest,
  LinkRequestReceived,
  LinkToken,
  PasswordChange,
  PasswordReset,
} from './credentials.schema';
import { weakPassword } from './identity.problems';
import type { createChangePassword } from './use-cases/change-password';
import type { createRecoverPassword } from './use-cases/recover-password';
import type { createVerifyEmail } from './use-cases/verify-email';
import { AUTH_LIMIT, LINK_LIMIT, PASSWORD_RESET_LIMIT } from './identity.limits';

interface UseCases extends ReturnType<typeof createVerifyEmail>, ReturnType<typeof createRecoverPassword> {
  changePassword: ReturnType<typeof createChangePassword>;
}

const sameAnswer = 'The answer does not tell whether the address has an account.';

export const credentialsRoutes = (identity: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'verifyEmail',
    method: 'post',
    path: '/auth/verify-email',
    summary: 'Confirm an email address with the token from the link.',
    access: 'public',
    limit: LINK_LIMIT,
    spared: bringing(identity.isVerificationLink),
    body: LinkToken,
    response: Confirmed,
    problems: [linkInvalid],
  }).handledBy(async ({ body }) => {
    return { ...done, ...(await identity.verifyEmail(body.token)) };
  }),

  endpoint({
    operationId: 'resendVerification',
    method: 'post',
    path: '/auth/resend-verification',
    summary: 'Email another link to confirm the email address.',
    description: `${sameAnswer} An address gets at most three emails per hour.`,
    access: 'public',
    limit: PASSWORD_RESET_LIMIT,
    body: LinkRequest,
    response: LinkRequestReceived,
  }).handledBy(async ({ body }) => {
    await identity.resendVerification(body.email);
    return { received: true };
  }),

  endpoint({
    operationId: 'requestPasswordReset',
    method: 'post',
    path: '/auth/forgot-password',
    summary: 'Email a link to reset a password.',
    description: `${sameAnswer} The link works once, for an hour. An address gets at most three per hour.`,
    access: 'public',
    limit: PASSWORD_RESET_LIMIT,
    body: LinkRequest,
    response: LinkRequestReceived,
  }).handledBy(async ({ body }) => {
    await identity.forgotPassword(body.email);
    return { received: true };
  }),

  endpoint({
    operationId: 'resetPassword',
    method: 'post',
    path: '/auth/reset-password',
    summary: 'Set a new password with the token from the link.',
    description: 'Signs you out everywhere.',
    access: 'public',
    limit: LINK_LIMIT,
    spared: bringing(identity.isResetLink),
    body: PasswordReset,
    response: Done,
    problems: [linkInvalid, weakPassword],
  }).handledBy(async ({ body }) => {
    await identity.resetPassword(body.token, body.newPassword);
    return done;
  }),

  endpoint({
    operationId: 'changePassword',
    method: 'post',
    path: '/auth/change-password',
    summary: 'Change your password.',
    description: 'Signs you out everywhere else.',
    access: 'user',
    stepUp: 'code',
    limit: AUTH_LIMIT,
    body: PasswordChange,
    response: Done,
    problems: [wrongPassword, weakPassword, tooManyRequests],
  }).handledBy(async ({ actor, body }) => {
    await identity.changePassword(actor, body.currentPassword, body.newPassword);
    return done;
  }),
];
