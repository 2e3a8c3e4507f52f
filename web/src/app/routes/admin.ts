/** What administrators see and do. Below `admins`. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ADDRESSES } from '../addresses';
import { admins } from './root';

const getParentRoute = () => admins;

const LONGEST = 200;

/** The filters of a list; which of them there are, and whether a code is one, its page knows. */
const validateSearch = (given: Record<string, unknown>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) =>
      typeof value === 'string' && value !== '' ? [[key, value.slice(0, LONGEST)]] : [],
    ),
  );

export const adminRoutes = [
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminStart.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/start/page'), 'AdminStartPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminListings.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/listings/page'), 'AdminListingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminListing.path,
    component: lazyRouteComponent(() => import('../../pages/admin/listing/page'), 'AdminListingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminControl.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/control/page'), 'AdminControlPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminVerifications.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/verifications/page'),
      'AdminVerificationsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminDocuments.path,
    component: lazyRouteComponent(() => import('../../pages/admin/documents/page'), 'AdminDocumentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminReports.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/reports/page'), 'AdminReportsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminSupport.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/support/page'), 'AdminSupportPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminSupportThread.path,
    component: lazyRouteComponent(
      () => import('../../pages/admin/support-thread/page'),
      'AdminSupportThreadPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminMessageReports.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/message-reports/page'),
      'AdminMessageReportsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminReportedConversation.path,
    component: lazyRouteComponent(
      () => import('../../pages/admin/reported-conversation/page'),
      'AdminReportedConversationPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminReviews.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/reviews/page'), 'AdminReviewsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminBrokers.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/brokers/page'), 'AdminBrokersPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminSubscriptions.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/subscriptions/page'),
      'AdminSubscriptionsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminWaivers.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/waivers/page'), 'AdminWaiversPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminWebhookEndpoints.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/webhook-endpoints/page'),
      'AdminWebhookEndpointsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminMail.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/mail/page'), 'AdminMailPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminPremiumAccess.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/premium-access/page'),
      'AdminPremiumAccessPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminFeatured.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/featured/page'), 'AdminFeaturedPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminPremium.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/premium/page'), 'AdminPremiumPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminMoney.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/money/stuck/page'), 'AdminStuckPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminApprovals.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/money/approvals/page'),
      'AdminApprovalsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminPayments.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/money/payments/page'), 'AdminPaymentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminWires.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/money/wires/page'), 'AdminWiresPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminUnassigned.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/money/unassigned/page'),
      'AdminUnassignedPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminAnalytics.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/analytics/page'), 'AdminAnalyticsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminSettings.path,
    component: lazyRouteComponent(() => import('../../pages/admin/settings/page'), 'AdminSettingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminPayouts.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/money/payouts/page'), 'AdminPayoutsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminRefunds.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/money/refunds/page'), 'AdminRefundsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminCardDisputes.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/money/card-disputes/page'),
      'AdminCardDisputesPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminEvents.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/money/events/page'), 'AdminEventsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminLedger.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/money/ledger/page'), 'AdminLedgerPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminTransfers.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/money/transfers/page'),
      'AdminTransfersPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminBroadcasts.path,
    component: lazyRouteComponent(() => import('../../pages/admin/broadcasts/page'), 'AdminBroadcastsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminDeals.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/deals/page'), 'AdminDealsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminClosings.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/closings/page'), 'AdminClosingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminPrepared.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/prepared/page'), 'AdminPreparedPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminTelephoneAnswers.path,
    validateSearch,
    component: lazyRouteComponent(
      () => import('../../pages/admin/telephone-answers/page'),
      'AdminTelephoneAnswersPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminDisputes.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/disputes/page'), 'AdminDisputesPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminOffers.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/offers/page'), 'AdminOffersPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminUsers.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/users/page'), 'AdminUsersPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminUser.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/user/page'), 'AdminUserPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminAudit.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/audit/page'), 'AdminAuditPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.adminJobs.path,
    validateSearch,
    component: lazyRouteComponent(() => import('../../pages/admin/jobs/page'), 'AdminJobsPage'),
  }),
] as const;
