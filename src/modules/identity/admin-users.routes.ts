/** The endpoints by which admins manage users. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { mapPage } from '../../platform/kernel/page';
import { secondAdminNeeded } from '../approvals';
import { lastAdmin, ownAccount, statusForbids } from './identity.problems';
import {
  ReasonGiven,
  RolesRequest,
  UserDetailForAdmin,
  UserForAdmin,
  UserListQuery,
} from './identity.schema';
import type { Sessions } from './sessions';
import type { createChangeRoles } from './use-cases/change-roles';
import type { createChangeStatus } from './use-cases/change-status';
import { ROLES, type StatusMove } from './user.rules';
import type { UserStore } from './user.store';
import { presentUserDetail, presentUserForAdmin } from './user.view';

interface UseCases {
  listUsers: UserStore['page'];
  getUser: UserStore['get'];
  listSessions: Sessions['listOwnOf'];
  changeStatus: ReturnType<typeof createChangeStatus>['changeStatus'];
  changeRoles: ReturnType<typeof createChangeRoles>;
}

const TWO = 'Of an administrator it takes two: nothing changes until a second one asks for the same.';
const OF_ADMINS: Record<StatusMove, string> = {
  suspend:
    'An administrator is suspended at once, too; until a second one suspends them as well, whoever did it agrees to ' +
    'nothing that takes two administrators, and sets no roles.',
  block: TWO,
  unblock: TWO,
};

export function adminUserRoutes({
  listUsers,
  getUser,
  listSessions,
  changeStatus,
  changeRoles,
}: UseCases): Endpoint[] {
  const statusMove = (move: StatusMove, summary: string): Endpoint =>
    endpoint({
      operationId: `${move}User`,
      method: 'post',
      path: `/admin/users/{id}/${move}`,
      summary,
      description: `Takes effect with the user's next request. The user is emailed the reason. ${OF_ADMINS[move]}`,
      access: 'admin',
      stepUp: true,
      params: byId,
      body: ReasonGiven,
      response: UserForAdmin,
      problems: [ownAccount, lastAdmin, statusForbids, secondAdminNeeded],
    }).handledBy(async ({ actor, params, body }) =>
      presentUserForAdmin(await changeStatus(actor, params.id, move, body.reason)),
    );

  return [
    endpoint({
      operationId: 'listUsers',
      method: 'get',
      path: '/admin/users',
      summary: 'List users, newest first.',
      access: 'admin',
      query: UserListQuery,
      paged: true,
      response: z.array(UserForAdmin),
    }).handledBy(async ({ query }) => mapPage(await listUsers(query), presentUserForAdmin)),

    endpoint({
      operationId: 'getUserDetails',
      method: 'get',
      path: '/admin/users/{id}',
      summary: "Get a user's details.",
      access: 'admin',
      params: byId,
      response: UserDetailForAdmin,
    }).handledBy(async ({ params }) =>
      presentUserDetail(await getUser(params.id), await listSessions(params.id)),
    ),

    statusMove('suspend', 'Suspend a user until something is cleared up.'),
    statusMove('block', 'Block a user permanently.'),
    statusMove('unblock', "Lift a user's block or suspension."),

    endpoint({
      operationId: 'setUserRoles',
      method: 'post',
      path: '/admin/users/{id}/roles',
      summary: "Set a user's roles.",
      description:
        'Replaces all roles of the user, from their next request on. Nobody becomes an administrator, or is one no more, ' +
        'until a second administrator sets the same; only whoever never had another one beside them makes the next one alone.',
      access: 'admin',
      stepUp: true,
      params: byId,
      body: RolesRequest,
      response: UserForAdmin,
      problems: [ownAccount, lastAdmin, statusForbids, secondAdminNeeded],
    }).handledBy(async ({ actor, params, body }) => {
      const roles = ROLES.filter((role) => body.roles.some((named) => named.toLowerCase() === role));
      return presentUserForAdmin(await changeRoles(actor, params.id, roles, body.reason));
    }),
  ];
}
