/** The endpoints of starting and ending an impersonation. */
import { type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { byId, Done, done } from '../../../platform/http/wire';
import { notImpersonating, ownAccount, statusForbids } from '../identity.problems';
import { ImpersonationStarted, ReasonGiven } from '../identity.schema';
import { presentImpersonation } from '../user.view';
import type { createImpersonation } from './impersonate';

export const impersonationRoutes = ({
  impersonate,
  endImpersonation,
}: ReturnType<typeof createImpersonation>): Endpoint[] => [
  endpoint({
    operationId: 'impersonateUser',
    method: 'post',
    path: '/admin/users/{id}/impersonate',
    summary: 'Impersonate a user for 30 minutes.',
    description:
      'Read-only with few exceptions: no money, no trade, no credentials. Every request goes to the action log. The user is told at once, with the reason. Other admins cannot be impersonated.',
    access: 'admin',
    stepUp: true,
    params: byId,
    body: ReasonGiven,
    status: 201,
    response: ImpersonationStarted,
    problems: [ownAccount, statusForbids],
  }).handledBy(async ({ actor, params, body }) =>
    presentImpersonation(await impersonate(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'endImpersonation',
    method: 'post',
    path: '/auth/impersonation/end',
    summary: 'Stop acting as another user.',
    access: 'user',
    openToImpersonators: true,
    openToDeputies: true,
    whileClosed: true,
    response: Done,
    problems: [notImpersonating],
  }).handledBy(async ({ actor }) => {
    await endImpersonation(actor);
    return done;
  }),
];
