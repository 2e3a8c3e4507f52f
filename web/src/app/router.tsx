/** Every page as a row: its address, what its address may ask, and its file, which is loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readFilters } from '../pages/public/search/search.rules';
import { ADDRESSES } from './addresses';
import { parseSearch, stringifySearch } from './address-search';
import { Crashed, NotFound } from './page-states';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Crashed });
const getParentRoute = () => root;

const routes = [
  createRoute({
    getParentRoute,
    path: ADDRESSES.home.path,
    component: lazyRouteComponent(() => import('../pages/public/home/page'), 'HomePage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.search.path,
    validateSearch: readFilters,
    component: lazyRouteComponent(() => import('../pages/public/search/page'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.listing.path,
    component: lazyRouteComponent(() => import('../pages/public/listing/page'), 'ListingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.howItWorks.path,
    component: lazyRouteComponent(() => import('../pages/public/how-it-works/page'), 'HowItWorksPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.pricing.path,
    component: lazyRouteComponent(() => import('../pages/public/pricing/page'), 'PricingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.nda.path,
    component: lazyRouteComponent(() => import('../pages/public/nda/page'), 'NdaPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.signIn.path,
    validateSearch: ({ next }): { next?: string } => (typeof next === 'string' ? { next } : {}),
    component: lazyRouteComponent(() => import('../pages/account/sign-in/page'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.register.path,
    component: lazyRouteComponent(() => import('../pages/account/register/page'), 'RegisterPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: Crashed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
