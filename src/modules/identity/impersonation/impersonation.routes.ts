/** The endpoints by which an admin acts as a person, and stops. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { byId, Done, done, Instant, Reason } from '../../../platform/http/wire';
import { iso } from '../../../platform/kernel/clock';
import { notImpersonating, ownAccount, statusForbids } from '../identity.problems';
import { Me } from '../identity.schema';
import { viewMe } from '../user.view';
import type { createImpersonation } from './impersonate';

const ImpersonationStarted = z.strictObject({
  tokenType: z.literal('Bearer'),
  /** There is no refresh token: it ends when it ends. */
  accessToken: z.string(),
  accessTokenExpiresAt: Instant,
  user: Me,
});

export const impersonationRoutes = ({
  impersonate,
  endImpersonation,
}: ReturnType<typeof createImpersonation>): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/admin/users/{id}/impersonate',
    summary: 'See what a person sees, for thirty minutes.',
    description:
      'Reading is open, and little else: no money, no trade, no credentials. Every request is kept in the action log. Not for other admins.',
    access: 'admin',
    stepUp: true,
    params: byId,
    body: z.strictObject({ reason: Reason }),
    status: 201,
    response: ImpersonationStarted,
    problems: [ownAccount, statusForbids],
  }).handledBy(async ({ actor, params, body }) => {
    const { user, token, endsAt } = await impersonate(actor, params.id, body.reason);
    const accessTokenExpiresAt = iso(endsAt);
    return { tokenType: 'Bearer' as const, accessToken: token, accessTokenExpiresAt, user: viewMe(user) };
  }),

  endpoint({
    method: 'post',
    path: '/auth/impersonation/end',
    summary: 'Stop acting as somebody else.',
    access: 'user',
    openToImpersonators: true,
    response: Done,
    problems: [notImpersonating],
  }).handledBy(async ({ actor }) => {
    await endImpersonation(actor);
    return done;
  }),
];
