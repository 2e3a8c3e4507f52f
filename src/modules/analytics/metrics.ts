/** What of the log is counted: each kind of event with the figures that it adds to. */
import type { EventKind } from '../../platform/events/events';
import {
  creditsGranted,
  creditsPurchased,
  invoicePaid,
  subscriptionEnded,
  subscriptionPlanChanged,
  subscriptionRenewed,
  subscriptionStarted,
} from '../billing';
import { userBlocked, userDeleted, userRegistered, userSuspended } from '../identity';
import {
  listingApproved,
  listingExpired,
  listingRejected,
  listingSold,
  listingSubmitted,
  listingSuspended,
  listingUnlocked,
  listingWithdrawn,
} from '../listings';
import { offerAccepted, offerCountered, offerMade, offerRejected, offerWithdrawn } from '../offers';
import { letterMoved } from '../../platform/mail/mail.events';
import { paymentDisputed, paymentFailed, paymentSucceeded, refundFailed, refundSucceeded } from '../payments';
import {
  transactionCancelled,
  transactionCompleted,
  transactionDisputed,
  transactionMoved,
  transactionOpened,
} from '../transactions';

/** One more of something, of one kind of it where `slice` says which; `amount` in cents unless its column says otherwise. */
export interface Increment {
  metric: string;
  slice?: string;
  amount?: number;
}

interface Counted {
  readonly name: string;
  count(payload: unknown): Increment[];
}

const counted = <Payload>(kind: EventKind<Payload>, count: (payload: Payload) => Increment[]): Counted => ({
  name: kind.name,
  count: (payload) => count(payload as Payload),
});

/** The sum of the amounts, from the beginning, is how many subscribe to the plan. */
const standing = (slice: string, amount: number): Increment => ({
  metric: 'subscriptions.standing',
  slice,
  amount,
});

const once = (metric: string) => (): Increment[] => [{ metric }];

const COUNTED: readonly Counted[] = [
  counted(userRegistered, ({ roles }) => [
    { metric: 'users.registered' },
    ...roles.map((slice) => ({ metric: 'users.role', slice })),
  ]),
  counted(userDeleted, once('users.deleted')),
  counted(userSuspended, once('users.suspended')),
  counted(userBlocked, once('users.blocked')),
  counted(listingSubmitted, once('listings.submitted')),
  counted(listingApproved, once('listings.published')),
  counted(listingRejected, once('listings.rejected')),
  counted(listingWithdrawn, once('listings.withdrawn')),
  counted(listingExpired, once('listings.expired')),
  counted(listingSuspended, once('listings.suspended')),
  counted(listingSold, once('listings.sold')),
  counted(listingUnlocked, once('listings.unlocked')),
  counted(offerMade, ({ amountCents }) => [{ metric: 'offers.made', amount: amountCents }]),
  counted(offerCountered, once('offers.countered')),
  counted(offerAccepted, ({ amountCents }) => [{ metric: 'offers.accepted', amount: amountCents }]),
  counted(offerRejected, once('offers.rejected')),
  counted(offerWithdrawn, once('offers.withdrawn')),
  counted(transactionOpened, ({ priceCents }) => [{ metric: 'deals.opened', amount: priceCents }]),
  counted(transactionMoved, ({ move }) => [{ metric: 'deals.moved', slice: move }]),
  counted(transactionCompleted, ({ priceCents }) => [{ metric: 'deals.completed', amount: priceCents }]),
  counted(transactionCancelled, ({ priceCents }) => [{ metric: 'deals.cancelled', amount: priceCents }]),
  counted(transactionDisputed, once('deals.disputed')),
  counted(paymentSucceeded, ({ method, amountCents }) => [
    { metric: 'payments.succeeded', slice: method, amount: amountCents },
  ]),
  counted(paymentFailed, ({ method, amountCents }) => [
    { metric: 'payments.failed', slice: method, amount: amountCents },
  ]),
  counted(creditsPurchased, ({ credits, priceCents }) => [
    { metric: 'credits.orders', amount: priceCents },
    { metric: 'credits.sold', amount: credits },
  ]),
  counted(creditsGranted, ({ credits }) => [{ metric: 'credits.granted', amount: credits }]),
  counted(refundSucceeded, ({ amountCents }) => [{ metric: 'refunds.succeeded', amount: amountCents }]),
  counted(refundFailed, ({ amountCents }) => [{ metric: 'refunds.failed', amount: amountCents }]),
  counted(paymentDisputed, ({ disputedCents }) => [{ metric: 'payments.disputed', amount: disputedCents }]),
  counted(letterMoved, ({ status }) => [{ metric: 'mail.moved', slice: status }]),
  counted(subscriptionStarted, ({ plan }) => [
    { metric: 'subscriptions.started', slice: plan },
    standing(plan, 1),
  ]),
  counted(subscriptionPlanChanged, ({ plan, fromPlan }) =>
    fromPlan === null || fromPlan === plan ? [] : [standing(fromPlan, -1), standing(plan, 1)],
  ),
  counted(subscriptionRenewed, ({ plan }) => [{ metric: 'subscriptions.renewed', slice: plan }]),
  counted(subscriptionEnded, ({ plan }) => [
    { metric: 'subscriptions.ended', slice: plan },
    standing(plan, -1),
  ]),
  counted(invoicePaid, ({ amountCents }) => [{ metric: 'subscriptions.invoices', amount: amountCents }]),
];

const BY_NAME = new Map(COUNTED.map((each) => [each.name, each]));

export const incrementsOf = (name: string, payload: unknown): Increment[] =>
  BY_NAME.get(name)?.count(payload) ?? [];
