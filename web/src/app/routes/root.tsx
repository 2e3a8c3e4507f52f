/** Where every page hangs: below the shell; below that, what only somebody signed in, or only an administrator, may open. */
import { createRootRoute, createRoute } from '@tanstack/react-router';
import { AdminsOnly, SignedInOnly } from '../guards';
import { Crashed, NotFound } from '../page-states';
import { Shell } from '../shell';

export const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: Crashed,
});

export const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedInOnly });

export const admins = createRoute({ getParentRoute: () => root, id: 'admins', component: AdminsOnly });
