/** Who is answered what: every endpoint, every kind of person, for a thing that is the buyer's and the seller's. */

/**
 * One column a reader, in the order of `READERS`:
 *
 *   anonymous · suspended · key without the scope · unverified · buyer · seller · other buyer · other seller · admin ·
 *   admin impersonating the buyer
 *
 * A number is the answer's status; a word is a 403, and why. Four of them stand at the door, before anything is looked
 * up: `role`, `scope` (the key is not for this), `mail` (the address is not confirmed), `name` (not in another's name).
 * `side` is a 403 to somebody who may see the thing: it is the other side's, or nobody's but the parties', to do.
 */
const EVERYBODY = '200 200 200 200 200 200 200 200 200 200';
const SIGNED_IN = '401 401 scope 200 200 200 200 200 200 200';
const SIGNED_IN_HIMSELF = '401 401 scope 200 200 200 200 200 200 name';
const MAKES_HIMSELF = '401 401 scope 201 201 201 201 201 201 name';
const TRADES_HIMSELF = '401 401 scope mail 201 201 201 201 201 name';
const NOT_NOW = '401 401 scope 409 409 409 409 409 409 name';
const NOT_PROVEN = '401 401 scope side side side side side side name';
const NOBODYS_TOKEN = '401 401 401 401 401 401 401 401 401 401';
const NOBODYS_LINK = '422 422 422 422 422 422 422 422 422 422';
const NOT_THERE = '404 404 404 404 404 404 404 404 404 404';

const OFFICE_READS = '401 401 scope role role role role role 200 role';
const OFFICE_ACTS = '401 401 scope role role role role role 200 name';
const OFFICE_MAKES = '401 401 scope role role role role role 201 name';
const OFFICE_CANNOT_NOW = '401 401 scope role role role role role 409 name';
const OFFICE_FINDS_NONE = '401 401 scope role role role role role 404 name';

const SELLERS_READ = '401 401 scope 200 role 200 role 200 200 role';
const SELLERS_ACT = '401 401 scope 200 role 200 role 200 200 name';
const OWN_LISTING_READ = '401 401 scope 404 role 200 role 404 404 role';
const OWN_LISTING_ACTED_ON = '401 401 scope 404 role 200 role 404 404 name';
const OWN_LISTING_NOT_NOW = '401 401 scope 404 role 409 role 404 404 name';

const BUYERS_OWN_READ = '401 401 scope 404 200 404 404 404 200 200';
const BUYERS_OWN_REMOVED = '401 401 scope 404 200 404 404 404 404 name';

const PARTIES_READ = '401 401 scope 404 200 200 404 404 200 200';
const PARTIES_NOT_NOW = '401 401 scope 404 409 409 404 404 404 name';
const PARTIES_TRADE_NOT_NOW = '401 401 scope mail 409 409 404 404 404 name';
const EITHER_SIDE_NOT_NOW = '401 401 scope 404 409 409 404 404 side name';
const BUYER_SIDE_NOT_NOW = '401 401 scope 404 409 side 404 404 side name';
const BUYER_SIDE_PAYS_NOT_NOW = '401 401 scope mail 409 side 404 404 side name';
const SELLER_SIDE_NOT_NOW = '401 401 scope 404 side 409 404 404 side name';

export const ACCESS: Record<string, string> = {
  'GET /health': EVERYBODY,
  'GET /health/live': EVERYBODY,
  'GET /health/ready': EVERYBODY,
  'GET /health/stats': '401 401 401 401 401 401 401 401 200 401',
  'GET /config': EVERYBODY,
  'GET /clock': EVERYBODY,
  'POST /clock/advance': OFFICE_ACTS,

  'POST /auth/register': NOBODYS_LINK,
  'POST /auth/login': NOBODYS_TOKEN,
  'POST /auth/login/2fa': NOBODYS_TOKEN,
  'POST /auth/refresh': NOBODYS_TOKEN,
  'POST /auth/refresh-token': NOBODYS_TOKEN,
  'POST /auth/forgot-password': EVERYBODY,
  'POST /auth/resend-verification': EVERYBODY,
  'POST /auth/reset-password': NOBODYS_LINK,
  'POST /auth/verify-email': NOBODYS_LINK,
  'POST /auth/confirm-email-change': NOBODYS_LINK,
  'POST /auth/logout': SIGNED_IN_HIMSELF,
  'POST /auth/logout-all': SIGNED_IN_HIMSELF,
  'GET /auth/me': SIGNED_IN,
  'GET /auth/sessions': SIGNED_IN,
  'DELETE /auth/sessions/{id}': BUYERS_OWN_REMOVED,
  'POST /auth/change-password': NOT_PROVEN,
  'POST /auth/change-email': NOT_PROVEN,
  'POST /auth/step-up': NOT_PROVEN,
  'POST /auth/2fa/setup': SIGNED_IN_HIMSELF,
  'POST /auth/2fa/enable': NOT_PROVEN,
  'POST /auth/2fa/disable': NOT_PROVEN,
  'POST /auth/2fa/recovery-codes': NOT_NOW,
  'POST /auth/impersonation/end': '401 401 scope 409 409 409 409 409 409 200',

  'GET /users/me': SIGNED_IN,
  'PUT /users/me': SIGNED_IN,
  'DELETE /users/me': NOT_PROVEN,
  'GET /users/me/export': SIGNED_IN,
  'POST /users/me/avatar': SIGNED_IN_HIMSELF,
  'DELETE /users/me/avatar': SIGNED_IN_HIMSELF,
  'POST /users/me/roles': SIGNED_IN_HIMSELF,
  'GET /users/me/api-keys': SIGNED_IN,
  'POST /users/me/api-keys': MAKES_HIMSELF,
  'DELETE /users/me/api-keys/{id}': BUYERS_OWN_REMOVED,
  'GET /users/{id}': EVERYBODY,
  'GET /users/{id}/avatar': EVERYBODY,
  'GET /admin/users': OFFICE_READS,
  'GET /admin/users/{id}': OFFICE_READS,
  'POST /admin/users/{id}/suspend': OFFICE_ACTS,
  'POST /admin/users/{id}/block': OFFICE_ACTS,
  'POST /admin/users/{id}/unblock': OFFICE_CANNOT_NOW,
  'POST /admin/users/{id}/roles': OFFICE_ACTS,
  'POST /admin/users/{id}/impersonate': OFFICE_MAKES,

  'GET /fmcsa/dot/{usdot}': SIGNED_IN,
  'GET /fmcsa/mc/{docket}': '401 401 scope 404 404 404 404 404 404 404',
  'GET /fmcsa/name/{name}': SIGNED_IN,
  'GET /fmcsa/snapshot/{usdot}': SIGNED_IN,
  'GET /fmcsa/authority/{usdot}': SIGNED_IN,
  'GET /fmcsa/insurance/{usdot}': SIGNED_IN,
  'GET /fmcsa/verify/{docket}': '401 401 scope 404 404 404 404 404 404 404',
  'GET /fmcsa/history/{usdot}': SIGNED_IN,
  'GET /fmcsa/proof-of-control/{usdot}': SIGNED_IN,
  'POST /fmcsa/proof-of-control/start': MAKES_HIMSELF,
  'POST /fmcsa/proof-of-control/confirm': '401 401 scope 422 422 422 422 422 422 name',
  'POST /fmcsa/proof-of-control/request-review': MAKES_HIMSELF,
  'GET /admin/proof-of-control': OFFICE_READS,
  'POST /admin/proof-of-control': OFFICE_MAKES,
  'POST /admin/proof-of-control/decline': OFFICE_CANNOT_NOW,
  'POST /admin/proof-of-control/revoke': OFFICE_ACTS,

  'GET /listings': EVERYBODY,
  'GET /listings/search': EVERYBODY,
  'GET /listings/nda': EVERYBODY,
  'GET /listings/{id}': '404 404 404 404 200 200 404 404 200 200',
  'GET /listings/{id}/checks': EVERYBODY,
  'GET /listings/saved': SIGNED_IN,
  'GET /listings/my-listings': SELLERS_READ,
  'GET /listings/unlocked': '401 401 scope 200 200 role 200 role 200 200',
  'POST /listings': '401 401 scope mail role 201 role 201 201 name',
  'PUT /listings/{id}': OWN_LISTING_NOT_NOW,
  'DELETE /listings/{id}': OWN_LISTING_NOT_NOW,
  'POST /listings/{id}/submit': '401 401 scope mail role 409 role 404 404 name',
  'POST /listings/{id}/pause': OWN_LISTING_NOT_NOW,
  'POST /listings/{id}/resume': OWN_LISTING_NOT_NOW,
  'POST /listings/{id}/withdraw': OWN_LISTING_NOT_NOW,
  'POST /listings/{id}/save': SIGNED_IN,
  'DELETE /listings/{id}/save': SIGNED_IN,
  'POST /listings/{id}/unlock': '401 401 scope mail 200 role 404 role 409 name',
  'GET /listings/{id}/access': OWN_LISTING_READ,
  'POST /listings/{id}/access/{buyerId}/grant': OWN_LISTING_ACTED_ON,
  'POST /listings/{id}/access/{buyerId}/revoke': OWN_LISTING_ACTED_ON,
  'POST /listings/{id}/premium-request': '401 401 scope mail role 409 role 404 404 name',
  'GET /listings/{id}/premium-request': OWN_LISTING_READ,
  'POST /listings/{id}/premium-request/withdraw': OWN_LISTING_NOT_NOW,
  'POST /listings/{id}/premium-request/payment': '401 401 scope mail role 409 role 404 404 name',
  'GET /admin/premium-requests': OFFICE_READS,
  'PUT /admin/premium-requests/{id}': OFFICE_FINDS_NONE,
  'POST /admin/premium-requests/{id}/end': OFFICE_FINDS_NONE,
  'POST /admin/premium-requests/{id}/verify-payment/{paymentId}': OFFICE_FINDS_NONE,
  'GET /admin/listings': OFFICE_READS,
  'GET /admin/listings/pending': OFFICE_READS,
  'POST /admin/listings/{id}/approve': OFFICE_CANNOT_NOW,
  'POST /admin/listings/{id}/reject': OFFICE_CANNOT_NOW,
  'POST /admin/listings/{id}/suspend': OFFICE_CANNOT_NOW,
  'POST /admin/listings/{id}/reinstate': OFFICE_CANNOT_NOW,

  'POST /offers': '401 401 scope mail 409 role 409 role 409 name',
  'GET /offers/my-offers': SIGNED_IN,
  'GET /offers/received': SIGNED_IN,
  'GET /offers/listing/{listingId}': '401 401 scope 404 404 200 404 404 200 404',
  'GET /offers/{id}': PARTIES_READ,
  'POST /offers/{id}/accept': PARTIES_TRADE_NOT_NOW,
  'POST /offers/{id}/accept-counter': PARTIES_TRADE_NOT_NOW,
  'POST /offers/{id}/counter': PARTIES_TRADE_NOT_NOW,
  'POST /offers/{id}/revive': PARTIES_TRADE_NOT_NOW,
  'POST /offers/{id}/reject': PARTIES_NOT_NOW,
  'POST /offers/{id}/withdraw': PARTIES_NOT_NOW,
  'GET /admin/offers': OFFICE_READS,

  'GET /transactions': SIGNED_IN,
  'GET /transactions/{id}': PARTIES_READ,
  'GET /transactions/{id}/timeline': PARTIES_READ,
  'GET /transactions/{id}/closing-statement': PARTIES_READ,
  'GET /transactions/{id}/payments': PARTIES_READ,
  'GET /transactions/{id}/checklist': PARTIES_READ,
  'PUT /transactions/{id}/checklist/{itemId}': '401 401 scope 404 side 409 404 404 side name',
  'POST /transactions/{id}/buyer/accept-terms': BUYER_SIDE_NOT_NOW,
  'POST /transactions/{id}/buyer/approve': BUYER_SIDE_NOT_NOW,
  'POST /transactions/{id}/buyer/accept': BUYER_SIDE_NOT_NOW,
  'POST /transactions/{id}/deposit': BUYER_SIDE_PAYS_NOT_NOW,
  'POST /transactions/{id}/final-payment': BUYER_SIDE_PAYS_NOT_NOW,
  'POST /transactions/{id}/seller/accept-terms': SELLER_SIDE_NOT_NOW,
  'POST /transactions/{id}/seller/approve': SELLER_SIDE_NOT_NOW,
  'POST /transactions/{id}/seller/mark-transferred': SELLER_SIDE_NOT_NOW,
  'POST /transactions/{id}/extension/proposals': EITHER_SIDE_NOT_NOW,
  'POST /transactions/{id}/extension/proposals/{proposalId}/accept': EITHER_SIDE_NOT_NOW,
  'POST /transactions/{id}/cancel': '401 401 scope 404 409 409 404 404 409 name',
  'POST /transactions/{id}/dispute': EITHER_SIDE_NOT_NOW,
  'POST /transactions/{id}/dispute/evidence': EITHER_SIDE_NOT_NOW,
  'GET /transactions/{id}/dispute/proposals': PARTIES_READ,
  'POST /transactions/{id}/dispute/proposals': EITHER_SIDE_NOT_NOW,
  'POST /transactions/{id}/dispute/proposals/{proposalId}/counter': EITHER_SIDE_NOT_NOW,
  'POST /transactions/{id}/dispute/proposals/{proposalId}/accept': EITHER_SIDE_NOT_NOW,
  'GET /admin/transactions': OFFICE_READS,
  'POST /transactions/{id}/admin/verify-deposit/{paymentId}': OFFICE_CANNOT_NOW,
  'POST /transactions/{id}/admin/verify-payment/{paymentId}': OFFICE_CANNOT_NOW,
  'POST /transactions/{id}/admin/approve': OFFICE_CANNOT_NOW,
  'POST /transactions/{id}/admin/hold': OFFICE_CANNOT_NOW,
  'POST /transactions/{id}/admin/release-hold': OFFICE_CANNOT_NOW,
  'POST /transactions/{id}/admin/resolve': OFFICE_CANNOT_NOW,
  'PUT /transactions/{id}/admin/status': OFFICE_CANNOT_NOW,

  'GET /payments': SIGNED_IN,
  'GET /payments/invoices': SIGNED_IN,
  'GET /payments/invoices/{id}/pdf': '401 401 scope 404 404 404 404 404 404 404',
  'GET /payments/payment-methods': SIGNED_IN,
  'POST /payments/setup-intent': MAKES_HIMSELF,
  'POST /payments/payment-methods': MAKES_HIMSELF,
  'DELETE /payments/payment-methods/{paymentMethodId}': BUYERS_OWN_REMOVED,
  'GET /payments/{id}': BUYERS_OWN_READ,
  'GET /payments/{id}/receipt': BUYERS_OWN_READ,
  'POST /webhooks/stripe': '400 400 400 400 400 400 400 400 400 400',
  'POST /sandbox/checkouts/{id}/complete': NOT_THERE,
  'POST /sandbox/accounts/{id}/complete': NOT_THERE,
  'POST /sandbox/invoices/{id}/pay': NOT_THERE,
  'POST /sandbox/payments/{id}/authenticate': NOT_THERE,
  'GET /admin/payments': OFFICE_READS,
  'GET /admin/payments/stuck': OFFICE_READS,
  'GET /admin/payments/parked': OFFICE_READS,
  'GET /admin/payments/disputes': OFFICE_READS,
  'GET /admin/webhooks': OFFICE_READS,
  'POST /admin/webhooks/{eventId}/replay': OFFICE_FINDS_NONE,
  'POST /admin/webhooks/{eventId}/dismiss': OFFICE_FINDS_NONE,
  'GET /admin/wires': OFFICE_READS,
  'POST /admin/payments/{id}/give-up': OFFICE_FINDS_NONE,
  'GET /admin/refunds': OFFICE_READS,
  'POST /admin/refunds/{id}/confirm-wire': OFFICE_FINDS_NONE,
  'POST /admin/refunds/{id}/wire-returned': OFFICE_FINDS_NONE,
  'POST /admin/refunds/{id}/settle-by-bank': OFFICE_FINDS_NONE,
  'POST /admin/refunds/{id}/retry': OFFICE_FINDS_NONE,
  'GET /seller/payout-account': SELLERS_READ,
  'POST /seller/payout-account': SELLERS_ACT,
  'GET /seller/bank-account': SELLERS_READ,
  'PUT /seller/bank-account': SELLERS_ACT,
  'DELETE /seller/bank-account': SELLERS_ACT,
  'GET /seller/payouts': SELLERS_READ,
  'POST /seller/payouts': '401 401 scope 409 role 409 role 409 409 name',
  'GET /admin/payouts': OFFICE_READS,
  'POST /admin/payouts/{id}/bank-account': OFFICE_FINDS_NONE,
  'POST /admin/payouts/{id}/record-wire': OFFICE_FINDS_NONE,
  'POST /admin/payouts/{id}/refuse-wire': OFFICE_FINDS_NONE,
  'POST /admin/payouts/{id}/wire-returned': OFFICE_FINDS_NONE,

  'GET /credits/plans': EVERYBODY,
  'GET /credits/balance': SIGNED_IN,
  'GET /credits/history': SIGNED_IN,
  'GET /credits/check': SIGNED_IN,
  'GET /credits/subscription': SIGNED_IN,
  'POST /credits/subscribe': TRADES_HIMSELF,
  'POST /credits/change-subscription': '401 401 scope mail 409 409 409 409 409 name',
  'POST /credits/cancel-subscription': NOT_NOW,
  'POST /credits/resume-subscription': NOT_NOW,
  'POST /credits/change-payment-method': NOT_NOW,
  'POST /credits/pay-due': NOT_NOW,
  'POST /credits/listing-fee': OWN_LISTING_NOT_NOW,
  'POST /credits/purchase': TRADES_HIMSELF,
  'POST /credits/bonus': OFFICE_ACTS,
  'POST /credits/refund': OFFICE_FINDS_NONE,

  'GET /notifications': SIGNED_IN,
  'GET /notifications/unread-count': SIGNED_IN,
  'GET /notifications/counts': SIGNED_IN,
  'PUT /notifications/read-all': SIGNED_IN,
  'PUT /notifications/{id}/read': '401 401 scope 404 200 404 404 404 404 200',
  'DELETE /notifications/{id}': BUYERS_OWN_REMOVED,
  'DELETE /notifications/clear': SIGNED_IN_HIMSELF,

  'GET /admin/action-log': OFFICE_READS,
  'GET /admin/action-log/verify': OFFICE_READS,
  'GET /admin/reconcile': OFFICE_READS,
  'GET /admin/money/stuck': OFFICE_READS,
  'GET /admin/ledger/balance': OFFICE_READS,
  'GET /admin/jobs': OFFICE_READS,
  'POST /admin/jobs/{id}/revive': OFFICE_FINDS_NONE,
};

/** Where asking for what is absent is no mistake: lists that are empty then, and wishes that are met already. */
export const ABSENT_IS_FINE: readonly string[] = [
  'GET /fmcsa/name/{name}',
  'GET /fmcsa/history/{usdot}',
  'GET /fmcsa/proof-of-control/{usdot}',
  'DELETE /listings/{id}/save',
];
