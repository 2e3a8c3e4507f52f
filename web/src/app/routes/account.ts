/** The way in, and what belongs to one person. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ADDRESSES } from '../addresses';
import { root } from './root';

export const accountRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: ADDRESSES.signIn.path,
    validateSearch: ({ next }): { next?: string } => (typeof next === 'string' ? { next } : {}),
    component: lazyRouteComponent(() => import('../../pages/account/sign-in/page'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: ADDRESSES.register.path,
    component: lazyRouteComponent(() => import('../../pages/account/register/page'), 'RegisterPage'),
  }),
] as const;

export const ownAccountRoutes = [] as const;
