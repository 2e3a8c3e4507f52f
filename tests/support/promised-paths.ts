/** What clients of MC Exchange may rely on in every release: paths, what they take, and what sockets tell. */

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** These stand, with this method and meaning. */
export const PROMISED_PATHS = linesOf(`
GET /health
GET /health/ready
GET /health/live
GET /health/stats
GET /config

POST /auth/register
POST /auth/login
POST /auth/login/2fa
POST /auth/refresh
POST /auth/refresh-token
POST /auth/logout
POST /auth/logout-all
POST /auth/forgot-password
POST /auth/reset-password
POST /auth/verify-email
POST /auth/resend-verification
POST /auth/change-password
GET /auth/me
GET /auth/sessions
DELETE /auth/sessions/{id}
POST /auth/2fa/setup
POST /auth/2fa/enable
POST /auth/2fa/disable
POST /auth/2fa/recovery-codes
POST /auth/step-up

GET /users/me
PUT /users/me
DELETE /users/me
POST /users/me/avatar
GET /users/me/export
GET /users/dashboard
GET /users/{id}
GET /users/{id}/reviews
GET /users/{id}/listings
POST /users/{id}/report
GET /users/me/api-keys
POST /users/me/api-keys
DELETE /users/me/api-keys/{id}
GET /users/me/notification-preferences
PUT /users/me/notification-preferences

GET /listings
GET /listings/search
GET /listings/saved
GET /listings/my-listings
GET /listings/unlocked
GET /listings/{id}
POST /listings
PUT /listings/{id}
DELETE /listings/{id}
POST /listings/{id}/submit
POST /listings/{id}/pause
POST /listings/{id}/resume
POST /listings/{id}/withdraw
POST /listings/{id}/save
DELETE /listings/{id}/save
POST /listings/{id}/unlock
POST /listings/{id}/unlock/withdraw
GET /listings/{id}/access
POST /listings/{id}/access/{buyerId}/grant
POST /listings/{id}/access/{buyerId}/revoke
GET /listings/{id}/checks
GET /listings/{id}/due-diligence
GET /listings/{id}/similar
GET /listings/{id}/price-guidance
GET /listings/{id}/match
GET /listings/{id}/equipment
GET /listings/saved-searches
POST /listings/saved-searches
PUT /listings/saved-searches/{id}
DELETE /listings/saved-searches/{id}
POST /listings/{id}/premium-request
POST /listings/{id}/premium-access
GET /listings/nda/acceptances/{id}
GET /listings/nda/acceptances/{id}/evidence

POST /offers
GET /offers/my-offers
GET /offers/received
GET /offers/listing/{listingId}
GET /offers/{id}
POST /offers/{id}/accept
POST /offers/{id}/reject
POST /offers/{id}/counter
POST /offers/{id}/accept-counter
POST /offers/{id}/withdraw

GET /processes/{version}
GET /transactions
GET /transactions/{id}
POST /transactions/{id}/buyer/accept-terms
POST /transactions/{id}/seller/accept-terms
POST /transactions/{id}/deposit
POST /transactions/{id}/final-payment
POST /transactions/{id}/buyer/approve
POST /transactions/{id}/seller/approve
POST /transactions/{id}/seller/mark-transferred
POST /transactions/{id}/buyer/accept
POST /transactions/{id}/cancel
POST /transactions/{id}/dispute
POST /transactions/{id}/dispute/proposals
POST /transactions/{id}/dispute/proposals/{proposalId}/counter
POST /transactions/{id}/dispute/proposals/{proposalId}/accept
GET /transactions/{id}/messages
POST /transactions/{id}/messages
GET /transactions/{id}/checklist
PUT /transactions/{id}/checklist/{itemId}
GET /transactions/{id}/timeline
GET /transactions/{id}/payments
GET /transactions/{id}/closing-statement
GET /transactions/{id}/agreement
POST /transactions/{id}/agreement/sign
GET /transactions/{id}/packet
POST /transactions/{id}/admin/verify-deposit/{paymentId}
POST /transactions/{id}/admin/verify-payment/{paymentId}
POST /transactions/{id}/admin/approve
POST /transactions/{id}/admin/hold
POST /transactions/{id}/admin/release-hold
POST /transactions/{id}/admin/resolve
PUT /transactions/{id}/admin/status

GET /messages/conversations
GET /messages/conversations/{partnerId}
PUT /messages/conversations/{partnerId}/read
POST /messages
PUT /messages/{id}/read
DELETE /messages/{id}
GET /messages/unread-count
POST /messages/conversations/{partnerId}/block
POST /messages/conversations/{partnerId}/report

GET /notifications
GET /notifications/unread-count
GET /notifications/counts
PUT /notifications/read-all
PUT /notifications/{id}/read
DELETE /notifications/clear
DELETE /notifications/{id}

GET /seller/dashboard
GET /seller/listings
GET /seller/offers
GET /seller/earnings
GET /seller/verification
POST /seller/verification
GET /seller/documents
GET /seller/analytics
GET /seller/payout-account
POST /seller/payout-account

GET /buyer/dashboard
GET /buyer/offers
GET /buyer/purchases
GET /buyer/saved
GET /buyer/unlocked
GET /buyer/subscription
GET /buyer/transactions
GET /buyer/verification
POST /buyer/verification
POST /buyer/proof-of-funds
GET /buyer/requirements
PUT /buyer/requirements

POST /documents
GET /documents/{id}
GET /documents/{id}/download
GET /documents/{id}/views
POST /documents/{id}/link
DELETE /documents/{id}
GET /documents/listing/{listingId}
GET /documents/transaction/{transactionId}
GET /documents/admin/pending
PUT /documents/{id}/verify

GET /credits/plans
GET /credits/balance
GET /credits/history
GET /credits/check
GET /credits/subscription
POST /credits/purchase
POST /credits/subscribe
POST /credits/change-subscription
POST /credits/cancel-subscription
POST /credits/bonus
POST /credits/refund
GET /payments
GET /payments/{id}/receipt
GET /payments/invoices
GET /payments/payment-methods
POST /payments/setup-intent

GET /fmcsa/check
GET /fmcsa/dot/{usdot}
GET /fmcsa/mc/{docket}
GET /fmcsa/name/{name}
GET /fmcsa/snapshot/{usdot}
GET /fmcsa/authority/{usdot}
GET /fmcsa/insurance/{usdot}
GET /fmcsa/verify/{docket}
GET /fmcsa/history/{usdot}
GET /fmcsa/links/{usdot}
POST /fmcsa/proof-of-control/start
POST /fmcsa/proof-of-control/confirm

GET /verification
POST /verification/identity
POST /verification/funds
POST /verification/company
GET /reviews
POST /reviews
GET /reports
POST /reports

GET /admin/dashboard
GET /admin/analytics/revenue
GET /admin/analytics/users
GET /admin/analytics/listings
GET /admin/analytics/deals
GET /admin/users
GET /admin/users/{id}
POST /admin/users/{id}/block
POST /admin/users/{id}/unblock
POST /admin/users/{id}/suspend
POST /admin/users/{id}/verify-seller
POST /admin/users/{id}/verify-buyer
POST /admin/users/{id}/impersonate
GET /admin/listings
GET /admin/listings/pending
POST /admin/listings/{id}/approve
POST /admin/listings/{id}/reject
POST /admin/listings/{id}/suspend
GET /admin/offers
GET /admin/transactions
GET /admin/payments
GET /admin/payments/stuck
GET /admin/payments/parked
GET /admin/documents
GET /admin/verifications
POST /admin/verifications/{id}/decide
GET /admin/disputes
GET /admin/premium-requests
PUT /admin/premium-requests/{id}
GET /admin/premium-access
PUT /admin/premium-access/{id}
GET /admin/reports
GET /admin/action-log
GET /admin/action-log/verify
GET /admin/queues
POST /admin/queues/{kind}/{id}/claim
GET /admin/unassigned-money
GET /admin/broadcast
POST /admin/broadcast
GET /admin/settings
PUT /admin/settings
GET /admin/settings/history
GET /admin/notes
POST /admin/notes
GET /admin/ledger
GET /admin/webhooks
POST /admin/webhooks/{gateway}/{eventId}/replay
GET /admin/jobs

POST /webhooks/{gateway}
POST /webhooks/resend
GET /webhook-endpoints
POST /webhook-endpoints
GET /events
GET /events/feed
`);

interface PromisedField {
  name: string;
  mayBeLeftOut: boolean;
  /** Those that it may have; none: whatever its schema says. */
  values: string[];
}

/** `name`, `name?` that may be left out, `name=A|B` with these values at least. */
function readFields(line: string): { operation: string; fields: PromisedField[] } {
  const [method, path, ...fields] = line.split(' ');
  return {
    operation: `${method} ${path}`,
    fields: fields.map((field) => {
      const [, name = '', mark, values] = /^(\w+)(\?)?(?:=(.+))?$/.exec(field) ?? [];
      return { name, mayBeLeftOut: mark === '?', values: values?.split('|') ?? [] };
    }),
  };
}

/** What stands behind the question mark of an address. A list that answers a `pagination` takes page, cursor and limit as well. */
export const PROMISED_QUERIES = linesOf(`
GET /listings page? cursor? limit? search? minPriceCents? maxPriceCents? state? safetyRating? amazonStatus? authorityKind? dealStructure? minYears? minFleet? maxFleet? verified? premium? highwaySetup? maxRisk? sortBy?=price_asc|price_desc|newest|oldest|years_active|risk facets?
GET /listings/search page? cursor? limit? search? minPriceCents? maxPriceCents? state? safetyRating? amazonStatus? authorityKind? dealStructure? minYears? minFleet? maxFleet? verified? premium? highwaySetup? maxRisk? sortBy?=price_asc|price_desc|newest|oldest|years_active|risk facets?
GET /listings/{id}/due-diligence format?=pdf
GET /listings/nda/acceptances/{id}/evidence format?=pdf
GET /offers/my-offers waitingFor?=me
GET /offers/received waitingFor?=me
GET /buyer/offers waitingFor?=me
GET /seller/offers waitingFor?=me
GET /transactions waitingFor?=me
GET /buyer/transactions waitingFor?=me
GET /notifications cursor? unreadOnly?
GET /seller/analytics days?
GET /credits/check required?
GET /fmcsa/snapshot/{usdot} type?
GET /fmcsa/check usdot? mc? name?
GET /admin/analytics/revenue from? to? format?=csv
GET /admin/analytics/users from? to? format?=csv
GET /admin/analytics/listings from? to? format?=csv
GET /admin/analytics/deals from? to? format?=csv
GET /admin/notes subject
GET /admin/ledger subject? account?
`).map(readFields);

/** What a client sends. No other field may come to be needed: that would shut out whoever does not know it. */
export const PROMISED_BODIES = linesOf(`
POST /auth/register email password firstName lastName role=BUYER|SELLER phone? companyName?
POST /auth/login email password
POST /auth/refresh refreshToken?
POST /auth/refresh-token refreshToken?
POST /offers listingId amountCents terms? message? expiresAt?
POST /offers/{id}/counter amountCents terms? message? version readAmountCents?
POST /offers/{id}/accept version amountCents
POST /offers/{id}/reject version amountCents
POST /offers/{id}/accept-counter version amountCents
POST /transactions/{id}/buyer/accept-terms termsHash
POST /transactions/{id}/seller/accept-terms termsHash
POST /transactions/{id}/deposit method=CARD|BANK_DEBIT|WIRE
POST /transactions/{id}/cancel reason
POST /transactions/{id}/dispute reason
POST /transactions/{id}/admin/resolve split outcome reason
PUT /transactions/{id}/admin/status status reason
POST /messages receiverId content listingId?
POST /documents file type=INSURANCE|UCC_FILING|AUTHORITY|SAFETY_RECORD|BILL_OF_SALE|ARTICLES|OPERATING_AGREEMENT|EIN_LETTER|LOSS_RUNS|LETTER_OF_RELEASE|PURCHASE_AGREEMENT|OTHER listingId? transactionId?
POST /credits/subscribe plan interval
POST /admin/listings/{id}/approve notes? version
POST /admin/listings/{id}/reject reason version
`).map(readFields);

/** By its name over a socket: the fields of each, with their kinds. More may come. */
export const PROMISED_LIVE_EVENTS: Record<string, Record<string, string>> = {
  notification: { notificationId: 'string', kind: 'string', urgency: 'string' },
  'offer:new': { offerId: 'string', listingId: 'string', change: 'string' },
  'offer:updated': { offerId: 'string', listingId: 'string', change: 'string' },
  'transaction:updated': {
    ...{ transactionId: 'string', listingId: 'string' },
    ...{ state: 'string', change: 'string' },
  },
  'transaction:message': { messageId: 'string', conversationId: 'string', transactionId: 'string' },
  'listing:updated': { listingId: 'string', change: 'string' },
  'message:new': { messageId: 'string', conversationId: 'string', transactionId: 'string or null' },
  'message:read': { conversationId: 'string', messageId: 'string', upTo: 'boolean' },
  'user:online': { userId: 'string' },
  'user:offline': { userId: 'string' },
  'typing:start': { userId: 'string', transactionId: 'string or null', conversationId: 'string or null' },
  'typing:stop': { userId: 'string', transactionId: 'string or null', conversationId: 'string or null' },
};

/** What a client may send, in this order, with the one field of its payload; each is acknowledged or refused. */
export const PROMISED_COMMANDS: readonly [name: string, field: 'transactionId' | 'conversationId' | null][] =
  [
    ['join:transaction', 'transactionId'],
    ['typing:start', 'transactionId'],
    ['typing:stop', 'transactionId'],
    ['leave:transaction', 'transactionId'],
    ['join:conversation', 'conversationId'],
    ['typing:start', 'conversationId'],
    ['typing:stop', 'conversationId'],
    ['leave:conversation', 'conversationId'],
    ['ping', null],
  ];
