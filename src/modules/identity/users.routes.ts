/** The endpoints of a person's own account and of public profiles. */
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { byId } from '../../platform/http/wire';
import { Me, ProfileChange, PublicProfile, RoleRequest } from './identity.schema';
import type { createChangeProfile } from './use-cases/change-profile';
import { viewMe, viewPublicProfile } from './user.view';

type UseCases = ReturnType<typeof createChangeProfile>;

export const userRoutes = ({ getUser, changeProfile, addRole }: UseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/users/me',
    summary: 'Your account.',
    access: 'user',
    response: Me,
  }).handledBy(async ({ actor }) => viewMe(await getUser(actor.userId))),

  endpoint({
    method: 'put',
    path: '/users/me',
    summary: 'Change your name, telephone number or company.',
    openToImpersonators: true,
    description: 'Fields that are left out stay as they are; null empties those that may be empty.',
    access: 'user',
    body: ProfileChange,
    response: Me,
  }).handledBy(async ({ actor, body }) => viewMe(await changeProfile(actor, body))),

  endpoint({
    method: 'post',
    path: '/users/me/roles',
    summary: 'Take up the other side of the trade: buy, or sell, as well.',
    access: 'user',
    body: RoleRequest,
    response: Me,
  }).handledBy(async ({ actor, body }) =>
    viewMe(await addRole(actor, body.role === 'BUYER' ? 'buyer' : 'seller')),
  ),

  endpoint({
    method: 'get',
    path: '/users/{id}',
    summary: 'What everybody may know of a person.',
    access: 'public',
    params: byId,
    response: PublicProfile,
  }).handledBy(async ({ params }) => {
    const user = await getUser(params.id);
    if (user.status !== 'ACTIVE') throw notFound('There is no such person.');
    return viewPublicProfile(user);
  }),
];
