/** Sales in escrow. Below `signedIn`. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readSearch } from '../../pages/deals/list/list.rules';
import { ADDRESSES } from '../addresses';
import { signedIn } from './root';

const getParentRoute = () => signedIn;

const room = createRoute({
  getParentRoute,
  path: ADDRESSES.deal.path,
  component: lazyRouteComponent(() => import('../../pages/deals/room/page'), 'DealRoom'),
});

/** Parts of the room stand below its head. */
const inRoom = () => room;

const parts = [
  createRoute({
    getParentRoute: inRoom,
    path: '/',
    component: lazyRouteComponent(() => import('../../pages/deals/checklist/page'), 'ChecklistPage'),
  }),
  createRoute({
    getParentRoute: inRoom,
    path: 'terms',
    component: lazyRouteComponent(() => import('../../pages/deals/terms/page'), 'TermsPage'),
  }),
  createRoute({
    getParentRoute: inRoom,
    path: 'money',
    component: lazyRouteComponent(() => import('../../pages/deals/money/page'), 'MoneyPage'),
  }),
  createRoute({
    getParentRoute: inRoom,
    path: 'dispute',
    component: lazyRouteComponent(() => import('../../pages/deals/dispute/page'), 'DisputePage'),
  }),
  createRoute({
    getParentRoute: inRoom,
    path: 'timeline',
    component: lazyRouteComponent(() => import('../../pages/deals/timeline/page'), 'TimelinePage'),
  }),
  createRoute({
    getParentRoute: inRoom,
    path: 'messages',
    component: lazyRouteComponent(() => import('../../pages/deals/messages/page'), 'MessagesPage'),
  }),
  createRoute({
    getParentRoute: inRoom,
    path: 'papers',
    component: lazyRouteComponent(() => import('../../pages/deals/papers/page'), 'PapersPage'),
  }),
  createRoute({
    getParentRoute: inRoom,
    path: 'review',
    component: lazyRouteComponent(() => import('../../pages/deals/review/page'), 'ReviewPage'),
  }),
] as const;

export const dealRoutes = [
  createRoute({
    getParentRoute,
    path: ADDRESSES.deals.path,
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import('../../pages/deals/list/page'), 'DealsPage'),
  }),
  room.addChildren([...parts]),
  createRoute({
    getParentRoute,
    path: ADDRESSES.dealPay.path,
    component: lazyRouteComponent(() => import('../../pages/deals/pay/page'), 'PayPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.dealStatement.path,
    component: lazyRouteComponent(() => import('../../pages/deals/statement/page'), 'StatementPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.payment.path,
    component: lazyRouteComponent(() => import('../../pages/deals/payment/page'), 'PaymentPage'),
  }),
] as const;
