/** A person as he sees himself, as admins see him, and as everybody may. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import type {
  Me,
  MeHere,
  PublicProfile,
  SecondFactorNeeded,
  SessionView,
  SignedIn,
  Tokens,
  UserDetailForAdmin,
  UserForAdmin,
} from './identity.schema';
import type { PendingLogIn } from './second-factor/challenges';
import type { SessionRow, TokenPair } from './sessions';
import type { SignedInUser } from './use-cases/open-session';
import type { User } from './user.model';
import { displayName } from './user.rules';

type WireRole = 'BUYER' | 'SELLER' | 'ADMIN';

const avatarUrl = ({ id, avatarTag }: User): string | null =>
  avatarTag === null ? null : `/api/users/${id}/avatar?v=${avatarTag}`;

const wireRoles = (roles: string[]): WireRole[] => roles.map((role) => role.toUpperCase() as WireRole);

export const viewMe = (user: User): z.input<typeof Me> => ({
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

export const viewMeHere = (
  user: User,
  secondFactorEnabled: boolean,
  impersonation: { admin: User; endsAt: number } | null,
): z.input<typeof MeHere> => ({
  ...viewMe(user),
  secondFactorEnabled,
  impersonation: impersonation && {
    adminId: impersonation.admin.id,
    adminName: displayName(impersonation.admin),
    endsAt: iso(impersonation.endsAt),
  },
});

export const viewUserForAdmin = (user: User): z.input<typeof UserForAdmin> => ({
  ...viewMe(user),
  statusReason: user.statusReason,
  deletedAt: iso(user.deletedAt),
});

export const viewUserDetail = (
  user: User,
  sessions: readonly SessionRow[],
): z.input<typeof UserDetailForAdmin> => ({
  ...viewUserForAdmin(user),
  liveSessions: sessions.length,
  lastSeenAt: iso(sessions[0]?.lastUsedAt ?? null),
});

export const viewPublicProfile = (user: User): z.input<typeof PublicProfile> => ({
  id: user.id,
  displayName: displayName(user),
  roles: wireRoles(user.roles).filter((role) => role !== 'ADMIN'),
  emailVerified: user.emailVerifiedAt !== null,
  avatarUrl: avatarUrl(user),
  memberSince: iso(user.createdAt),
});

export const viewTokens = (pair: TokenPair): z.input<typeof Tokens> => ({
  tokenType: 'Bearer',
  accessToken: pair.accessToken,
  accessTokenExpiresAt: iso(pair.accessTokenExpiresAt),
  refreshToken: pair.refreshToken,
  refreshTokenExpiresAt: iso(pair.refreshTokenExpiresAt),
  sessionId: pair.sessionId,
});

export const viewSignedIn = ({ user, tokens }: SignedInUser): z.input<typeof SignedIn> => ({
  ...viewTokens(tokens),
  user: viewMe(user),
});

export const viewPendingLogIn = (pending: PendingLogIn): z.input<typeof SecondFactorNeeded> => ({
  secondFactorNeeded: true,
  pendingToken: pending.pendingToken,
  expiresAt: iso(pending.expiresAt),
});

export const viewSession =
  (currentSessionId: string) =>
  (session: SessionRow): z.input<typeof SessionView> => ({
    id: session.id,
    current: session.id === currentSessionId,
    userAgent: session.userAgent,
    address: session.address,
    createdAt: iso(session.createdAt),
    lastUsedAt: iso(session.lastUsedAt),
    expiresAt: iso(session.expiresAt),
  });
