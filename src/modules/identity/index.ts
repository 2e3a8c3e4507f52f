/** The door of identity: who people are, how they sign in, and what they may be. */
import type { Actor, UserActor } from '../../platform/kernel/actor';
import { HOUR_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import { createAccount } from './account/account';
import type { Contribution, Objection } from './account/leaving';
import { createAccessTokens } from './access-tokens';
import { adminUserRoutes } from './admin-users.routes';
import { authRoutes } from './auth.routes';
import { createCredentials } from './credentials';
import { createGuesses } from './guesses';
import { createIdentityMails } from './identity.mails';
import { createMailLinks } from './mail-links';
import type { IdentityParts } from './parts';
import { createPasswords } from './passwords';
import { createChallenges } from './second-factor/challenges';
import { createPendingTokens } from './second-factor/pending-tokens';
import { createSealing } from './second-factor/sealing';
import { createSessions } from './sessions';
import { createChangeProfile } from './use-cases/change-profile';
import { createChangeRoles } from './use-cases/change-roles';
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
  userChanged,
  userDeleted,
  userRegistered,
  userReinstated,
  userSuspended,
} from './identity.events';
export type { NewUser } from './use-cases/register';
export type { User } from './user.model';

export interface Identity {
  /** Who sends this access token or API key; null where it, its session or its person is not good any more. */
  authenticate(credential: string): Promise<UserActor | null>;
  /** Writes down a request that an admin makes in somebody else's name. */
  witness(actor: UserActor, request: { method: string; path: string }): Promise<void>;
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
  /**
   * Lets a module say how many times the usual number of requests a person may make. Asked with each of his requests,
   * so it has to be quick. One module may say it; until one does, everybody's factor is 1.
   */
  setsLimitFactor(factorOf: (userId: string) => Promise<number>): void;
  /** Adds what a module keeps of a person to the export of his data, under the module's name. */
  contributesToExport(name: string, contribution: Contribution): void;
  /** Lets a module say why a person may not have his account deleted yet. Asked inside the unit that deletes. */
  preventsDeletion(name: string, objection: Objection): void;
}

export function createIdentity(platform: Platform, { audit }: { audit: Audit }): Identity {
  const { config, clock, database } = platform;
  const accessTokens = createAccessTokens(config, clock);
  const pendingTokens = createPendingTokens(config, clock);
  const finders = createUserFinders(database);
  const parts: IdentityParts = {
    platform,
    audit,
    users: defineUsers(database),
    finders,
    sessions: createSessions(database, clock, config, accessTokens),
    guesses: createGuesses(platform),
    passwords: createPasswords(database, clock),
    accessTokens,
    mails: createIdentityMails(config),
    mailLinks: createMailLinks(database, clock),
    sealing: createSealing(config),
    pendingTokens,
    challenges: createChallenges(database, clock, pendingTokens),
  };
  const { register, createUser } = createRegistration(parts);
  const { getUser, changeProfile, addRole } = createChangeProfile(parts);
  const { listUsers, changeStatus } = createOverseeUsers(parts);

  const { authenticate, isEnabled, findImpersonation, witness } = createCredentials(parts);

  platform.serve(
    'Authentication',
    authRoutes({
      register,
      logIn: createLogIn(parts, isEnabled),
      refresh: createRefresh(parts),
      ...createEndSessions(parts),
      getUser,
      listSessions: parts.sessions.listOf,
      isEnabled,
      findImpersonation,
    }),
  );
  platform.serve('Users', userRoutes({ getUser, changeProfile, addRole }));
  platform.serve(
    'Administration',
    adminUserRoutes({
      listUsers,
      getUser,
      listSessions: parts.sessions.listOf,
      changeStatus,
      changeRoles: createChangeRoles(parts),
    }),
  );
  const { contributesToExport, preventsDeletion } = createAccount(parts);
  platform.scheduler.every('identity.clean-up', HOUR_MS, createCleanUp(parts));

  let factorOf: ((userId: string) => Promise<number>) | undefined;

  return {
    async authenticate(credential) {
      const actor = await authenticate(credential);
      return actor && factorOf ? { ...actor, limitFactor: await factorOf(actor.userId) } : actor;
    },
    setsLimitFactor(given) {
      if (factorOf) throw new Error('Another module sets the limit factor already.');
      factorOf = given;
    },
    witness,
    getUser,
    findUserByEmail: finders.findUserByEmail,
    findUsers: finders.findUsers,
    displayName,
    createUser,
    listAdminIds: finders.listActiveAdminIds,
    contributesToExport,
    preventsDeletion,
  };
}
