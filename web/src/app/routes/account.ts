/** The way in, and what belongs to one person. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { words } from '../../words';
import { ADDRESSES } from '../addresses';
import { root, signedIn } from './root';

export const accountRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: ADDRESSES.signIn.path,
    validateSearch: ({ next }): { next?: string } => (typeof next === 'string' ? { next } : {}),
    component: lazyRouteComponent(() => import('../../pages/account/sign-in/page'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: ADDRESSES.prepared.path,
    // The link of an invitation, for whoever has no account.
    validateSearch: ({ token }): { token?: string } => (typeof token === 'string' ? { token } : {}),
    component: lazyRouteComponent(() => import('../../pages/account/prepared/list'), 'PreparedListPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: ADDRESSES.register.path,
    component: lazyRouteComponent(() => import('../../pages/account/register/page'), 'RegisterPage'),
  }),
] as const;

type DocumentType = keyof typeof words.codes.documentType;
const isDocumentType = (value: unknown): value is DocumentType =>
  typeof value === 'string' && Object.hasOwn(words.codes.documentType, value);

interface AddMethodSearch {
  next?: string;
  setup_intent_client_secret?: string;
}

const getParentRoute = () => signedIn;

export const ownAccountRoutes = [
  createRoute({
    getParentRoute,
    path: ADDRESSES.overview.path,
    component: lazyRouteComponent(() => import('../../pages/account/overview/page'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.profile.path,
    component: lazyRouteComponent(() => import('../../pages/account/profile/page'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.security.path,
    component: lazyRouteComponent(() => import('../../pages/account/security/page'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.sessions.path,
    component: lazyRouteComponent(() => import('../../pages/account/sessions/page'), 'SessionsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.apiKeys.path,
    component: lazyRouteComponent(() => import('../../pages/account/api-keys/page'), 'ApiKeysPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.webhooks.path,
    component: lazyRouteComponent(() => import('../../pages/account/webhooks/page'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.webhook.path,
    component: lazyRouteComponent(
      () => import('../../pages/account/webhooks/endpoint-page'),
      'WebhookEndpointPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.preferences.path,
    component: lazyRouteComponent(() => import('../../pages/account/preferences/page'), 'PreferencesPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.privacy.path,
    component: lazyRouteComponent(() => import('../../pages/account/privacy/page'), 'PrivacyPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.notifications.path,
    component: lazyRouteComponent(
      () => import('../../pages/account/notifications/page'),
      'NotificationsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.messages.path,
    component: lazyRouteComponent(() => import('../../pages/account/messages/page'), 'MessagesPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.conversation.path,
    component: lazyRouteComponent(() => import('../../pages/account/messages/page'), 'MessagesPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.documents.path,
    validateSearch: ({ type }): { type?: DocumentType } => (isDocumentType(type) ? { type } : {}),
    component: lazyRouteComponent(() => import('../../pages/account/documents/page'), 'OwnDocumentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.document.path,
    component: lazyRouteComponent(() => import('../../pages/account/document/page'), 'DocumentPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.preparedOne.path,
    component: lazyRouteComponent(() => import('../../pages/account/prepared/page'), 'PreparedPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.telephoneAnswers.path,
    component: lazyRouteComponent(
      () => import('../../pages/account/telephone-answers/page'),
      'TelephoneAnswersPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.brokers.path,
    component: lazyRouteComponent(() => import('../../pages/account/brokers/page'), 'BrokersPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.reports.path,
    component: lazyRouteComponent(() => import('../../pages/account/reports/page'), 'OwnReportsPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.billing.path,
    // The gateway's checkout leads back here, by `?subscribed` or `?left`.
    validateSearch: (search): { subscribed?: true; left?: true } => ({
      ...('subscribed' in search && { subscribed: true as const }),
      ...('left' in search && { left: true as const }),
    }),
    component: lazyRouteComponent(() => import('../../pages/account/billing/page'), 'BillingPage'),
  }),
  createRoute({
    getParentRoute,
    path: ADDRESSES.addMethod.path,
    // The bank's page leads back here with the secret of what was set up.
    validateSearch: ({ next, setup_intent_client_secret: secret }): AddMethodSearch => ({
      ...(typeof next === 'string' && { next }),
      ...(typeof secret === 'string' && { setup_intent_client_secret: secret }),
    }),
    component: lazyRouteComponent(() => import('../../pages/account/add-method/page'), 'AddMethodPage'),
  }),
] as const;
