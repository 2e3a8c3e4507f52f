/** Every kind of notice by its category: what a letter is filed under, and ends for whoever wants no more of them. */
import type { LetterCap } from '../../platform/mail/letter-cap';
import type { Reader } from './notice';

/**
 * `about` stands in what people read of the category: "letters about offers". What is required cannot be switched off,
 * and waits for no digest and no quiet hours: it protects the account, is about money, or tells of a duty. `parties`:
 * administrators, who are told of it too, may choose.
 */
export const CATEGORIES = {
  'security-notice': { required: 'everybody', about: 'the security of your account' },
  'account-status': { required: 'everybody', about: 'your account' },
  'account-deleted': { required: 'everybody', about: 'your account' },
  'already-registered': { required: 'everybody', about: 'your account' },
  'address-in-use': { required: 'everybody', about: 'your account' },
  webhooks: { required: 'everybody', about: 'your webhook endpoints' },
  welcome: { required: 'nobody', about: 'your account' },
  carriers: { required: 'nobody', about: 'your proof of control' },
  control: { required: 'parties', about: 'who controls a company' },
  payments: { required: 'everybody', about: 'your payments' },
  payouts: { required: 'everybody', about: 'your payouts' },
  credits: { required: 'nobody', about: 'your credits' },
  subscriptions: { required: 'everybody', about: 'your subscription' },
  listings: { required: 'nobody', about: 'your listings' },
  access: { required: 'nobody', about: 'access to listings' },
  'saved-searches': { required: 'nobody', about: 'your saved searches' },
  premium: { required: 'nobody', about: 'premium listings' },
  offers: { required: 'nobody', about: 'your offers' },
  deals: { required: 'nobody', about: 'your deals' },
  'deal-duties': { required: 'parties', about: 'what your deals ask of you' },
  documents: { required: 'nobody', about: 'your documents' },
  messages: { required: 'nobody', about: 'your messages' },
  verification: { required: 'nobody', about: 'your verification' },
  reports: { required: 'nobody', about: 'your reports' },
  reviews: { required: 'nobody', about: 'reviews of your deals' },
  assistance: { required: 'everybody', about: 'what we prepare for you or write down of your words' },
  brokers: { required: 'everybody', about: 'who acts for you, and for whom you act' },
  'client-news': { required: 'nobody', about: 'what your clients are told' },
  announcements: { required: 'nobody', about: 'news of the marketplace' },
  operations: { required: 'nobody', about: 'what waits for administrators' },
} as const satisfies Record<string, { required: 'everybody' | 'parties' | 'nobody'; about: string }>;
export type Category = keyof typeof CATEGORIES;

/** What is told no more stays, as long as it lies in an inbox: proofs name a notice of no kind. */
export const KINDS = {
  USER_REGISTERED: 'welcome',
  USER_SUSPENDED: 'account-status',
  USER_BLOCKED: 'account-status',
  USER_REINSTATED: 'account-status',
  USER_DELETED: 'account-deleted',
  USER_REGISTERED_AGAIN: 'already-registered',
  USER_EMAIL_CLAIMED: 'address-in-use',
  USER_EMAIL_CHANGE_REQUESTED: 'security-notice',
  USER_EMAIL_CHANGED: 'security-notice',
  USER_PASSWORD_CHANGED: 'security-notice',
  USER_ACCESS_VOIDED: 'security-notice',
  USER_SECOND_FACTOR_CHANGED: 'security-notice',
  USER_RECOVERY_CODE_USED: 'security-notice',
  USER_ROLES_CHANGED: 'security-notice',
  API_KEY_CREATED: 'security-notice',
  USER_IMPERSONATED: 'security-notice',
  WEBHOOK_ADDRESS_SET: 'security-notice',
  WEBHOOK_SWITCHED_OFF: 'webhooks',
  SECURITY_LOG_IN_GUESSED: 'security-notice',
  SECURITY_REFRESH_REPLAYED: 'security-notice',

  DOCUMENT_VERIFIED: 'documents',
  DOCUMENT_REJECTED: 'documents',
  DOCUMENT_QUARANTINED: 'documents',
  DOCUMENT_RELEASED: 'documents',
  DOCUMENT_REFUSED: 'documents',
  DOCUMENT_REPLACED: 'documents',
  DOCUMENT_REQUESTED: 'documents',
  DOCUMENT_REQUEST_ENDED: 'documents',

  PROOF_OF_CONTROL_CHANGED: 'carriers',
  CONTROL_CLAIMED_TWICE: 'control',
  CONTROL_CONTESTED: 'control',
  CONTROL_CONTEST_CLOSED: 'control',
  SOLD_COMPANY_CLAIMED: 'control',

  PAYMENT_SUCCEEDED: 'payments',
  PAYMENT_PROCESSING: 'payments',
  PAYMENT_PARTLY_PAID: 'payments',
  PAYMENT_OVERPAID: 'payments',
  PAYMENT_WIRE_CORRECTED: 'payments',
  PAYMENT_FAILED: 'payments',
  REFUND_SUCCEEDED: 'payments',
  PAYMENT_IN_TROUBLE: 'operations',
  REFUND_FAILED: 'operations',
  PAYMENT_DISPUTED: 'operations',
  PAYMENT_DISPUTE_CLOSED: 'operations',
  INVOICE_DISPUTED: 'operations',
  PAYMENT_REFUNDED_OUTSIDE: 'operations',
  INVOICE_REFUNDED_OUTSIDE: 'operations',
  INVOICE_DISPUTE_CLOSED: 'operations',

  PAYOUT_PAID: 'payouts',
  PAYOUT_FAILED: 'payouts',
  PAYOUT_BANK_FAILED: 'payouts',
  PAYOUT_DESTINATION_CHANGED: 'security-notice',
  PAYOUT_DESTINATION_DROPPED: 'security-notice',

  CREDITS_PURCHASED: 'credits',
  CREDITS_GRANTED: 'credits',
  CREDITS_LOW: 'credits',
  CREDITS_RETURNED: 'credits',
  CREDITS_EXPIRED: 'credits',
  CREDITS_TAKEN_BACK: 'payments',
  SUBSCRIPTION_PAST_DUE: 'subscriptions',
  SUBSCRIPTION_RENEWAL_NEAR: 'subscriptions',
  SUBSCRIPTION_ENDING: 'subscriptions',
  SUBSCRIPTION_RENEWED: 'subscriptions',
  SUBSCRIPTION_ENDED: 'subscriptions',

  LISTING_SUBMITTED: 'operations',
  LISTING_APPROVED: 'listings',
  LISTING_REJECTED: 'listings',
  LISTING_CHANGE_REJECTED: 'listings',
  LISTING_SUSPENDED: 'listings',
  LISTING_REINSTATED: 'listings',
  LISTING_CARRIER_RESPELLED: 'operations',
  LISTING_EXPIRING: 'listings',
  LISTING_EXPIRED: 'listings',
  LISTING_RELEASED: 'listings',
  EXCLUSIVITY_ENDED: 'deals',
  LISTING_UNLOCKED: 'access',
  LISTING_NDA_ACCEPTED: 'access',
  LISTING_ACCESS_REQUESTED: 'access',
  LISTING_ACCESS_GRANTED: 'access',
  LISTING_ACCESS_REVOKED: 'access',
  LISTING_ACCESS_WAITING: 'access',
  LISTING_ACCESS_WITHDRAWN: 'access',
  SAVED_SEARCH_ALERT: 'saved-searches',
  LISTING_PREMIUM_REQUESTED: 'operations',
  LISTING_PREMIUM_APPROVED: 'premium',
  LISTING_PREMIUM_REJECTED: 'premium',
  LISTING_PREMIUM_LAPSED: 'premium',
  LISTING_PREMIUM_BEGAN: 'premium',
  LISTING_PREMIUM_ENDED: 'premium',
  PREMIUM_ACCESS_ANSWERED: 'access',

  OFFER_MADE: 'offers',
  OFFER_COUNTERED: 'offers',
  OFFER_VERSION_WITHDRAWN: 'offers',
  OFFER_WITHDRAWN: 'offers',
  OFFER_REJECTED: 'offers',
  OFFER_ACCEPTED: 'offers',
  OFFER_SUPERSEDED: 'offers',
  OFFER_EXPIRED: 'offers',
  OFFER_REMINDER: 'offers',
  OFFER_BACKUP_REVIVABLE: 'offers',
  OFFER_REVIVED: 'offers',
  OFFER_CLOSED: 'offers',

  TRANSACTION_OPENED: 'deal-duties',
  TRANSACTION_MOVED: 'deal-duties',
  TRANSACTION_REMINDER: 'deal-duties',
  TRANSACTION_DATE_REMINDER: 'deal-duties',
  TRANSACTION_ITEMS_DUE: 'deal-duties',
  TRANSACTION_DECISION_OVERDUE: 'operations',

  DRAFT_PREPARED: 'assistance',
  PREPARED_ENDED: 'operations',
  TELEPHONE_ANSWER_RECORDED: 'assistance',
  TELEPHONE_ANSWER_ENDED: 'assistance',
  MANDATE_GIVEN: 'brokers',
  MANDATE_ANSWERED: 'brokers',
  MANDATE_ENDED: 'brokers',
  CLIENT_NEWS: 'client-news',

  QUEUE_ITEM_CAME: 'operations',
  QUEUE_ITEM_LATE: 'operations',
  MESSAGE_WAITING: 'messages',
  CONVERSATION_REPORT_DECIDED: 'messages',

  REVIEW_OPENED: 'reviews',
  REVIEW_REMINDER: 'reviews',
  REVIEW_SHOWN: 'reviews',
  REVIEW_REPLIED: 'reviews',
  REVIEW_HIDDEN: 'reviews',
  REVIEW_RESTORED: 'reviews',
  REPORT_DECIDED: 'reports',
  REPORT_ACTED_ON: 'account-status',
  VERIFICATION_CHANGED: 'verification',
  VERIFICATION_ENDING: 'verification',
  BROADCAST_SENT: 'announcements',
} as const satisfies Record<string, Category>;
export type NoticeKind = keyof typeof KINDS;
export const NOTICE_KINDS = Object.keys(KINDS) as NoticeKind[];

/** Whether somebody who is told it in this part may not switch it off. */
export function isRequired(kind: NoticeKind, reader: Reader): boolean {
  const { required } = CATEGORIES[KINDS[kind]];
  return required === 'everybody' || (required === 'parties' && reader !== 'ADMIN');
}

/** Of these a mailbox gets a few in an hour: somebody who has no part in the account can cause them without end. */
export const CAUSED_BY_STRANGERS: readonly NoticeKind[] = [
  'USER_REGISTERED_AGAIN',
  'USER_EMAIL_CLAIMED',
  'SECURITY_LOG_IN_GUESSED',
  'CONTROL_CONTESTED',
  'CONTROL_CONTEST_CLOSED',
  'CONTROL_CLAIMED_TWICE',
  'SOLD_COMPANY_CLAIMED',
  'MANDATE_GIVEN',
];

/** Of these it gets as many as a busy market brings: who trades with the account can cause them in a loop. */
export const CAUSED_BY_TRADERS: readonly NoticeKind[] = [
  ...(['OFFER_MADE', 'OFFER_WITHDRAWN'] as const),
  ...(['DOCUMENT_REQUESTED', 'DOCUMENT_REQUEST_ENDED'] as const),
];
export const TRADERS_CAP: LetterCap = { HOUR: 10, DAY: 40 };
