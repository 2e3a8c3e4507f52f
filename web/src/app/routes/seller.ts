/** What a seller does: list, prove, answer, earn. Below `signedIn`. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { LISTING_STEPS, type ListingStep } from '../../pages/seller/steps.rules';
import { ADDRESSES } from '../addresses';
import { signedIn } from './root';

const getParentRoute = () => signedIn;

const readStep = ({ step }: Record<string, unknown>): { step: ListingStep } => ({
  step: LISTING_STEPS.find((each) => each === step) ?? 'deal',
});

export const sellerRoutes = [
  createRoute({
    getParentRoute,
    path: ADDRESSES.sell.path,
    validateSearch: ({ company }): { company?: string } => (typeof company === 'string' ? { company } : {}),
    component: lazyRouteComponent(() => import('../../pages/seller/sell/page'), 'SellPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.sellListing.path,
    validateSearch: readStep,
    component: lazyRouteComponent(() => import('../../pages/seller/sell-listing/page'), 'SellListingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.myListings.path,
    component: lazyRouteComponent(() => import('../../pages/seller/my-listings/page'), 'MyListingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.myListing.path,
    component: lazyRouteComponent(() => import('../../pages/seller/my-listing/page'), 'MyListingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.control.path,
    component: lazyRouteComponent(() => import('../../pages/seller/control/page'), 'ControlPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.equipment.path,
    component: lazyRouteComponent(() => import('../../pages/seller/equipment/page'), 'EquipmentPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.listingDocuments.path,
    component: lazyRouteComponent(() => import('../../pages/seller/documents/page'), 'DocumentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.earnings.path,
    component: lazyRouteComponent(() => import('../../pages/seller/earnings/page'), 'EarningsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.payoutAccount.path,
    component: lazyRouteComponent(() => import('../../pages/seller/earnings/page'), 'EarningsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.verification.path,
    component: lazyRouteComponent(() => import('../../pages/seller/verification/page'), 'VerificationPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.reviews.path,
    component: lazyRouteComponent(() => import('../../pages/seller/reviews/page'), 'ReviewsPage'),
  }),
] as const;
