/** The endpoints of a user's own profile and of public profiles. */
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { byId } from '../../platform/http/wire';
import { Me, ProfileChange, PublicProfile, RoleRequest } from './identity.schema';
import type { Standings } from './standing';
import type { createChangeProfile } from './use-cases/change-profile';
import type { UserStore } from './user.store';
import { presentMe, presentPublicProfile } from './user.view';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    account: true;
  }
}

interface UseCases extends ReturnType<typeof createChangeProfile>, Pick<Standings, 'readStandings'> {
  getUser: UserStore['get'];
}

export const userRoutes = ({ getUser, readStandings, changeProfile, addRole }: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'getAccount',
    method: 'get',
    path: '/users/me',
    summary: 'Get your account.',
    access: 'user',
    scope: 'account:read',
    response: Me,
  }).handledBy(async ({ actor }) => presentMe(await getUser(actor.userId))),

  endpoint({
    operationId: 'changeAccount',
    method: 'put',
    path: '/users/me',
    summary: 'Change your name, phone number, or company.',
    openToImpersonators: true,
    description: 'Fields that you leave out stay as they are; null clears a field that may be empty.',
    access: 'user',
    scope: 'account:write',
    body: ProfileChange,
    response: Me,
  }).handledBy(async ({ actor, body }) => presentMe(await changeProfile(actor, body))),

  endpoint({
    operationId: 'addRole',
    method: 'post',
    path: '/users/me/roles',
    summary: 'Add the other role, so that you can both buy and sell.',
    access: 'user',
    scope: 'account:write',
    body: RoleRequest,
    response: Me,
  }).handledBy(async ({ actor, body }) =>
    presentMe(await addRole(actor, body.role === 'BUYER' ? 'buyer' : 'seller')),
  ),

  endpoint({
    operationId: 'getUser',
    method: 'get',
    path: '/users/{id}',
    summary: "Get a user's public profile.",
    access: 'public',
    scope: 'account:read',
    params: byId,
    response: PublicProfile,
  }).handledBy(async ({ params }) => {
    const user = await getUser(params.id);
    if (user.status !== 'ACTIVE') throw notFound('There is no such user.');
    const standingOf = await readStandings([user.id]);
    return presentPublicProfile(user, standingOf(user.id));
  }),
];
