/** Users, sessions and tokens on the wire: what the user sees, what admins see, and what everybody may see. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import {
  AN_ADMINISTRATOR,
  YOUR_BROKER,
  type ImpersonationStarted,
  type Me,
  type MeHere,
  type PublicProfile,
  type SecondFactorNeeded,
  type SessionView,
  type SignedIn,
  type Tokens,
  type UserDetailForAdmin,
  type UserForAdmin,
} from './identity.schema';
import type { ExportedAccount } from './account/export-account';
import type { ActsFor, Impersonation } from './impersonation/impersonate';
import type { PendingLogIn } from './second-factor/challenges';
import type { SessionRow, TokenPair } from './sessions';
import type { Standing } from './standing';
import type { SignedInUser } from './use-cases/open-session';
import type { User } from './user.model';
import { displayName } from './user.rules';

type WireRole = 'BUYER' | 'SELLER' | 'ADMIN';

const avatarUrl = ({ id, avatarTag }: User): string | null =>
  avatarTag === null ? null : `/api/users/${id}/avatar?v=${avatarTag}`;

const wireRoles = (roles: string[]): WireRole[] => roles.map((role) => role.toUpperCase() as WireRole);

export const presentMe = (user: User): z.input<typeof Me> => ({
  id: user.id,
  email: user.email,
  firstName: user.firstName,
  lastName: user.lastName,
  displayName: displayName(user),
  companyName: user.companyName,
  phone: user.phone,
  roles: wireRoles(user.roles),
  status: user.status,
  emailVerified: user.emailVerifiedAt !== null,
  avatarUrl: avatarUrl(user),
  createdAt: iso(user.createdAt),
});

export const presentMeHere = (
  user: User,
  secondFactorEnabled: boolean,
  actsFor: ActsFor | null,
): z.input<typeof MeHere> => ({
  ...presentMe(user),
  secondFactorEnabled,
  impersonation:
    actsFor && !actsFor.isDeputy
      ? { adminId: actsFor.by.id, adminName: displayName(actsFor.by), endsAt: iso(actsFor.endsAt) }
      : null,
  broker: actsFor?.isDeputy ? { displayName: displayName(actsFor.by), endsAt: iso(actsFor.endsAt) } : null,
});

export const presentExport = ({ exportedAt, user, contributions }: ExportedAccount) => ({
  exportedAt: iso(exportedAt),
  profile: presentMe(user),
  ...contributions,
});

export const presentUserForAdmin = (user: User): z.input<typeof UserForAdmin> => ({
  ...presentMe(user),
  statusReason: user.statusReason,
  deletedAt: iso(user.deletedAt),
});

export const presentUserDetail = (
  user: User,
  sessions: readonly SessionRow[],
): z.input<typeof UserDetailForAdmin> => ({
  ...presentUserForAdmin(user),
  liveSessions: sessions.length,
  lastSeenAt: iso(sessions[0]?.lastUsedAt ?? null),
});

export const presentPublicProfile = (user: User, standing: Standing): z.input<typeof PublicProfile> => ({
  id: user.id,
  displayName: displayName(user),
  roles: wireRoles(user.roles).filter((role) => role !== 'ADMIN'),
  emailVerified: user.emailVerifiedAt !== null,
  avatarUrl: avatarUrl(user),
  memberSince: iso(user.createdAt),
  standing,
});

export const presentTokens = (pair: TokenPair): z.input<typeof Tokens> => ({
  tokenType: 'Bearer',
  accessToken: pair.accessToken,
  accessTokenExpiresAt: iso(pair.accessTokenExpiresAt),
  refreshToken: pair.refreshToken,
  refreshTokenExpiresAt: iso(pair.refreshTokenExpiresAt),
  sessionId: pair.sessionId,
});

export const presentSignedIn = ({ user, tokens }: SignedInUser): z.input<typeof SignedIn> => ({
  outcome: 'SIGNED_IN',
  ...presentTokens(tokens),
  user: presentMe(user),
});

export const presentPendingLogIn = (pending: PendingLogIn): z.input<typeof SecondFactorNeeded> => ({
  outcome: 'SECOND_FACTOR_NEEDED',
  secondFactorNeeded: true,
  pendingToken: pending.pendingToken,
  expiresAt: iso(pending.expiresAt),
});

export const presentSession =
  (currentSessionId: string) =>
  (session: SessionRow): z.input<typeof SessionView> => ({
    id: session.id,
    current: session.id === currentSessionId,
    userAgent: session.userAgent,
    address: session.address,
    createdAt: iso(session.createdAt),
    lastUsedAt: iso(session.lastUsedAt),
    expiresAt: iso(session.expiresAt),
    impersonation: session.impersonation && {
      by: session.impersonation.byDeputy ? YOUR_BROKER : AN_ADMINISTRATOR,
      reason: session.impersonation.reason,
      endedAt: iso(session.impersonation.endedAt),
    },
  });

export const presentImpersonation = ({
  user,
  token,
  endsAt,
}: Impersonation): z.input<typeof ImpersonationStarted> => ({
  tokenType: 'Bearer',
  accessToken: token,
  accessTokenExpiresAt: iso(endsAt),
  user: presentMe(user),
});
