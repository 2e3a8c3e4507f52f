/** The events that identity emits. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { REVOKED_REASONS } from './revoked-reasons';

const User = z.strictObject({ userId: z.string() });
const ForReason = User.extend({ reason: z.string() });

export const userRegistered = defineEvent('user.registered', User.extend({ roles: z.array(z.string()) }), {
  when: 'An account was opened.',
  about: 'userId',
});
export const userSuspended = defineEvent(
  'user.suspended',
  ForReason.extend({
    administrator: z.boolean().default(false).describe('Whether they are one.'),
    byUserId: z.string().nullable().default(null).describe('Who did it; null where that was not told.'),
  }),
  { when: 'An admin suspended an account: its user cannot sign in for now.', about: 'userId' },
);
export const userBlocked = defineEvent('user.blocked', ForReason, {
  when: 'An admin blocked an account for good.',
  about: 'userId',
});
export const userReinstated = defineEvent('user.reinstated', ForReason, {
  when: 'An admin let a suspended or blocked user back in.',
  about: 'userId',
});
export const userRolesChanged = defineEvent(
  'user.roles_changed',
  User.extend({
    given: z.array(z.string()),
    taken: z.array(z.string()),
    byAdmin: z.boolean().default(false).describe('Else the user added the other side of the trade.'),
  }),
  {
    when: "A user's roles changed: an admin set them, or the user added the other side of the trade.",
    about: 'userId',
  },
);

export const userChanged = defineEvent('user.changed', User, {
  when: "A user's name or email address changed.",
  about: 'userId',
});
export const userRegisteredAgain = defineEvent('user.registered_again', User, {
  when: 'Somebody tried to open an account with the address of this user.',
  about: 'userId',
});
export const userEmailClaimed = defineEvent('user.email_claimed', User, {
  when: 'The owner of another account asked to use the address of this user.',
  about: 'userId',
});
export const userEmailChangeRequested = defineEvent('user.email_change_requested', User, {
  when: 'A user asked to change the email address; the new one is not verified yet.',
  about: 'userId',
});
/** Events are kept for good and addresses are not: the previous one can be looked up by its id for a week. */
export const userEmailChanged = defineEvent(
  'user.email_changed',
  User.extend({ formerAddressId: z.string() }),
  { when: 'A user verified a new email address, which replaces the previous one.', about: 'userId' },
);
export const userDeleted = defineEvent(
  'user.deleted',
  User.extend({ formerAddressId: z.string().nullable().default(null) }),
  {
    when: 'A user deleted their account; their id stays in sales, payments and the action log.',
    about: 'userId',
  },
);

export const userPasswordChanged = defineEvent('user.password_changed', User, {
  when: 'A user changed or reset their password.',
  about: 'userId',
});
export const userAccessVoided = defineEvent(
  'user.access_voided',
  User.extend({
    keysRevoked: z.int(),
    at: z.int(),
    recovered: z
      .boolean()
      .default(true)
      .describe(
        'By a reset of the password, or by signing out everywhere: somebody else may have been in. Else whoever was signed in changed the password or the second factor.',
      ),
  }),
  {
    when: 'A user recovered the account, signed out everywhere, or changed the password or the second factor: what was prepared before has ended, API keys too.',
    about: 'userId',
  },
);
export const userSecondFactorChanged = defineEvent(
  'user.second_factor_changed',
  User.extend({ enabled: z.boolean() }),
  { when: 'A user turned two-factor authentication on or off.', about: 'userId' },
);
export const userRecoveryCodeUsed = defineEvent(
  'user.recovery_code_used',
  User.extend({ codesLeft: z.int() }),
  { when: 'A user signed in with a recovery code.', about: 'userId' },
);
export const apiKeyCreated = defineEvent(
  'api_key.created',
  User.extend({ keyId: z.string(), name: z.string() }),
  { when: 'A user created an API key.', about: 'userId' },
);

export const apiKeyRevoked = defineEvent('api_key.revoked', User.extend({ keyId: z.string() }), {
  when: 'A user revoked an API key.',
  about: 'userId',
  feedOnly: true,
});
export const userEmailVerified = defineEvent('user.email_verified', User.extend({ keysRevoked: z.int() }), {
  when: 'A user proved to read the mailbox of their address; API keys made before that have ended.',
  about: 'userId',
  feedOnly: true,
});

export const sessionsEnded = defineEvent(
  'user.sessions_ended',
  User.extend({
    /** The one that ended; null where it was more than one. */
    sessionId: z.string().nullable(),
    /** The only one that goes on; null where none does, or where one ended. */
    keptSessionId: z.string().nullable(),
    reason: z.enum(REVOKED_REASONS),
  }),
  {
    when: 'A user was signed out: of one session, of all, or of all but one.',
    about: 'userId',
    feedOnly: true,
  },
);
export const userImpersonated = defineEvent(
  'user.impersonated',
  ForReason.extend({ sessionId: z.string(), endsAt: z.number() }),
  {
    when: 'An admin began to act as this user, for a reason and until an hour that is fixed.',
    about: 'userId',
  },
);
export const userLogInGuessed = defineEvent('security.log_in_guessed', User, {
  when: 'Ten wrong passwords were tried for an account within a quarter of an hour, from places that it is not used from.',
  about: 'userId',
});
export const refreshReplayed = defineEvent(
  'security.refresh_replayed',
  User.extend({ sessionId: z.string() }),
  {
    when: 'A refresh token was used twice, so somebody may have stolen it. The session has ended.',
    about: 'userId',
  },
);

/** After each of these a session may have ended, or its person may do more or less than before. */
export const SESSION_NEWS = [
  sessionsEnded,
  userSuspended,
  userBlocked,
  userDeleted,
  userRolesChanged,
  userAccessVoided,
  userSecondFactorChanged,
] as const;

/** What somebody may do by a session or a key, or how, is other than it was after each of these. */
export const ACCESS_NEWS = [
  ...SESSION_NEWS,
  userReinstated,
  userEmailVerified,
  userEmailChanged,
  userPasswordChanged,
  apiKeyRevoked,
] as const;
