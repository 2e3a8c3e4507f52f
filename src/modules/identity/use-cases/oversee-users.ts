/** What admins do with people: find them, look closer, suspend, block and let back in. */
import type { UserActor } from '../../../platform/kernel/actor';
import { notFound } from '../../../platform/http/problem';
import { decodeCursor, type Page, pageOf } from '../../../platform/kernel/page';
import type { Values } from '../../../platform/db/database';
import { userBlocked, userReinstated, userSuspended } from '../identity.events';
import { lastAdmin, ownAccount, statusForbids } from '../identity.problems';
import type { UserListQuery } from '../identity.schema';
import type { IdentityParts } from '../parts';
import type { User } from '../user.model';
import { refuseStatusChange, STATUS_CHANGES, type StatusMove, type StatusRefusal } from '../user.rules';
import { viewUserForAdmin } from '../user.view';

const TOLD = { suspend: userSuspended, block: userBlocked, unblock: userReinstated };
const ACTIONS = { suspend: 'user.suspended', block: 'user.blocked', unblock: 'user.reinstated' };

const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');

export function createOverseeUsers({ audit, finders, mails, sessions, users, platform }: IdentityParts) {
  const { database, clock, mailer, outbox } = platform;

  /** The newest first. */
  async function listUsers(query: UserListQuery): Promise<Page<ReturnType<typeof viewUserForAdmin>>> {
    const conditions = ['1 = 1'];
    const values: Values = { rows: query.limit + 1 };
    if (query.status) {
      conditions.push('u.status = :status');
      values.status = query.status;
    }
    if (query.role) {
      conditions.push('EXISTS (SELECT 1 FROM user_roles x WHERE x.userId = u.id AND x.role = :role)');
      values.role = query.role.toLowerCase();
    }
    if (query.search) {
      const places = ['u.email', 'LOWER(u.firstName)', 'LOWER(u.lastName)', 'LOWER(u.companyName)'];
      conditions.push(`(${places.map((place) => `${place} LIKE :search ESCAPE '!'`).join(' OR ')})`);
      values.search = `%${escapeLike(query.search.toLowerCase())}%`;
    }
    if (query.cursor) {
      const [createdAt, id] = decodeCursor(query.cursor, ['number', 'string']);
      conditions.push('(u.createdAt < :afterTime OR (u.createdAt = :afterTime AND u.id < :afterId))');
      Object.assign(values, { afterTime: createdAt, afterId: id });
    }
    const rows = await finders.selectUsers(
      `WHERE ${conditions.join(' AND ')} ORDER BY u.createdAt DESC, u.id DESC LIMIT :rows`,
      values,
    );
    return pageOf(rows, query.limit, (row) => [row.createdAt, row.id], viewUserForAdmin);
  }

  /**
   * Takes effect with the next request of the person, who is told by letter.
   * @throws not_found, own_account, last_admin, user_status_forbids
   */
  const changeStatus = (actor: UserActor, userId: string, move: StatusMove, reason: string): Promise<User> =>
    database.atomically(async () => {
      const activeAdminIds = await finders.lockActiveAdminIds();
      const row = await users.findByPk(userId, { lock: true });
      if (!row) throw notFound('There is no such person.');
      const refusal = refuseStatusChange(move, row, actor.userId, activeAdminIds);
      if (refusal) throw refusalProblem(refusal, row.status);
      const { to } = STATUS_CHANGES[move];
      await row.update({
        status: to,
        statusReason: to === 'ACTIVE' ? null : reason,
        updatedAt: clock.now(),
      });
      if (to !== 'ACTIVE') await sessions.revokeAllOf(userId, `USER_${to}`);
      await audit.record({ actor, action: ACTIONS[move], subject: { type: 'user', id: userId }, reason });
      await outbox.emit(TOLD[move], { userId, reason });
      await mailer.send(mails.statusChanged(row, move, reason));
      const user = await finders.findUser(userId);
      if (!user) throw notFound('There is no such person.');
      return user;
    });

  return { listUsers, changeStatus };
}

function refusalProblem(refusal: StatusRefusal, status: string) {
  if (refusal === 'own_account') return ownAccount('Ask another admin.');
  if (refusal === 'last_admin') {
    return lastAdmin('Nobody would be left to run the platform. Make another admin first.');
  }
  if (refusal === 'deleted') return statusForbids('The account was deleted by its owner.');
  return statusForbids(`The account is ${status.toLowerCase()}.`);
}
