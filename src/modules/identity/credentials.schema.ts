/** What is read and written about links in letters and new passwords. */
import { z } from 'zod';
import { Email, NewPassword, PasswordGiven } from './identity.schema';

const Token = z.string().min(1).max(200);

export const LinkToken = z.strictObject({ token: Token });
export const LetterAsked = z.strictObject({ email: Email });
export const LetterReceived = z.strictObject({ received: z.literal(true) });
export const PasswordReset = z.strictObject({ token: Token, newPassword: NewPassword });
export const PasswordChange = z.strictObject({ currentPassword: PasswordGiven, newPassword: NewPassword });
