/** Stripe's test payment methods, and what each does here as there (docs.stripe.com/testing). */
import { DAY_MS } from '../../../platform/kernel/clock';

/** A US bank debit takes up to four business days until it is known whether the money comes. */
export const BANK_DEBIT_SETTLES_AFTER_MS = 4 * DAY_MS;
/** A refund that is not at once. */
export const REFUND_SETTLES_AFTER_MS = 3 * DAY_MS;

export interface TestMethod {
  method: 'CARD' | 'BANK_DEBIT';
  /** Null: the money comes. */
  failure: { code: string; declineCode: string | null; message: string } | null;
  refunds: 'AT_ONCE' | 'LATER' | 'COME_BACK';
  /** Pays once, and is refused from the second period of a subscription on. */
  declinesLater?: true;
  /** Cannot be kept for a customer at all. */
  refusesToBeSaved?: { code: string; message: string } | undefined;
  /** The payer does something on a page first: confirms a card with the bank, verifies a bank account by small deposits. */
  authenticates?: true;
  /** The payer's bank takes the money back, and the dispute ends so. */
  disputed?: 'OPEN' | 'WON' | 'LOST';
}

const card = (refunds: TestMethod['refunds'] = 'AT_ONCE'): TestMethod => ({
  method: 'CARD',
  failure: null,
  refunds,
});

const refusedCard = (declineCode: string, message: string, code = 'card_declined'): TestMethod => ({
  ...card(),
  failure: { code, declineCode, message },
  refusesToBeSaved: { code, message },
});

const bank = (failure: TestMethod['failure']): TestMethod => ({
  method: 'BANK_DEBIT',
  failure,
  refunds: 'LATER',
});

const refusedBank = (code: string, message: string): TestMethod => bank({ code, declineCode: null, message });

const TEST_METHODS = new Map<string, TestMethod>(
  Object.entries<TestMethod>({
    pm_card_visa: card(),
    pm_card_visa_debit: card(),
    pm_card_mastercard: card(),
    pm_card_amex: card(),
    pm_card_discover: card(),
    pm_card_pendingRefund: card('LATER'),
    pm_card_refundFail: card('COME_BACK'),
    pm_card_declinesLater: { ...card(), declinesLater: true },
    pm_card_authenticationRequired: { ...card(), authenticates: true },
    pm_card_createDispute: { ...card(), disputed: 'OPEN' },
    pm_card_createDisputeWon: { ...card(), disputed: 'WON' },
    pm_card_createDisputeLost: { ...card(), disputed: 'LOST' },
    pm_card_chargeCustomerFail: {
      ...refusedCard('generic_decline', 'Your card was declined.'),
      refusesToBeSaved: undefined,
    },
    pm_card_chargeDeclined: refusedCard('generic_decline', 'Your card was declined.'),
    pm_card_chargeDeclinedInsufficientFunds: refusedCard(
      'insufficient_funds',
      'Your card has insufficient funds.',
    ),
    pm_card_chargeDeclinedLostCard: refusedCard('lost_card', 'Your card was declined.'),
    pm_card_chargeDeclinedExpiredCard: refusedCard('expired_card', 'Your card has expired.', 'expired_card'),
    pm_card_chargeDeclinedProcessingError: refusedCard(
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
      'processing_error',
    ),
    pm_usBankAccount_success: bank(null),
    pm_usBankAccount_microdeposits: { ...bank(null), authenticates: true },
    pm_usBankAccount_insufficientFunds: refusedBank(
      'insufficient_funds',
      'The bank account has insufficient funds.',
    ),
    pm_usBankAccount_accountClosed: refusedBank('account_closed', 'The bank account has been closed.'),
    pm_usBankAccount_noAccount: refusedBank('no_account', 'The bank account could not be located.'),
    pm_usBankAccount_debitNotAuthorized: refusedBank(
      'debit_not_authorized',
      'The debit was not authorized by the owner of the account.',
    ),
  }),
);

/** What a card payment becomes that the payer did not confirm with their bank. */
export const NOT_AUTHENTICATED = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message: 'Your bank could not confirm that it was you. Try again, or use another card.',
};

/** What a bank debit becomes whose payer did not verify the account (Stripe, "Error codes"). */
export const NOT_VERIFIED = {
  code: 'payment_method_microdeposit_verification_attempts_exceeded',
  declineCode: null,
  message: 'The bank account could not be verified: the deposits were entered wrongly too often.',
};

/** What comes of an answer on the page: the end, or for a bank debit that may begin now, its way. */
export const failureOnPage = (method: TestMethod, passes: boolean): TestMethod['failure'] =>
  passes ? method.failure : method.method === 'CARD' ? NOT_AUTHENTICATED : NOT_VERIFIED;

export const findTestMethod = (id: string): TestMethod | null => TEST_METHODS.get(id) ?? null;
