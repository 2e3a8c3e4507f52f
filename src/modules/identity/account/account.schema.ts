/** What the endpoints of a user's own account read and write on the wire. */
import { z } from 'zod';
import { Instant } from '../../../platform/http/wire';
import { Email, Me, PasswordGiven } from '../identity.schema';

export const EmailChange = z
  .strictObject({ email: Email, password: PasswordGiven })
  .meta({ id: 'EmailChange' });
export const EmailChangeReceived = z
  .strictObject({
    received: z.literal(true).describe('Always true, whether or not the new address has an account.'),
    email: z.string().describe('The address that we write to.'),
  })
  .meta({ id: 'EmailChangeReceived' });
export const PasswordConfirmation = z
  .strictObject({ password: PasswordGiven })
  .meta({ id: 'PasswordConfirmation' });

export const AvatarQuery = z.strictObject({
  v: z
    .string()
    .max(64)
    .optional()
    .describe("The picture's tag, as `avatarUrl` has it. With it the picture may be cached for good."),
});

/** Every module adds its part under its own name. */
export const AccountExport = z
  .looseObject({ exportedAt: Instant.describe('When the export was made.'), profile: Me })
  .meta({
    id: 'AccountExport',
    description:
      'Your profile, and under further names what else is stored about you: listings, offers, payments, …',
  });
