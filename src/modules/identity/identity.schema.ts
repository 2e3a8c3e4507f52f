/** What identity reads and writes on the wire. */
import { z } from 'zod';
import { Id, Instant, line, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { PASSWORD_LENGTH, passwordLength } from './password.rules';

/** Any script before the @, one or more labels after it; kept in lower case and composed (NFC). */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .normalize('NFC')
  .max(254)
  .regex(/^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,189}\.[^\s@.\p{Cc}]{2,63}$/u, 'must be an e-mail address');

export const NewPassword = z
  .string()
  .max(4 * PASSWORD_LENGTH.most)
  .refine((password) => {
    const length = passwordLength(password);
    return length >= PASSWORD_LENGTH.least && length <= PASSWORD_LENGTH.most;
  }, `must have ${PASSWORD_LENGTH.least} to ${PASSWORD_LENGTH.most} characters`);

const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ().-]{7,30}$/, 'must be a telephone number')
  .max(30);

const TradingRole = z.enum(['BUYER', 'SELLER']);
const RoleName = z.enum(['BUYER', 'SELLER', 'ADMIN']);
const Status = z.enum(['ACTIVE', 'SUSPENDED', 'BLOCKED']);

export const Registration = z.strictObject({
  email: Email,
  password: NewPassword,
  firstName: line(100),
  lastName: line(100),
  role: TradingRole,
  phone: Phone.optional(),
  companyName: line(200).optional(),
});
export type Registration = z.output<typeof Registration>;

export const RegistrationReceived = z.strictObject({ received: z.literal(true), email: z.string() });

export const PasswordGiven = z.string().min(1).max(512);

export const Credentials = z.strictObject({ email: Email, password: PasswordGiven });
export type Credentials = z.output<typeof Credentials>;

export const RefreshRequest = z.strictObject({ refreshToken: z.string().min(1).max(200) });

/** Below the server; null where there is no picture. */
const AvatarUrl = z.string().nullable();

export const Me = z
  .strictObject({
    id: Id,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    displayName: z.string(),
    companyName: z.string().nullable(),
    phone: z.string().nullable(),
    roles: z.array(RoleName),
    status: Status,
    emailVerified: z.boolean(),
    avatarUrl: AvatarUrl,
    createdAt: Instant,
  })
  .meta({ id: 'OwnAccount' });

export const Tokens = z
  .strictObject({
    tokenType: z.literal('Bearer'),
    accessToken: z.string(),
    accessTokenExpiresAt: Instant,
    refreshToken: z.string(),
    refreshTokenExpiresAt: Instant,
    sessionId: Id,
  })
  .meta({ id: 'SignedIn' });

export const SignedIn = Tokens.extend({ user: Me });

export const SecondFactorNeeded = z.strictObject({
  secondFactorNeeded: z.literal(true),
  /** For POST /auth/login/2fa. */
  pendingToken: z.string(),
  expiresAt: Instant,
});

export const LogInAnswer = z.union([SignedIn, SecondFactorNeeded]);

/** Who is signed in, and how: the page shows a banner while an admin acts as somebody else. */
export const MeHere = Me.extend({
  secondFactorEnabled: z.boolean(),
  impersonation: z.strictObject({ adminId: Id, adminName: z.string(), endsAt: Instant }).nullable(),
});

export const SessionView = z.strictObject({
  id: Id,
  /** The session that asks. */
  current: z.boolean(),
  userAgent: z.string(),
  address: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
});

export const ProfileChange = z.strictObject({
  firstName: line(100).optional(),
  lastName: line(100).optional(),
  phone: Phone.nullable().optional(),
  companyName: line(200).nullable().optional(),
});
export type ProfileChange = z.output<typeof ProfileChange>;

export const RoleRequest = z.strictObject({ role: TradingRole });

export const PublicProfile = z.strictObject({
  id: Id,
  displayName: z.string(),
  roles: z.array(TradingRole),
  emailVerified: z.boolean(),
  avatarUrl: AvatarUrl,
  memberSince: Instant,
});

export const UserListQuery = PageQuery.extend({
  /** A part of the e-mail address, a name or the company. */
  search: line(100).optional(),
  role: RoleName.optional(),
  status: Status.optional(),
});
export type UserListQuery = z.output<typeof UserListQuery>;

export const UserForAdmin = Me.extend({
  statusReason: z.string().nullable(),
  deletedAt: Instant.nullable(),
}).meta({ id: 'UserForAdmin' });
export const UserDetailForAdmin = UserForAdmin.extend({
  liveSessions: z.int(),
  lastSeenAt: Instant.nullable(),
});

/** All the roles that the person has from now on. */
export const RolesRequest = z.strictObject({ roles: z.array(RoleName).max(3), reason: Reason });

export const StatusChangeRequest = z.strictObject({ reason: Reason });
