/** The endpoints of proving an e-mail address and of getting at another password. */
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { tooManyRequests } from '../../platform/http/problem';
import { Done, done } from '../../platform/http/wire';
import { linkRefused, wrongPassword } from './account/account.problems';
import { LetterAsked, LetterReceived, LinkToken, PasswordChange, PasswordReset } from './credentials.schema';
import { weakPassword } from './identity.problems';
import type { createChangePassword } from './use-cases/change-password';
import type { createRecoverPassword } from './use-cases/recover-password';
import type { createVerifyEmail } from './use-cases/verify-email';

interface UseCases extends ReturnType<typeof createVerifyEmail>, ReturnType<typeof createRecoverPassword> {
  changePassword: ReturnType<typeof createChangePassword>;
}

const tellsNothing = 'The answer does not tell whether the address has an account.';

export const credentialsRoutes = (identity: UseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/auth/verify-email',
    summary: 'Confirm an e-mail address by the token of its link.',
    access: 'public',
    limit: 'auth',
    body: LinkToken,
    response: Done,
    problems: [linkRefused],
  }).handledBy(async ({ body }) => {
    await identity.verifyEmail(body.token);
    return done;
  }),

  endpoint({
    method: 'post',
    path: '/auth/resend-verification',
    summary: 'Ask for another link that confirms the e-mail address.',
    description: `${tellsNothing} At most three letters an hour go to one address.`,
    access: 'public',
    limit: 'passwordReset',
    body: LetterAsked,
    response: LetterReceived,
  }).handledBy(async ({ body }) => {
    await identity.resendVerification(body.email);
    return { received: true };
  }),

  endpoint({
    method: 'post',
    path: '/auth/forgot-password',
    summary: 'Ask for a link by which a new password can be chosen.',
    description: `${tellsNothing} The link is good once and for an hour; at most three an hour go to one address.`,
    access: 'public',
    limit: 'passwordReset',
    body: LetterAsked,
    response: LetterReceived,
  }).handledBy(async ({ body }) => {
    await identity.forgotPassword(body.email);
    return { received: true };
  }),

  endpoint({
    method: 'post',
    path: '/auth/reset-password',
    summary: 'Choose a new password by the token of the link.',
    description: 'Signs you out everywhere.',
    access: 'public',
    limit: 'passwordReset',
    body: PasswordReset,
    response: Done,
    problems: [linkRefused, weakPassword],
  }).handledBy(async ({ body }) => {
    await identity.resetPassword(body.token, body.newPassword);
    return done;
  }),

  endpoint({
    method: 'post',
    path: '/auth/change-password',
    summary: 'Choose another password.',
    description: 'Signs you out everywhere but here.',
    access: 'user',
    stepUp: true,
    limit: 'auth',
    body: PasswordChange,
    response: Done,
    problems: [wrongPassword, weakPassword, tooManyRequests],
  }).handledBy(async ({ actor, body }) => {
    await identity.changePassword(actor, body.currentPassword, body.newPassword);
    return done;
  }),
];
