/** What people are told about, by the category of a notice or letter. */
import type { components } from '../../api/schema';

type Category = components['schemas']['Category'];

export const category: Readonly<Record<Category, string>> = {
  'security-notice': 'Security of your account',
  'account-status': 'Standing of your account',
  'account-deleted': 'Deletion of your account',
  'already-registered': 'Registrations with your address',
  'address-in-use': 'Your address in use elsewhere',
  webhooks: 'Webhooks',
  welcome: 'Welcome',
  carriers: 'Carrier records',
  control: 'Proof of control',
  payments: 'Payments',
  payouts: 'Payouts',
  credits: 'Credits',
  subscriptions: 'Your plan',
  listings: 'Listings',
  access: 'Access to listings',
  'saved-searches': 'Saved searches',
  premium: 'Premium listings',
  offers: 'Offers',
  deals: 'Deals',
  'deal-duties': 'Your moves and deadlines in deals',
  documents: 'Documents',
  messages: 'Messages that wait',
  verification: 'Verification',
  reports: 'Reports',
  reviews: 'Reviews',
  announcements: 'News of the marketplace',
  assistance: 'Help on your behalf',
  brokers: 'Brokers',
  'client-news': 'News of your clients',
  operations: 'Work of administrators',
};
