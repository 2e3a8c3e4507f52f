/** What the endpoints of a person's own account read and write on the wire. */
import { z } from 'zod';
import { Instant } from '../../../platform/http/wire';
import { Email, Me } from '../identity.schema';

const Password = z.string().min(1).max(512);

export const EmailChange = z.strictObject({ email: Email, password: Password });
export const EmailChangeReceived = z.strictObject({ received: z.literal(true), email: z.string() });
export const EmailConfirmation = z.strictObject({ token: z.string().min(1).max(200) });
export const Deletion = z.strictObject({ password: Password });

export const AvatarQuery = z.strictObject({
  /** The picture's tag, from `avatarUrl`. */
  v: z.string().max(64).optional(),
});

/** Every module adds its part under its own name. */
export const AccountExport = z.looseObject({ exportedAt: Instant, profile: Me });
