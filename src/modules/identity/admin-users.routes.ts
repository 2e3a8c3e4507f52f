/** The endpoints by which admins oversee people. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { badCursor } from '../../platform/kernel/page';
import { lastAdmin, ownAccount, statusForbids } from './identity.problems';
import {
  RolesRequest,
  StatusChangeRequest,
  UserDetailForAdmin,
  UserForAdmin,
  UserListQuery,
} from './identity.schema';
import type { Sessions } from './sessions';
import type { createChangeRoles } from './use-cases/change-roles';
import type { createOverseeUsers } from './use-cases/oversee-users';
import type { User } from './user.model';
import { ROLES, type StatusMove } from './user.rules';
import { viewUserDetail, viewUserForAdmin } from './user.view';

interface UseCases extends ReturnType<typeof createOverseeUsers> {
  getUser(id: string): Promise<User>;
  listSessions: Sessions['listOf'];
  changeRoles: ReturnType<typeof createChangeRoles>;
}

export function adminUserRoutes({
  listUsers,
  getUser,
  listSessions,
  changeStatus,
  changeRoles,
}: UseCases): Endpoint[] {
  const statusMove = (move: StatusMove, summary: string): Endpoint =>
    endpoint({
      method: 'post',
      path: `/admin/users/{id}/${move}`,
      summary,
      description: 'Takes effect with the next request of the person, who is told by e-mail with the reason.',
      access: 'admin',
      params: byId,
      body: StatusChangeRequest,
      response: UserForAdmin,
      problems: [ownAccount, lastAdmin, statusForbids],
    }).handledBy(async ({ actor, params, body }) =>
      viewUserForAdmin(await changeStatus(actor, params.id, move, body.reason)),
    );

  return [
    endpoint({
      method: 'get',
      path: '/admin/users',
      summary: 'People, the newest first.',
      access: 'admin',
      query: UserListQuery,
      paged: true,
      response: z.array(UserForAdmin),
      problems: [badCursor],
    }).handledBy(({ query }) => listUsers(query)),

    endpoint({
      method: 'get',
      path: '/admin/users/{id}',
      summary: 'One person, closer.',
      access: 'admin',
      params: byId,
      response: UserDetailForAdmin,
    }).handledBy(async ({ params }) =>
      viewUserDetail(await getUser(params.id), await listSessions(params.id)),
    ),

    statusMove('suspend', 'Keep a person out until something is cleared up.'),
    statusMove('block', 'Keep a person out for good.'),
    statusMove('unblock', 'Let a person back in.'),

    endpoint({
      method: 'post',
      path: '/admin/users/{id}/roles',
      summary: 'Say what a person may be.',
      description: 'The roles named are all that the person has from the next request on.',
      access: 'admin',
      stepUp: true,
      params: byId,
      body: RolesRequest,
      response: UserForAdmin,
      problems: [ownAccount, lastAdmin, statusForbids],
    }).handledBy(async ({ actor, params, body }) => {
      const roles = ROLES.filter((role) => body.roles.some((named) => named.toLowerCase() === role));
      return viewUserForAdmin(await changeRoles(actor, params.id, roles, body.reason));
    }),
  ];
}
