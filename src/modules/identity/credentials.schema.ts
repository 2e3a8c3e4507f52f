/** What mailed links and new passwords look like on the wire. */
import { z } from 'zod';
import { Done } from '../../platform/http/wire';
import { Email, NewPassword, PasswordGiven } from './identity.schema';

export const Token = z.string().min(1).max(200).describe('The token from the link.');

export const LinkToken = z.strictObject({ token: Token }).meta({ id: 'LinkToken' });
export const Confirmed = Done.extend({
  alreadyConfirmed: z.boolean().describe('The link had been opened before.'),
}).meta({ id: 'AddressConfirmed' });
/** What a limit asks of a body that brings a link: a good one is refused by none. */
export const bringing =
  (isGood: (token: string) => Promise<boolean>) =>
  (body: unknown): Promise<boolean> =>
    isGood((body as z.output<typeof LinkToken>).token);

export const LinkRequest = z.strictObject({ email: Email }).meta({ id: 'LinkRequest' });
export const LinkRequestReceived = z
  .strictObject({
    received: z.literal(true).describe('Always true, whether or not the address has an account.'),
  })
  .meta({ id: 'LinkRequestReceived' });
export const PasswordReset = z
  .strictObject({ token: Token, newPassword: NewPassword })
  .meta({ id: 'PasswordReset' });
export const PasswordChange = z
  .strictObject({ currentPassword: PasswordGiven, newPassword: NewPassword })
  .meta({ id: 'PasswordChange' });
