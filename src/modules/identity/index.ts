/** The door of identity: who people are, how they sign in, and what they may be. */
import type { Actor, UserActor } from '../../platform/kernel/actor';
import type { EventKind } from '../../platform/events/events';
import { HOUR_MS } from '../../platform/kernel/clock';
import { type Days, daysIn } from '../../platform/paper/days';
import type { Platform } from '../../platform/platform';
import { createAccount } from './account/account';
import { createFormerAddresses, type FormerAddress } from './account/former-addresses';
import type { DeletionCheck, ExportContribution, ExportOptions } from './account/user-data';
import { createAccessTokens } from './access-tokens';
import { adminUserRoutes } from './admin-users.routes';
import { authRoutes } from './auth.routes';
import { createCredentials } from './credentials';
import type { IdentityConfig } from './identity.config';
import type { IdentityContext, IdentityDeps } from './identity.context';
import { createKeptAccess } from './kept-access';
import { createLoginThrottle } from './login-throttle';
import { createMailLinks } from './mail-links';
import { createPasswords } from './passwords';
import { createChallenges } from './second-factor/challenges';
import { createPendingTokens } from './second-factor/pending-tokens';
import { createSealing } from './second-factor/sealing';
import { createSecretLetters, type CodeLetter } from './secret-letters';
import { createSessionCookie } from './session-cookie';
import { createSessions, type DeputyGrant } from './sessions';
import { createChangeProfile } from './use-cases/change-profile';
import { createChangeRoles } from './use-cases/change-roles';
import { createCleanUp } from './use-cases/clean-up';
import { createEndSessions } from './use-cases/end-sessions';
import { createLockSignedIn } from './use-cases/lock-signed-in';
import { createLogIn } from './use-cases/log-in';
import { createChangeStatus } from './use-cases/change-status';
import { createRefresh } from './use-cases/refresh';
import { createRegister, type NewUser } from './use-cases/register';
import type { User } from './user.model';
import { displayName } from './user.rules';
import { createStandings, type Standings } from './standing';
import { type Audience, createUserStore } from './user.store';
import { userRoutes } from './users.routes';
import { fullName } from './user.rules';

export * from './identity.events';
export type { NewUser } from './use-cases/register';
export type { User } from './user.model';
export { type Audience, selectUserIds } from './user.store';
export { Email } from './identity.schema';
export { hashToken } from './sessions';
export { LINK_LIMIT } from './identity.limits';
export { Party, Person, personOf } from './person';
export { Standing, type Rating, type RepresentedBy, type TrustScore, type VerifiedFact } from './standing';
export { sampleSecretLetters } from './secret-letters';
export { nameDiffers } from './identity.problems';
export { fullName, refuseOtherName } from './user.rules';

type FactorOf = (userId: string) => Promise<number>;

export interface Identity {
  /**
   * Who sends this access token or API key; null where it, its session or its user is no longer valid. `reads`: for a
   * request that changes nothing what this instance knew a moment ago will do; a change there counts within a second.
   */
  authenticate(credential: string, reads?: boolean): Promise<UserActor | null>;
  /** Records a request that an admin makes while impersonating. */
  auditImpersonation(actor: UserActor, request: { method: string; path: string }): Promise<void>;
  /** @throws not_found */
  getUser(id: string): Promise<User>;
  /** The same, for who is shown to others: as this instance knew them a moment ago. @throws not_found */
  getContact(id: string): Promise<User>;
  findUserByEmail(email: string): Promise<User | null>;
  /** Those of the ids that exist, by id. */
  findUsers(ids: string[]): Promise<Map<string, User>>;
  /** The address that a user had before it was changed or the account deleted; null after a week. */
  findFormerAddress(id: string): Promise<FormerAddress | null>;
  /**
   * Mails a secret code, in the ambient unit: to any mailbox, since the code proves who reads it. False where the mailbox
   * got enough of them.
   */
  sendCode(letter: CodeLetter): Promise<boolean>;
  /** First name and initial: what other people may read. */
  displayName(user: Pick<User, 'firstName' | 'lastName'>): string;
  /** Whether the session or API key that somebody acted with has not ended since. */
  isSignedIn(userId: string, sessionId: string): Promise<boolean>;
  /** In the ambient unit, before something is begun that a recovery of the account voids. @throws unauthorized */
  lockSignedIn(actor: UserActor): Promise<unknown>;
  /** In the ambient unit, before what a person has of something is counted: of many requests at once each sees the one before. */
  lockUser(id: string): Promise<unknown>;
  /**
   * In the ambient unit: a token by which somebody acts for a user, in one role and within scopes, until `endsAt`, the end
   * of their own session or of the grant. Whether the user has granted it the caller answers for.
   */
  openDeputy(userId: string, by: UserActor, grant: DeputyGrant): Promise<string>;
  /** In the ambient unit: the grant has ended, and every session by it. */
  endGrant(userId: string, grantId: string): Promise<void>;
  /** For seeds and `create-admin`; hashes, so never inside a unit. @throws weak_password, email_taken */
  createUser(user: NewUser, by: Actor): Promise<User>;
  /**
   * For operators: that one administrator suspended another stands, or that one is let back in. Null where no suspension
   * waits to be confirmed. @throws not_found, user_status_forbids
   */
  settleSuspension(
    operator: Actor,
    userId: string,
    decision: { stands: boolean; reason: string },
  ): Promise<User | null>;
  /** ACTIVE → SUSPENDED, in the caller's unit: for a decision of an admin elsewhere. Throws as the act itself. */
  suspendUser(by: UserActor, userId: string, reason: string): Promise<void>;
  /** People with an active account, of a role where one is named, from the latest to the first; behind one of them. */
  listActiveIds(audience: Audience, after: string | null, limit: number): Promise<string[]>;
  countActive(audience: Audience): Promise<number>;
  /** Admins who can sign in. */
  listAdminIds(): Promise<string[]>;
  /**
   * Lets one module say how many times the usual number of requests a user may make; until then the factor is 1 for
   * everybody. What it answers is kept for a minute, until one of the events, or `limitChanged` in their unit.
   */
  setLimitFactor(factorOf: FactorOf, changedBy: readonly Pick<EventKind<{ userId: string }>, 'name'>[]): void;
  /** In the unit in which the factor of a user changes. */
  limitChanged(userId: string): void;
  /** Lets the one module that knows it tell a part of what everybody may read of people. */
  tellStanding: Standings['tellStanding'];
  /** Lets the one module that knows it tell in which time zone (IANA) somebody lives; null where they did not say. */
  tellTimeZones(read: (userId: string) => Promise<string | null>): void;
  /** The days on papers that a person pays by: of their own time zone; where they named none, of the platform's. */
  daysOf(userId: string): Promise<Days>;
  /** What everybody may read of each of these people, or whoever deals with them. */
  readStandings: Standings['readStandings'];
  /** Adds what a module keeps about a user to the export of their data, under the module's name. */
  contributesToExport(name: string, contribution: ExportContribution, options?: ExportOptions): void;
  /** Lets a module say why an account may not be deleted yet. Asked inside the unit that deletes. */
  preventsDeletion(name: string, check: DeletionCheck): void;
}

export function createIdentity(platform: Platform<IdentityConfig>, deps: IdentityDeps): Identity {
  const { audit } = deps;
  const { config, clock, database } = platform;
  const accessTokens = createAccessTokens(config, clock);
  const pendingTokens = createPendingTokens(config, clock);
  const keptAccess = createKeptAccess(platform);
  const store = createUserStore(database, clock, keptAccess);
  audit.nameUsers(async (ids) => {
    const users = await store.findMany(ids);
    return new Map([...users].map(([id, user]) => [id, fullName(user)]));
  });
  const context: IdentityContext = {
    ...deps,
    platform,
    store,
    keptAccess,
    sessions: createSessions(platform, config, accessTokens, keptAccess),
    sessionCookie: createSessionCookie(config),
    loginThrottle: createLoginThrottle(platform),
    passwords: createPasswords(database, clock, config),
    accessTokens,
    letters: createSecretLetters(platform),
    formerAddresses: createFormerAddresses(database, clock),
    mailLinks: createMailLinks(database, clock),
    sealing: createSealing(config),
    pendingTokens,
    challenges: createChallenges(database, clock, pendingTokens),
  };
  const { sessions, letters, formerAddresses } = context;
  const { register, createUser } = createRegister(context);
  const { authenticate, isEnabled, findImpersonation, auditImpersonation } = createCredentials(context);

  platform.serve(
    'Authentication',
    authRoutes({
      register,
      logIn: createLogIn(context, isEnabled),
      refresh: createRefresh(context),
      ...createEndSessions(context),
      getUser: store.get,
      listSessions: sessions.listOf,
      isEnabled,
      findImpersonation,
      sessionCookie: context.sessionCookie,
      clock: platform.clock,
    }),
  );
  const { changeStatus, settleSuspension } = createChangeStatus(context);
  const standings = createStandings();
  platform.serve('Users', userRoutes({ getUser: store.get, ...standings, ...createChangeProfile(context) }));
  platform.serve(
    'Administration',
    adminUserRoutes({
      listUsers: store.page,
      getUser: store.get,
      listSessions: sessions.listOwnOf,
      changeStatus,
      changeRoles: createChangeRoles(context),
    }),
  );
  const { contributesToExport, preventsDeletion } = createAccount(context);
  platform.scheduler.every('identity.clean-up', HOUR_MS, createCleanUp(context));

  async function getContact(id: string): Promise<User> {
    const kept = keptAccess.people.get(id);
    if (kept) return kept;
    await keptAccess.listen();
    const keep = keptAccess.people.beginReading();
    const user = await store.get(id);
    keep(id, id, user);
    return user;
  }

  let readFactor: FactorOf | undefined;
  let readTimeZone: (userId: string) => Promise<string | null> = () => Promise.resolve(null);

  async function factorOf(userId: string, read: FactorOf): Promise<number> {
    const kept = keptAccess.factors.get(userId);
    if (kept !== undefined) return kept;
    const keep = keptAccess.factors.beginReading();
    const factor = await read(userId);
    keep(userId, userId, factor);
    return factor;
  }

  return {
    async authenticate(credential, reads) {
      const actor = await authenticate(credential, reads);
      return actor && readFactor
        ? { ...actor, limitFactor: await factorOf(actor.userId, readFactor) }
        : actor;
    },
    setLimitFactor(given, changedBy) {
      if (readFactor) throw new Error('The limit factor is set already.');
      readFactor = given;
      keptAccess.alsoChangedBy(changedBy);
    },
    limitChanged: keptAccess.changed,
    tellTimeZones: (read) => void (readTimeZone = read),
    daysOf: async (userId) => daysIn((await readTimeZone(userId)) ?? config.PAPER_TIME_ZONE),
    auditImpersonation,
    getUser: store.get,
    getContact,
    findUserByEmail: store.findByEmail,
    findUsers: store.findMany,
    findFormerAddress: formerAddresses.find,
    sendCode: letters.sendCode,
    displayName,
    isSignedIn: sessions.isLive,
    lockSignedIn: createLockSignedIn(context),
    lockUser: store.lock,
    openDeputy: async (userId, by, grant) => (await sessions.openDeputy(userId, by, grant)).token,
    async endGrant(userId, grantId) {
      await sessions.revokeGrant(userId, grantId);
    },
    createUser,
    settleSuspension,
    async suspendUser(by, userId, reason) {
      await changeStatus(by, userId, 'suspend', reason);
    },
    listActiveIds: store.listActiveIds,
    countActive: store.countActive,
    listAdminIds: store.listActiveAdminIds,
    ...standings,
    contributesToExport,
    preventsDeletion,
  };
}
