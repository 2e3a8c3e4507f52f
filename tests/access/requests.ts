/** A well-formed request to every endpoint: which things it names, and with which body. */
import type { ServedEndpoint } from '../../src/platform/http/server';
import { newListing } from '../support/make-listings';
import { A_BANK_ACCOUNT } from '../support/make-payments';
import { type AccessWorld, portrait } from './world';

type Thing = keyof AccessWorld['things'];

/** What stands in a place of a path; the first line that fits decides. */
const PLACES: readonly (readonly [path: RegExp, place: string, thing: Thing])[] = [
  [/^\/listings\/\{id\}\/(checks|save)$/, 'id', 'liveListing'],
  [/^\/listings\/\{id\}$/, 'id', 'listing'],
  [/^(\/admin)?\/listings\//, 'id', 'listing'],
  [/^\/listings\//, 'buyerId', 'buyer'],
  [/^\/offers\/listing\//, 'listingId', 'listing'],
  [/^\/offers\//, 'id', 'offer'],
  [/^\/transactions\//, 'id', 'deal'],
  [/^\/transactions\//, 'itemId', 'checklistItem'],
  [/^\/transactions\//, 'paymentId', 'payment'],
  [/^\/payments\/invoices\//, 'id', 'absent'],
  [/^\/payments\//, 'id', 'payment'],
  [/^\/payments\//, 'paymentMethodId', 'savedMethod'],
  [/^\/notifications\//, 'id', 'notification'],
  [/^\/auth\/sessions\//, 'id', 'session'],
  [/^\/users\/me\/api-keys\//, 'id', 'key'],
  [/^\/users\/\{id\}\/avatar/, 'id', 'portrayed'],
  [/^\/users\//, 'id', 'buyer'],
  [/^\/admin\/users\//, 'id', 'somebody'],
  [/^\/fmcsa\//, 'usdot', 'usdot'],
  [/^\/fmcsa\//, 'docket', 'docket'],
  [/^\/fmcsa\//, 'name', 'name'],
];

/** Those of which there is none in the market, for want of a cause: only what is absent can be asked for. */
const NOWHERE: Thing = 'absent';

const thingAt = (path: string, place: string): Thing =>
  PLACES.find(([look, name]) => name === place && look.test(path))?.[2] ?? NOWHERE;

const WRONG = { password: 'not the right password' };
const NEW = 'violet harbour under the moon';
const REASON = { reason: 'For the good of the market.' };
const PROOF = { usdot: 9_900_001, ...REASON };
const SPLIT = { outcome: 'CANCELLED', split: { buyerCents: 0, sellerCents: 0 } };
const SAVED = { paymentMethodId: 'pm_card_visa' };
const CARD = { method: 'CARD', ...SAVED };
const WIRE_ARRIVED = { amountCents: 100, reference: 'WIRE 0001' };
const BODIES: Record<string, (world: AccessWorld) => unknown> = {
  'POST /auth/register': () => ({
    password: 'password1234',
    email: 'weak@example.com',
    firstName: 'A',
    lastName: 'B',
    role: 'BUYER',
  }),
  'POST /auth/login': () => ({ ...WRONG, email: 'nobody@example.com' }),
  'POST /auth/login/2fa': () => ({ pendingToken: 'nonsense', code: '123456' }),
  'POST /auth/refresh': () => ({ refreshToken: 'nonsense' }),
  'POST /auth/refresh-token': () => ({ refreshToken: 'nonsense' }),
  'POST /auth/forgot-password': () => ({ email: 'nobody@example.com' }),
  'POST /auth/resend-verification': () => ({ email: 'nobody@example.com' }),
  'POST /auth/reset-password': () => ({ token: 'nonsense', newPassword: NEW }),
  'POST /auth/verify-email': () => ({ token: 'nonsense' }),
  'POST /auth/confirm-email-change': () => ({ token: 'nonsense' }),
  'POST /auth/change-email': () => ({ ...WRONG, email: 'new@example.com' }),
  'POST /auth/change-password': () => ({ currentPassword: WRONG.password, newPassword: NEW }),
  'POST /auth/step-up': () => WRONG,
  'POST /auth/2fa/enable': () => ({ code: '123456' }),
  'POST /auth/2fa/disable': () => WRONG,
  'DELETE /users/me': () => WRONG,
  'PUT /users/me': () => ({ phone: '+1 312 555 0100' }),
  'POST /users/me/avatar': portrait,
  'POST /users/me/roles': () => ({ role: 'BUYER' }),
  'POST /users/me/api-keys': () => ({ name: 'Another', scopes: ['offers:read'] }),
  'POST /admin/users/{id}/block': () => REASON,
  'POST /admin/users/{id}/suspend': () => REASON,
  'POST /admin/users/{id}/unblock': () => REASON,
  'POST /admin/users/{id}/impersonate': () => REASON,
  'POST /admin/users/{id}/roles': () => ({ roles: ['BUYER'], ...REASON }),
  'POST /fmcsa/proof-of-control/start': () => ({ usdot: PROOF.usdot }),
  'POST /fmcsa/proof-of-control/confirm': () => ({ usdot: PROOF.usdot, code: '123456' }),
  'POST /fmcsa/proof-of-control/request-review': () => ({
    usdot: PROOF.usdot,
    description: 'Articles and the EIN letter are at hand.',
  }),
  'POST /admin/proof-of-control': ({ buyer }) => ({
    userId: buyer.id,
    usdot: PROOF.usdot,
    level: 2,
    evidence: 'Papers in hand.',
  }),
  'POST /admin/proof-of-control/decline': ({ buyer }) => ({ userId: buyer.id, ...PROOF }),
  'POST /admin/proof-of-control/revoke': ({ buyer }) => ({ userId: buyer.id, ...PROOF }),
  'POST /listings': ({ deal }) => newListing({ usdot: deal.usdot }),
  'PUT /listings/{id}': () => ({ version: 1, title: 'Another title for it' }),
  'POST /listings/{id}/unlock': () => ({ ndaVersion: '1', accepted: true }),
  'POST /listings/{id}/premium-request': () => ({}),
  'POST /listings/{id}/premium-request/payment': () => CARD,
  'PUT /admin/premium-requests/{id}': () => ({ decision: 'REJECT', ...REASON }),
  'POST /admin/premium-requests/{id}/end': () => REASON,
  'POST /admin/premium-requests/{id}/verify-payment/{paymentId}': () => WIRE_ARRIVED,
  'POST /admin/listings/{id}/approve': () => ({}),
  'POST /admin/listings/{id}/reject': () => REASON,
  'POST /admin/listings/{id}/suspend': () => REASON,
  'POST /offers': ({ deal }) => ({ listingId: deal.listingId, amountCents: 20_000_000 }),
  'POST /offers/{id}/accept': () => ({}),
  'POST /offers/{id}/accept-counter': () => ({}),
  'POST /offers/{id}/counter': () => ({ amountCents: 21_000_000 }),
  'POST /offers/{id}/reject': () => ({}),
  'POST /offers/{id}/revive': () => ({}),
  'POST /offers/{id}/withdraw': () => ({}),
  'POST /transactions/{id}/buyer/accept-terms': () => ({}),
  'POST /transactions/{id}/seller/accept-terms': () => ({}),
  'POST /transactions/{id}/deposit': () => CARD,
  'POST /transactions/{id}/final-payment': () => CARD,
  'PUT /transactions/{id}/checklist/{itemId}': () => ({ status: 'DONE', evidence: 'Folder 7' }),
  'POST /transactions/{id}/extension/proposals': () => ({ days: 5 }),
  'POST /transactions/{id}/cancel': () => REASON,
  'POST /transactions/{id}/dispute': () => REASON,
  'POST /transactions/{id}/dispute/evidence': () => ({ statement: 'The trucks were not there.' }),
  'POST /transactions/{id}/dispute/proposals': () => SPLIT,
  'POST /transactions/{id}/dispute/proposals/{proposalId}/counter': () => SPLIT,
  'POST /transactions/{id}/admin/approve': () => ({}),
  'POST /transactions/{id}/admin/hold': () => REASON,
  'POST /transactions/{id}/admin/release-hold': () => REASON,
  'POST /transactions/{id}/admin/resolve': () => ({ ...SPLIT, ...REASON }),
  'PUT /transactions/{id}/admin/status': () => ({ status: 'CANCELLED', ...REASON }),
  'POST /transactions/{id}/admin/verify-deposit/{paymentId}': () => WIRE_ARRIVED,
  'POST /transactions/{id}/admin/verify-payment/{paymentId}': () => WIRE_ARRIVED,
  'POST /credits/purchase': () => ({ credits: 1, ...CARD }),
  'POST /credits/subscribe': () => ({ plan: 'STARTER', interval: 'MONTH' }),
  'POST /credits/change-subscription': () => ({ plan: 'STARTER', interval: 'MONTH' }),
  'POST /credits/cancel-subscription': () => ({}),
  'POST /credits/resume-subscription': () => ({}),
  'POST /credits/change-payment-method': () => SAVED,
  'POST /credits/pay-due': () => ({}),
  'POST /payments/payment-methods': () => SAVED,
  'POST /credits/listing-fee': ({ deal }) => ({ listingId: deal.listingId, ...CARD }),
  'POST /credits/bonus': ({ buyer }) => ({ userId: buyer.id, credits: 1, ...REASON }),
  'POST /credits/refund': ({ buyer }) => ({ userId: buyer.id, spendingKey: 'none', ...REASON }),
  'PUT /seller/bank-account': () => A_BANK_ACCOUNT,
  'POST /seller/payouts': () => ({ amountCents: 100 }),
  'POST /admin/webhooks/{eventId}/dismiss': () => REASON,
  'POST /admin/payouts/{id}/record-wire': () => ({ reference: 'WIRE 0002' }),
  'POST /admin/payouts/{id}/refuse-wire': () => REASON,
  'POST /admin/payouts/{id}/wire-returned': () => ({ reference: 'RETURN 0001' }),
  'POST /admin/payments/{id}/give-up': () => REASON,
  'POST /admin/refunds/{id}/confirm-wire': () => ({ reference: 'WIRE 0003' }),
  'POST /admin/refunds/{id}/wire-returned': () => ({ reference: 'RETURN 0002' }),
  'POST /sandbox/accounts/{id}/complete': () => ({}),
  'POST /sandbox/checkouts/{id}/complete': () => ({ paymentMethodId: 'pm_card_visa' }),
  'POST /sandbox/invoices/{id}/pay': () => ({ paymentMethodId: 'pm_card_visa' }),
  'POST /sandbox/payments/{id}/authenticate': () => ({}),
  'POST /clock/advance': () => ({ byMs: 1 }),
};

const QUERIES: Record<string, string> = {
  'GET /credits/check': '?required=1',
  'GET /admin/ledger/balance': '?account=revenue:fees',
  'GET /fmcsa/snapshot/{usdot}': '?type=latest',
};

export const nameOf = ({ contract }: ServedEndpoint): string =>
  `${contract.method.toUpperCase()} ${contract.path}`;

export const bodyOf = (endpoint: ServedEndpoint, world: AccessWorld): unknown =>
  BODIES[nameOf(endpoint)]?.(world);

/** The first place of the path names the thing that may be somebody's; `absent` puts nobody's there. */
export async function addressOf(
  endpoint: ServedEndpoint,
  world: AccessWorld,
  absent = false,
): Promise<string> {
  const { path } = endpoint.contract;
  let address = path;
  for (const [index, [place, name]] of [...path.matchAll(/\{(\w+)\}/g)].entries()) {
    const thing = thingAt(path, String(name));
    const value = absent && index === 0 ? world.absentOf(thing) : await world.things[thing]();
    address = address.replace(place, encodeURIComponent(value));
  }
  return address + (QUERIES[nameOf(endpoint)] ?? '');
}
