/** Everything that people are told, one file a notice, in the order of the modules whose events they follow. */
import type { AnyNotice } from '../notice';
import { apiKeyCreatedNotice } from './api-key-created';
import { clientNewsNotice } from './client-news';
import { controlClaimedTwiceNotice } from './control-claimed-twice';
import { controlContestClosedNotice } from './control-contest-closed';
import { controlContestedNotice } from './control-contested';
import { creditsExpiredNotice } from './credits-expired';
import { creditsGrantedNotice } from './credits-granted';
import { creditsLowNotice } from './credits-low';
import { creditsPurchasedNotice } from './credits-purchased';
import { creditReturnedNotice } from './credits-returned';
import { creditsTakenBackNotice } from './credits-taken-back';
import { invoiceDisputeClosedNotice } from './invoice-dispute-closed';
import { invoiceDisputedNotice } from './invoice-disputed';
import { invoiceRefundedOutsideNotice } from './invoice-refunded-outside';
import { paymentRefundedOutsideNotice } from './payment-refunded-outside';
import { accessGrantedNotice } from './listing-access-granted';
import { accessRequestedNotice } from './listing-access-requested';
import { accessRevokedNotice } from './listing-access-revoked';
import { accessWaitingNotice } from './listing-access-waiting';
import { accessWithdrawnNotice } from './listing-access-withdrawn';
import { listingApprovedNotice } from './listing-approved';
import { carrierRespelledNotice } from './listing-carrier-respelled';
import { draftPreparedNotice } from './draft-prepared';
import { mandateAnsweredNotice } from './mandate-answered';
import { mandateEndedNotice } from './mandate-ended';
import { mandateGivenNotice } from './mandate-given';
import { preparedEndedNotice } from './prepared-ended';
import { telephoneAnswerEndedNotice } from './telephone-answer-ended';
import { telephoneAnswerRecordedNotice } from './telephone-answer-recorded';
import { documentQuarantinedNotice } from './document-quarantined';
import { documentRefusedNotice } from './document-refused';
import { documentRejectedNotice } from './document-rejected';
import { documentReleasedNotice } from './document-released';
import { documentReplacedNotice } from './document-replaced';
import { documentRequestedNotice } from './document-requested';
import { documentRequestEndedNotice } from './document-request-ended';
import { documentVerifiedNotice } from './document-verified';
import { listingExpiringNotice } from './listing-expiring';
import { exclusivityEndedNotice } from './exclusivity-ended';
import { listingExpiredNotice } from './listing-expired';
import { premiumApprovedNotice } from './listing-premium-approved';
import { premiumBeganNotice } from './listing-premium-began';
import { premiumEndedNotice } from './listing-premium-ended';
import { premiumLapsedNotice } from './listing-premium-lapsed';
import { premiumRejectedNotice } from './listing-premium-rejected';
import { premiumAccessAnsweredNotice } from './premium-access-answered';
import { premiumRequestedNotice } from './listing-premium-requested';
import { listingReinstatedNotice } from './listing-reinstated';
import { listingChangeRejectedNotice } from './listing-change-rejected';
import { listingRejectedNotice } from './listing-rejected';
import { listingReleasedNotice } from './listing-released';
import { listingSubmittedNotice } from './listing-submitted';
import { listingSuspendedNotice } from './listing-suspended';
import { ndaAcceptedNotice } from './listing-nda-accepted';
import { listingUnlockedNotice } from './listing-unlocked';
import { offerAcceptedNotice } from './offer-accepted';
import { offerBackupRevivableNotice } from './offer-backup-revivable';
import { offerClosedNotice } from './offer-closed';
import { offerCounteredNotice } from './offer-countered';
import { offerExpiredNotice } from './offer-expired';
import { offerMadeNotice } from './offer-made';
import { offerRejectedNotice } from './offer-rejected';
import { offerReminderNotice } from './offer-reminder';
import { offerRevivedNotice } from './offer-revived';
import { offerSupersededNotice } from './offer-superseded';
import { offerVersionWithdrawnNotice } from './offer-version-withdrawn';
import { offerWithdrawnNotice } from './offer-withdrawn';
import { paymentDisputeClosedNotice } from './payment-dispute-closed';
import { paymentDisputedNotice } from './payment-disputed';
import { paymentFailedNotice } from './payment-failed';
import { wireOverpaidNotice } from './payment-overpaid';
import { wirePartlyPaidNotice } from './payment-partly-paid';
import { wireCorrectedNotice } from './payment-wire-corrected';
import { paymentProcessingNotice } from './payment-processing';
import { paymentSucceededNotice } from './payment-succeeded';
import { bankPayoutFailedNotice } from './payout-bank-failed';
import { payoutDestinationChangedNotice } from './payout-destination-changed';
import { payoutDestinationDroppedNotice } from './payout-destination-dropped';
import { payoutFailedNotice } from './payout-failed';
import { payoutPaidNotice } from './payout-paid';
import { proofOfControlChangedNotice } from './proof-of-control-changed';
import { queueItemCameNotice } from './queue-item-came';
import { queueItemLateNotice } from './queue-item-late';
import { paymentInTroubleNotice } from './payment-in-trouble';
import { refundFailedNotice } from './refund-failed';
import { refundSucceededNotice } from './refund-succeeded';
import { reportActedOnNotice } from './report-acted-on';
import { reportDecidedNotice } from './report-decided';
import { reviewHiddenNotice } from './review-hidden';
import { reviewOpenedNotice } from './review-opened';
import { reviewReminderNotice } from './review-reminder';
import { reviewRepliedNotice } from './review-replied';
import { reviewRestoredNotice } from './review-restored';
import { reviewShownNotice } from './review-shown';
import { savedSearchAlertNotice } from './saved-search-alert';
import { securityLogInGuessedNotice } from './security-log-in-guessed';
import { refreshReplayedNotice } from './security-refresh-replayed';
import { soldCompanyClaimedNotice } from './sold-company-claimed';
import { subscriptionEndedNotice } from './subscription-ended';
import { subscriptionPastDueNotice } from './subscription-past-due';
import { subscriptionEndingNotice } from './subscription-ending';
import { subscriptionRenewalNearNotice } from './subscription-renewal-near';
import { subscriptionRenewedNotice } from './subscription-renewed';
import { transactionDateReminderNotice } from './transaction-date-reminder';
import { transactionItemsDueNotice } from './transaction-items-due';
import { decisionOverdueNotice } from './transaction-decision-overdue';
import { transactionMovedNotice } from './transaction-moved';
import { conversationReportDecidedNotice } from './conversation-report-decided';
import { messageWaitingNotice } from './message-waiting';
import { broadcastSentNotice } from './broadcast-sent';
import { transactionOpenedNotice } from './transaction-opened';
import { transactionReminderNotice } from './transaction-reminder';
import { userAccessVoidedNotice } from './user-access-voided';
import { userBlockedNotice } from './user-blocked';
import { userDeletedNotice } from './user-deleted';
import { userEmailChangeRequestedNotice } from './user-email-change-requested';
import { userEmailChangedNotice } from './user-email-changed';
import { userEmailClaimedNotice } from './user-email-claimed';
import { userImpersonatedNotice } from './user-impersonated';
import { userPasswordChangedNotice } from './user-password-changed';
import { userRecoveryCodeUsedNotice } from './user-recovery-code-used';
import { userRegisteredNotice } from './user-registered';
import { userRegisteredAgainNotice } from './user-registered-again';
import { userReinstatedNotice } from './user-reinstated';
import { userRolesChangedNotice } from './user-roles-changed';
import { userSecondFactorChangedNotice } from './user-second-factor-changed';
import { userSuspendedNotice } from './user-suspended';
import { verificationChangedNotice } from './verification-changed';
import { verificationEndingNotice } from './verification-ending';
import { webhookAddressSetNotice } from './webhook-address-set';
import { webhookSwitchedOffNotice } from './webhook-switched-off';

export const NOTICES: readonly AnyNotice[] = [
  broadcastSentNotice,
  userRegisteredNotice,
  userSuspendedNotice,
  userAccessVoidedNotice,
  userBlockedNotice,
  userReinstatedNotice,
  userDeletedNotice,
  userRegisteredAgainNotice,
  userEmailClaimedNotice,
  userEmailChangeRequestedNotice,
  userEmailChangedNotice,
  userPasswordChangedNotice,
  userSecondFactorChangedNotice,
  userRecoveryCodeUsedNotice,
  userRolesChangedNotice,
  apiKeyCreatedNotice,
  userImpersonatedNotice,
  webhookAddressSetNotice,
  webhookSwitchedOffNotice,
  securityLogInGuessedNotice,
  refreshReplayedNotice,

  proofOfControlChangedNotice,
  documentVerifiedNotice,
  documentRequestedNotice,
  documentRequestEndedNotice,
  documentReplacedNotice,
  documentRejectedNotice,
  documentQuarantinedNotice,
  documentReleasedNotice,
  documentRefusedNotice,
  controlClaimedTwiceNotice,
  controlContestedNotice,
  controlContestClosedNotice,
  soldCompanyClaimedNotice,

  paymentSucceededNotice,
  paymentProcessingNotice,
  wirePartlyPaidNotice,
  wireCorrectedNotice,
  wireOverpaidNotice,
  paymentFailedNotice,
  refundSucceededNotice,
  paymentInTroubleNotice,
  refundFailedNotice,
  paymentDisputedNotice,
  paymentDisputeClosedNotice,
  invoiceDisputedNotice,
  invoiceRefundedOutsideNotice,
  paymentRefundedOutsideNotice,
  invoiceDisputeClosedNotice,

  payoutPaidNotice,
  payoutFailedNotice,
  bankPayoutFailedNotice,
  payoutDestinationChangedNotice,
  payoutDestinationDroppedNotice,

  creditsPurchasedNotice,
  creditsGrantedNotice,
  creditsLowNotice,
  creditReturnedNotice,
  creditsExpiredNotice,
  creditsTakenBackNotice,
  subscriptionPastDueNotice,
  subscriptionRenewalNearNotice,
  subscriptionEndingNotice,
  subscriptionRenewedNotice,
  subscriptionEndedNotice,

  listingSubmittedNotice,
  listingApprovedNotice,
  listingRejectedNotice,
  listingChangeRejectedNotice,
  listingSuspendedNotice,
  listingReinstatedNotice,
  carrierRespelledNotice,
  listingExpiringNotice,
  listingExpiredNotice,
  listingReleasedNotice,
  exclusivityEndedNotice,
  listingUnlockedNotice,
  ndaAcceptedNotice,
  accessRequestedNotice,
  accessGrantedNotice,
  accessRevokedNotice,
  accessWaitingNotice,
  accessWithdrawnNotice,
  savedSearchAlertNotice,
  premiumRequestedNotice,
  premiumApprovedNotice,
  premiumRejectedNotice,
  premiumAccessAnsweredNotice,
  premiumLapsedNotice,
  premiumBeganNotice,
  premiumEndedNotice,

  offerMadeNotice,
  offerCounteredNotice,
  offerVersionWithdrawnNotice,
  offerWithdrawnNotice,
  offerRejectedNotice,
  offerAcceptedNotice,
  offerSupersededNotice,
  offerExpiredNotice,
  offerReminderNotice,
  offerBackupRevivableNotice,
  offerRevivedNotice,
  offerClosedNotice,

  transactionOpenedNotice,
  transactionMovedNotice,
  transactionReminderNotice,
  transactionDateReminderNotice,
  transactionItemsDueNotice,
  decisionOverdueNotice,
  queueItemCameNotice,
  queueItemLateNotice,

  draftPreparedNotice,
  preparedEndedNotice,
  telephoneAnswerRecordedNotice,
  telephoneAnswerEndedNotice,

  mandateGivenNotice,
  mandateAnsweredNotice,
  mandateEndedNotice,
  clientNewsNotice,

  messageWaitingNotice,
  conversationReportDecidedNotice,

  reviewOpenedNotice,
  reviewReminderNotice,
  reviewShownNotice,
  reviewRepliedNotice,
  reviewHiddenNotice,
  reviewRestoredNotice,
  reportDecidedNotice,
  reportActedOnNotice,
  verificationChangedNotice,
  verificationEndingNotice,
];
