/** Every migration in the order in which it runs. */
import type { Migration } from '../src/platform/db/migrate';
import { platform } from './0001-platform';
import { audit } from './0002-audit';
import { ledger } from './0003-ledger';
import { identity } from './0004-identity';
import { carriers } from './0005-carriers';
import { payments } from './0006-payments';
import { billing } from './0007-billing';
import { listings } from './0008-listings';
import { offers } from './0009-offers';
import { transactions } from './0010-transactions';
import { notifications } from './0011-notifications';
import { credentials } from './0012-credentials';
import { account } from './0013-account';
import { payouts } from './0014-payouts';
import { subscriptions } from './0015-subscriptions';
import { paymentWires } from './0016-payment-wires';
import { subscriptionDues } from './0017-subscription-dues';
import { premium } from './0018-premium';
import { webhookObjects } from './0019-webhook-objects';
import { invoiceDisputes } from './0020-invoice-disputes';
import { subscriptionMethods } from './0021-subscription-methods';
import { sentWires } from './0022-sent-wires';
import { cardDisputesOfDeals } from './0023-card-disputes-of-deals';
import { bankAccounts } from './0024-bank-accounts';
import { wireReturnFees } from './0025-wire-return-fees';
import { paymentAuthentication } from './0026-payment-authentication';
import { creditDisputes } from './0027-credit-disputes';
import { formerAddresses } from './0028-former-addresses';
import { mailOnce } from './0029-mail-once';
import { ledgerAccountParts } from './0030-ledger-account-parts';
import { jobLanes } from './0031-job-lanes';
import { severalGateways } from './0032-several-gateways';
import { sharedAccounts } from './0033-shared-accounts';
import { eventLog } from './0034-event-log';
import { savingMethods } from './0035-saving-methods';
import { formerPaymentJobs } from './0036-former-payment-jobs';
import { approvals } from './0037-approvals';
import { offerTransactions } from './0038-offer-transactions';
import { payoutAttempts } from './0039-payout-attempts';
import { mailSecrets } from './0040-mail-secrets';
import { wireCorrections } from './0041-wire-corrections';
import { loneActs } from './0042-lone-acts';
import { uptime } from './0043-uptime';
import { movedDeadlines } from './0044-moved-deadlines';
import { outsideRefunds } from './0045-outside-refunds';
import { moneyBackOfInvoices } from './0046-money-back-of-invoices';
import { owedMoney } from './0047-owed-money';
import { refundParts } from './0048-refund-parts';
import { endsOfProofs } from './0049-ends-of-proofs';
import { controlContests } from './0050-control-contests';
import { pricesByConsent } from './0051-prices-by-consent';
import { datesOfDeals } from './0052-dates-of-deals';
import { liveChanges } from './0053-live-changes';
import { mailDelivery } from './0054-mail-delivery';
import { mailboxes } from './0055-mailboxes';
import { impersonationReasons } from './0056-impersonation-reasons';
import { troubleOfPayments } from './0057-trouble-of-payments';
import { answersToDisputes } from './0058-answers-to-disputes';
import { outOfServiceWaivers } from './0059-out-of-service-waivers';
import { queueClaims } from './0060-queue-claims';
import { notificationPreferences } from './0061-notification-preferences';
import { queueAlerts } from './0062-queue-alerts';
import { messages } from './0063-messages';
import { eventReaders } from './0064-event-readers';
import { webhookEndpoints } from './0065-webhook-endpoints';
import { documents } from './0066-documents';
import { checklistDocuments } from './0067-checklist-documents';
import { carrierLinks } from './0068-carrier-links';
import { ndaLedger } from './0069-nda-ledger';
import { purchaseAgreements } from './0070-purchase-agreements';
import { reviews } from './0071-reviews';
import { reports } from './0072-reports';
import { verification } from './0073-verification';
import { expiryReminders } from './0074-expiry-reminders';
import { itemQuestions } from './0075-item-questions';
import { documentsOfMoves } from './0076-documents-of-moves';
import { documentsOfMessages } from './0077-documents-of-messages';
import { documentsOfControl } from './0078-documents-of-control';
import { searchByWords } from './0079-search-by-words';
import { recentlySold } from './0080-recently-sold';
import { adminNotes } from './0081-admin-notes';
import { buyNow } from './0082-buy-now';
import { releasedDocuments } from './0083-released-documents';
import { ownAgreements } from './0084-own-agreements';
import { settings } from './0085-settings';
import { savedSearches } from './0086-saved-searches';
import { carrierRevocations } from './0087-carrier-revocations';
import { maintenance } from './0088-maintenance';
import { reconciliations } from './0089-reconciliations';
import { buyerRequirements } from './0090-buyer-requirements';
import { figures } from './0091-figures';
import { toldMatches } from './0092-told-matches';
import { unassignedMoney } from './0093-unassigned-money';
import { equipment } from './0094-equipment';
import { premiumAccess } from './0095-premium-access';
import { broadcasts } from './0096-broadcasts';
import { givenBackOfPeriods } from './0097-given-back-of-periods';
import { wordsOfCards } from './0098-words-of-cards';
import { quietHoursOfLetters } from './0099-quiet-hours-of-letters';
import { readBankAccounts } from './0100-read-bank-accounts';
import { sessionsOfLinks } from './0101-sessions-of-links';
import { assistance } from './0102-assistance';
import { remindedDeals } from './0103-reminded-deals';
import { adminFilters } from './0104-admin-filters';
import { brokers } from './0105-brokers';
import { addressesInAnyScript } from './0106-addresses-in-any-script';
import { itemReminders } from './0107-item-reminders';
import { versionsOfDocuments } from './0108-versions-of-documents';
import { hostedIdentityChecks } from './0109-hosted-identity-checks';
import { documentRequests } from './0110-document-requests';
import { mailOutages } from './0111-mail-outages';
import { datesOfRecords } from './0112-dates-of-records';
import { lettersThatWaitEnd } from './0113-letters-that-wait-end';
import { papersOfProofs } from './0114-papers-of-proofs';
import { latestSubscriptions } from './0115-latest-subscriptions';
import { featuredListings } from './0116-featured-listings';
import { proposalsOfPeople } from './0117-proposals-of-people';
import { soldCompanyClaims } from './0118-sold-company-claims';
import { owedCredits } from './0119-owed-credits';
import { listingsComeBack } from './0120-listings-come-back';
import { answerTimes } from './0121-answer-times';
import { withdrawnProposals } from './0122-withdrawn-proposals';
import { waitingUnlocks } from './0123-waiting-unlocks';
import { readingsOfDeputies } from './0124-readings-of-deputies';
import { unconfirmedWebhookEndpoints } from './0125-unconfirmed-webhook-endpoints';
import { lastEndsOfProofs } from './0126-last-ends-of-proofs';
import { namesOfCarriers } from './0127-names-of-carriers';
import { frozenMoney } from './0128-frozen-money';
import { audiencesOfBroadcasts } from './0129-audiences-of-broadcasts';
import { mailboxesOfInvited } from './0130-mailboxes-of-invited';

export const migrations: Migration[] = [
  platform,
  audit,
  ledger,
  identity,
  carriers,
  payments,
  billing,
  listings,
  offers,
  transactions,
  notifications,
  credentials,
  account,
  payouts,
  subscriptions,
  paymentWires,
  subscriptionDues,
  premium,
  webhookObjects,
  invoiceDisputes,
  subscriptionMethods,
  sentWires,
  cardDisputesOfDeals,
  bankAccounts,
  wireReturnFees,
  paymentAuthentication,
  creditDisputes,
  formerAddresses,
  mailOnce,
  ledgerAccountParts,
  jobLanes,
  severalGateways,
  sharedAccounts,
  eventLog,
  savingMethods,
  formerPaymentJobs,
  approvals,
  offerTransactions,
  payoutAttempts,
  mailSecrets,
  wireCorrections,
  loneActs,
  uptime,
  movedDeadlines,
  outsideRefunds,
  moneyBackOfInvoices,
  owedMoney,
  refundParts,
  endsOfProofs,
  controlContests,
  pricesByConsent,
  datesOfDeals,
  liveChanges,
  mailDelivery,
  mailboxes,
  impersonationReasons,
  troubleOfPayments,
  answersToDisputes,
  outOfServiceWaivers,
  queueClaims,
  notificationPreferences,
  queueAlerts,
  messages,
  eventReaders,
  webhookEndpoints,
  documents,
  checklistDocuments,
  carrierLinks,
  ndaLedger,
  purchaseAgreements,
  reviews,
  reports,
  verification,
  expiryReminders,
  itemQuestions,
  documentsOfMoves,
  documentsOfMessages,
  documentsOfControl,
  searchByWords,
  recentlySold,
  adminNotes,
  buyNow,
  releasedDocuments,
  ownAgreements,
  settings,
  savedSearches,
  carrierRevocations,
  maintenance,
  reconciliations,
  buyerRequirements,
  figures,
  toldMatches,
  unassignedMoney,
  equipment,
  premiumAccess,
  broadcasts,
  givenBackOfPeriods,
  wordsOfCards,
  quietHoursOfLetters,
  readBankAccounts,
  sessionsOfLinks,
  assistance,
  remindedDeals,
  adminFilters,
  brokers,
  addressesInAnyScript,
  itemReminders,
  versionsOfDocuments,
  hostedIdentityChecks,
  documentRequests,
  mailOutages,
  datesOfRecords,
  lettersThatWaitEnd,
  papersOfProofs,
  latestSubscriptions,
  featuredListings,
  proposalsOfPeople,
  soldCompanyClaims,
  owedCredits,
  listingsComeBack,
  answerTimes,
  withdrawnProposals,
  waitingUnlocks,
  readingsOfDeputies,
  unconfirmedWebhookEndpoints,
  lastEndsOfProofs,
  namesOfCarriers,
  frozenMoney,
  audiencesOfBroadcasts,
  mailboxesOfInvited,
];
