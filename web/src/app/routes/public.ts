/** Pages that anyone may read. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readCheckSearch } from '../../pages/public/carrier-check/check.rules';
import type { GuideSearch } from '../../pages/public/guide/guide.rules';
import { readFilters } from '../listing-search.rules';
import { words } from '../../words';
import { ADDRESSES } from '../addresses';
import { root } from './root';

const isStructure = (value: unknown): value is NonNullable<GuideSearch['structure']> =>
  typeof value === 'string' && Object.hasOwn(words.codes.dealStructure, value);

const getParentRoute = () => root;

export const publicRoutes = [
  createRoute({
    getParentRoute,
    path: ADDRESSES.home.path,
    component: lazyRouteComponent(() => import('../../pages/public/home/page'), 'HomePage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.search.path,
    validateSearch: readFilters,
    component: lazyRouteComponent(() => import('../../pages/public/search/page'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.listing.path,
    component: lazyRouteComponent(() => import('../../pages/public/listing/page'), 'ListingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.guide.path,
    validateSearch: ({ side, structure }): GuideSearch => ({
      ...((side === 'BUYER' || side === 'SELLER') && { side }),
      ...(isStructure(structure) && { structure }),
    }),
    component: lazyRouteComponent(() => import('../../pages/public/guide/page'), 'GuidePage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.carrierCheck.path,
    validateSearch: readCheckSearch,
    component: lazyRouteComponent(() => import('../../pages/public/carrier-check/page'), 'CarrierCheckPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.person.path,
    component: lazyRouteComponent(() => import('../../pages/public/person/page'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.howItWorks.path,
    component: lazyRouteComponent(() => import('../../pages/public/how-it-works/page'), 'HowItWorksPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.pricing.path,
    component: lazyRouteComponent(() => import('../../pages/public/pricing/page'), 'PricingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.nda.path,
    component: lazyRouteComponent(() => import('../../pages/public/nda/page'), 'NdaPage'),
  }),
] as const;
