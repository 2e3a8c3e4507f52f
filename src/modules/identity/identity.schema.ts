/** What identity reads and writes on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import { Id, Instant, line, Reason } from '../../platform/http/wire';
import { PASSWORD_LENGTH, passwordLength } from './password.rules';
import { canonicalEmail, isEmailAddress } from '../../platform/mail/address';
import { Standing } from './standing';
import { USER_STATUSES } from './user.rules';

/** Any script before the @; stored in its canonical spelling. */
export const Email = z
  .string()
  .max(400)
  .overwrite(canonicalEmail)
  .max(254)
  .refine(isEmailAddress, 'must be an email address')
  .describe('An email address. Upper and lower case are the same.');

export const NewPassword = z
  .string()
  .max(4 * PASSWORD_LENGTH.max)
  .refine((password) => {
    const length = passwordLength(password);
    return length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max;
  }, `must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`)
  .describe(
    `${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters of any script. Common passwords are refused.`,
  );

const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ().-]{7,30}$/, 'must be a telephone number')
  .max(30)
  .describe('A phone number: digits, spaces and the signs + ( ) . -');

const FirstName = line(100).describe('First name.');
const LastName = line(100, 0).describe(
  'Last name; empty for people with one name. Other people see only its initial.',
);
const CompanyName = line(200).describe('Your company. Other people never see it.');

const TradingRole = z
  .enum(['BUYER', 'SELLER'])
  .meta({ id: 'TradingRole', description: 'A side of the market that a user takes.' });
const RoleName = z
  .enum(['BUYER', 'SELLER', 'ADMIN'])
  .meta({ id: 'Role', description: 'What a user may do. A user may hold several roles.' });
const Status = z.enum(USER_STATUSES).meta({
  id: 'UserStatus',
  description: 'SUSPENDED and BLOCKED users cannot sign in; a suspension is meant to be temporary.',
});

export const Registration = z
  .strictObject({
    email: Email,
    password: NewPassword,
    firstName: FirstName,
    lastName: LastName.default(''),
    role: TradingRole,
    phone: Phone.optional(),
    companyName: CompanyName.optional(),
  })
  .meta({ id: 'Registration' });
export type Registration = z.output<typeof Registration>;

export const RegistrationReceived = z
  .strictObject({
    received: z.literal(true).describe('Always true, whether or not the address has an account.'),
    email: z.string().describe('The address that we write to.'),
  })
  .meta({ id: 'RegistrationReceived' });

export const PasswordGiven = z.string().min(1).max(512).describe('Your current password.');

export const Credentials = z
  .strictObject({ email: Email, password: PasswordGiven })
  .meta({ id: 'Credentials' });
export type Credentials = z.output<typeof Credentials>;

export const RefreshRequest = z
  .strictObject({
    refreshToken: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        'The refresh token of the last answer. It works once. Left out with `X-Session: cookie`, which sends it in the cookie.',
      ),
  })
  .meta({ id: 'RefreshRequest' });

const AvatarUrl = z
  .string()
  .nullable()
  .describe('The path of the picture on this server; null without one. It changes with each new picture.');

export const Me = z
  .strictObject({
    id: Id,
    email: z.string().describe('The address to sign in with and to receive email at.'),
    firstName: z.string().describe('First name.'),
    lastName: z.string().describe('Last name. Other people see only its initial.'),
    displayName: z.string().describe('First name and initial: what other people see.'),
    companyName: z.string().nullable().describe('The company, if given. Other people never see it.'),
    phone: z.string().nullable().describe('The phone number, if given.'),
    roles: z.array(RoleName).describe('All roles of the user.'),
    status: Status,
    emailVerified: z.boolean().describe('Whether the email address is confirmed.'),
    avatarUrl: AvatarUrl,
    createdAt: Instant.describe('When the account was created.'),
  })
  .meta({ id: 'OwnAccount', description: 'Your own account.' });

export const Tokens = z
  .strictObject({
    tokenType: z.literal('Bearer').describe('How to send the access token: `Authorization: Bearer …`.'),
    accessToken: z.string().describe('Authenticates requests until it expires or the session ends.'),
    accessTokenExpiresAt: Instant.describe('When to exchange the refresh token for a new pair.'),
    refreshToken: z
      .string()
      .optional()
      .describe(
        'Gets the next pair of tokens, once. Keep it secret. With `X-Session: cookie` it is set as a cookie instead, which no script can read.',
      ),
    refreshTokenExpiresAt: Instant.describe('When the session ends, however often it is refreshed.'),
    sessionId: Id.describe('The session that the tokens belong to.'),
  })
  .meta({ id: 'Tokens' });

export const SignedIn = Tokens.extend({
  outcome: z.literal('SIGNED_IN').describe('The user is signed in.'),
  user: Me,
}).meta({ id: 'SignedIn' });

export const SecondFactorNeeded = z
  .strictObject({
    outcome: z.literal('SECOND_FACTOR_NEEDED').describe('The password is right; a code is still needed.'),
    secondFactorNeeded: z.literal(true).describe('Always true here.'),
    pendingToken: z.string().describe('Send it with the code to POST /auth/login/2fa.'),
    expiresAt: Instant.describe('When this sign-in has to be started again.'),
  })
  .meta({ id: 'SecondFactorNeeded' });

export const LogInAnswer = z.discriminatedUnion('outcome', [SignedIn, SecondFactorNeeded]);

/** The user and how they are signed in: clients show a banner during an impersonation. */
export const MeHere = Me.extend({
  secondFactorEnabled: z.boolean().describe('Whether two-factor authentication is on.'),
  impersonation: z
    .strictObject({
      adminId: Id.describe('The admin who impersonates the user.'),
      adminName: z.string().describe("The admin's display name."),
      endsAt: Instant.describe('When the impersonation ends.'),
    })
    .nullable()
    .describe('Set while an admin impersonates the user; null otherwise.'),
  broker: z
    .strictObject({
      displayName: z.string().describe("The broker's first name and initial."),
      endsAt: Instant.describe('When they have to begin anew.'),
    })
    .nullable()
    .describe('Set while a broker of the user acts for them; null otherwise.'),
}).meta({ id: 'SignedInUser' });

/** As people are told of them: which of us it was stands in the action log. */
export const AN_ADMINISTRATOR = 'An administrator';
export const YOUR_BROKER = 'Your broker';

export const SessionView = z
  .strictObject({
    id: Id,
    current: z.boolean().describe('Whether it is the session that makes this request.'),
    userAgent: z.string().describe('The browser or program, as it names itself.'),
    address: z.string().describe('The IP address of the sign-in.'),
    createdAt: Instant.describe('When the session began.'),
    lastUsedAt: Instant.describe('When its tokens were last refreshed.'),
    expiresAt: Instant.describe('When the session ends.'),
    impersonation: z
      .strictObject({
        by: z.enum([AN_ADMINISTRATOR, YOUR_BROKER]).describe('Who acts for you.'),
        reason: z.string().nullable().describe('Why, in their words.'),
        endedAt: Instant.nullable().describe('When it ended; null while it lasts.'),
      })
      .nullable()
      .describe(
        'Set where an administrator or your broker acts for you, shown for 30 days; null for your own sign-ins.',
      ),
  })
  .meta({ id: 'Session' });

export const ProfileChange = z
  .strictObject({
    firstName: FirstName.optional(),
    lastName: LastName.optional(),
    phone: Phone.nullable().optional(),
    companyName: CompanyName.nullable().optional(),
  })
  .meta({ id: 'ProfileChange' });
export type ProfileChange = z.output<typeof ProfileChange>;

export const RoleRequest = z.strictObject({ role: TradingRole }).meta({ id: 'RoleRequest' });

export const PublicProfile = z
  .strictObject({
    id: Id,
    displayName: z.string().describe('First name and initial.'),
    roles: z.array(TradingRole).describe('The sides of the market that the user takes.'),
    emailVerified: z.boolean().describe('Whether the email address is confirmed.'),
    avatarUrl: AvatarUrl,
    memberSince: Instant.describe('When the account was created.'),
    standing: Standing.describe('What others say of the user, and how far they are trusted.'),
  })
  .meta({ id: 'PublicProfile' });

export const UserListQuery = recordQuery().extend({
  role: RoleName.optional().describe('Only users with this role.'),
  status: Status.optional().describe('Only users in this status.'),
});
export type UserListQuery = z.output<typeof UserListQuery>;

export const UserForAdmin = Me.extend({
  statusReason: z.string().nullable().describe('Why the user is suspended or blocked; null otherwise.'),
  deletedAt: Instant.nullable().describe('When the user deleted the account; null otherwise.'),
}).meta({ id: 'UserForAdmin' });

export const UserDetailForAdmin = UserForAdmin.extend({
  liveSessions: z.int().describe('Number of sessions that have not ended.'),
  lastSeenAt: Instant.nullable().describe('When a live session was last used; null without one.'),
}).meta({ id: 'UserDetailForAdmin' });

export const RolesRequest = z
  .strictObject({
    roles: z.array(RoleName).max(3).describe('All roles that the user has from now on.'),
    reason: Reason,
  })
  .meta({ id: 'RolesRequest' });

export const ReasonGiven = z.strictObject({ reason: Reason }).meta({ id: 'ReasonGiven' });

export const ImpersonationStarted = z
  .strictObject({
    tokenType: z.literal('Bearer').describe('How to send the access token: `Authorization: Bearer …`.'),
    accessToken: z.string().describe('Authenticates requests as the user. There is no refresh token.'),
    accessTokenExpiresAt: Instant.describe('When the impersonation ends.'),
    user: Me,
  })
  .meta({ id: 'ImpersonationStarted' });
