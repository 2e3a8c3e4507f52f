/** The door of identity: who people are, how they sign in, and what they may be. */
import type { Actor, UserActor } from '../../platform/kernel/actor';
import { HOUR_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import { createAccessTokens } from './access-tokens';
import { adminUserRoutes } from './admin-users.routes';
import { authRoutes } from './auth.routes';
import { createIdentityMails } from './identity.mails';
import type { IdentityParts } from './parts';
import { createPasswords } from './passwords';
import { createSessions } from './sessions';
import { createAuthenticate } from './use-cases/authenticate';
import { createChangeProfile } from './use-cases/change-profile';
import { createCleanUp } from './use-cases/clean-up';
import { createEndSessions } from './use-cases/end-sessions';
import { createLogIn } from './use-cases/log-in';
import { createOverseeUsers } from './use-cases/oversee-users';
import { createRefresh } from './use-cases/refresh';
import { createRegistration, type NewUser } from './use-cases/register';
import { createUserFinders, defineUsers, type User } from './user.model';
import { displayName } from './user.rules';
import { userRoutes } from './users.routes';

export {
  refreshReplayed,
  userBlocked,
  userRegistered,
  userReinstated,
  userSuspended,
} from './identity.events';
export type { NewUser } from './use-cases/register';
export type { User } from './user.model';

export interface Identity {
  /** Who sends this access token; null where it, its session or its person is not good any more. */
  authenticate(accessToken: string): Promise<UserActor | null>;
  /** @throws not_found */
  getUser(id: string): Promise<User>;
  findUserByEmail(email: string): Promise<User | null>;
  /** Those of the ids that exist, by id. */
  findUsers(ids: string[]): Promise<Map<string, User>>;
  /** First name and initial: what other people may read. */
  displayName(user: Pick<User, 'firstName' | 'lastName'>): string;
  /** For seeds and `create-admin`; hashes, so never inside a unit. @throws weak_password, address_taken */
  createUser(user: NewUser, by: Actor): Promise<User>;
  /** Admins who can sign in. */
  listAdminIds(): Promise<string[]>;
}

export function createIdentity(platform: Platform, { audit }: { audit: Audit }): Identity {
  const { config, clock, database } = platform;
  const accessTokens = createAccessTokens(config, clock);
  const finders = createUserFinders(database);
  const parts: IdentityParts = {
    platform,
    audit,
    users: defineUsers(database),
    finders,
    sessions: createSessions(database, clock, config, accessTokens),
    passwords: createPasswords(database),
    accessTokens,
    mails: createIdentityMails(config),
  };
  const { register, createUser } = createRegistration(parts);
  const { getUser, changeProfile, addRole } = createChangeProfile(parts);
  const { listUsers, changeStatus } = createOverseeUsers(parts);

  platform.serve(
    'Authentication',
    authRoutes({
      register,
      logIn: createLogIn(parts),
      refresh: createRefresh(parts),
      ...createEndSessions(parts),
      getUser,
      listSessions: parts.sessions.listOf,
    }),
  );
  platform.serve('Users', userRoutes({ getUser, changeProfile, addRole }));
  platform.serve(
    'Administration',
    adminUserRoutes({ listUsers, getUser, listSessions: parts.sessions.listOf, changeStatus }),
  );
  platform.scheduler.every('identity.clean-up', HOUR_MS, createCleanUp(parts));

  return {
    authenticate: createAuthenticate(parts),
    getUser,
    findUserByEmail: finders.findUserByEmail,
    findUsers: finders.findUsers,
    displayName,
    createUser,
    listAdminIds: finders.listActiveAdminIds,
  };
}
