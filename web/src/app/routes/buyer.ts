/** What a buyer does: unlock, keep, offer. Below `signedIn`. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readOfferSearch } from '../../pages/buyer/offers/offers.rules';
import { ADDRESSES } from '../addresses';
import { signedIn } from './root';

const getParentRoute = () => signedIn;

export const buyerRoutes = [
  createRoute({
    getParentRoute,
    path: ADDRESSES.saved.path,
    component: lazyRouteComponent(() => import('../../pages/buyer/saved/page'), 'SavedPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.requirements.path,
    component: lazyRouteComponent(() => import('../../pages/buyer/requirements/page'), 'RequirementsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.savedSearches.path,
    component: lazyRouteComponent(() => import('../../pages/buyer/saved-searches/page'), 'SavedSearchesPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.unlocked.path,
    component: lazyRouteComponent(() => import('../../pages/buyer/unlocked/page'), 'UnlockedPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.accessRequests.path,
    validateSearch: ({ show }): { show?: 'refused' } => (show === 'refused' ? { show } : {}),
    component: lazyRouteComponent(
      () => import('../../pages/buyer/access-requests/page'),
      'AccessRequestsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.dueDiligence.path,
    component: lazyRouteComponent(() => import('../../pages/public/due-diligence/page'), 'DueDiligencePage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.offers.path,
    validateSearch: readOfferSearch,
    component: lazyRouteComponent(() => import('../../pages/buyer/offers/page'), 'OffersPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.offer.path,
    component: lazyRouteComponent(() => import('../../pages/buyer/offer/page'), 'OfferPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.makeOffer.path,
    component: lazyRouteComponent(() => import('../../pages/buyer/make-offer/page'), 'MakeOfferPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.offersCompared.path,
    component: lazyRouteComponent(
      () => import('../../pages/buyer/offers-compared/page'),
      'OffersComparedPage',
    ),
  }),
] as const;
