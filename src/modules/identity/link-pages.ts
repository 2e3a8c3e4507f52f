/** The pages that the links in our letters lead to, and those that send another link. */
import { type FormPage, formPage } from '../../platform/http/form-pages';
import type { createChangeEmail } from './account/change-email';
import { bringing, LinkRequest, LinkToken, PasswordReset } from './credentials.schema';
import { LINK_LIMIT, PASSWORD_RESET_LIMIT } from './identity.limits';
import type { createRecoverPassword } from './use-cases/recover-password';
import type { createVerifyEmail } from './use-cases/verify-email';

type Credentials = ReturnType<typeof createVerifyEmail> & ReturnType<typeof createRecoverPassword>;
type Account = Pick<ReturnType<typeof createChangeEmail>, 'confirmEmailChange' | 'isEmailChangeLink'>;

const TOKEN = { name: 'token', label: null, type: 'hidden' } as const;
const EMAIL = { name: 'email', label: 'Email address', type: 'email' } as const;
const SIGN_IN = { href: '/sign-in', label: 'Sign in' };
const SENT =
  'If this address has an account, an email with a new link is on its way. It can take a few minutes.';

export const credentialsPages = (identity: Credentials): FormPage[] => [
  formPage({
    path: '/verify-email',
    title: 'Confirm your email address',
    text: 'Confirm that this address is yours. You can trade from then on.',
    fields: [TOKEN],
    button: 'Confirm this address',
    afterwards: SIGN_IN,
    limit: LINK_LIMIT,
    spared: bringing(identity.isVerificationLink),
    otherwise: { href: '/resend-verification', label: 'Send me a new link' },
    body: LinkToken,
    async act({ token }) {
      const { alreadyConfirmed } = await identity.verifyEmail(token);
      return alreadyConfirmed
        ? 'This address was confirmed already. You can sign in.'
        : 'Thank you. Your address is confirmed, and you can sign in.';
    },
  }),
  formPage({
    path: '/resend-verification',
    title: 'Get a new confirmation link',
    text: 'Enter the address that you signed up with.',
    fields: [EMAIL],
    button: 'Send a new link',
    limit: PASSWORD_RESET_LIMIT,
    body: LinkRequest,
    async act({ email }) {
      await identity.resendVerification(email);
      return SENT;
    },
  }),
  formPage({
    path: '/forgot-password',
    title: 'Reset your password',
    text: 'Enter the address of your account. We email you a link to choose a new password.',
    fields: [EMAIL],
    button: 'Send the link',
    limit: PASSWORD_RESET_LIMIT,
    body: LinkRequest,
    async act({ email }) {
      await identity.forgotPassword(email);
      return SENT;
    },
  }),
  formPage({
    path: '/reset-password',
    title: 'Choose a new password',
    text: 'Use at least 12 characters that are hard to guess. You are signed out everywhere, on all your devices.',
    fields: [TOKEN, { name: 'newPassword', label: 'New password', type: 'new-password' }],
    button: 'Save the new password',
    afterwards: SIGN_IN,
    limit: LINK_LIMIT,
    spared: bringing(identity.isResetLink),
    otherwise: { href: '/forgot-password', label: 'Send me a new link' },
    body: PasswordReset,
    async act({ token, newPassword }) {
      await identity.resetPassword(token, newPassword);
      return 'Your password was changed. Sign in with the new one.';
    },
  }),
];

export const accountPages = (account: Account): FormPage[] => [
  formPage({
    path: '/confirm-email-change',
    title: 'Confirm your new email address',
    text: 'From then on you sign in with this address, and our emails go there.',
    fields: [TOKEN],
    button: 'Use this address',
    afterwards: SIGN_IN,
    limit: LINK_LIMIT,
    spared: bringing(account.isEmailChangeLink),
    body: LinkToken,
    async act({ token }) {
      const { alreadyConfirmed } = await account.confirmEmailChange(token);
      return alreadyConfirmed
        ? 'This address was confirmed already.'
        : 'Your account uses this address now. Sign in with it.';
    },
  }),
];
