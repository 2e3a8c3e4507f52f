/** What subscriptions refuse. */
import { problemKind } from '../../../platform/http/problem';

export const alreadySubscribed = problemKind(
  'already_subscribed',
  409,
  'You already have a subscription',
  'Change the plan of the subscription you have, or cancel it first.',
);
export const noSubscription = problemKind(
  'no_subscription',
  409,
  'You have no subscription',
  'Subscribe to a plan first.',
);
export const subscriptionEnding = problemKind(
  'subscription_ending',
  409,
  'The subscription is about to end',
  'Resume it first, or wait until it has ended and subscribe again.',
);
export const subscriptionUnpaid = problemKind(
  'subscription_past_due',
  409,
  'The last payment was declined',
  'Pay what is due, with another payment method if necessary, then send the request again.',
);
export const nothingDue = problemKind(
  'nothing_due',
  409,
  'Nothing is due',
  'Nothing is left to do: the subscription is paid.',
);
export const methodInUse = problemKind(
  'payment_method_in_use',
  409,
  'This payment method pays your subscription',
  'Choose another payment method for the subscription first.',
);
export const tooManyMethods = problemKind(
  'too_many_payment_methods',
  409,
  'No more payment methods can be saved',
  'Delete one that you no longer use.',
);
export const savingAnother = problemKind(
  'saving_another',
  409,
  'Another payment method is being saved',
  'Wait a moment, then send the request again.',
);
export const planChangeNotAllowed = problemKind(
  'plan_change_not_allowed',
  409,
  'This change of plan is not possible now',
  'Cancel the subscription, then subscribe to the other plan when it has ended.',
);
export const invoiceAsAgreed = problemKind(
  'invoice_as_agreed',
  409,
  'This invoice is not accepted so',
  'Read the invoice again: what it brought, and what is beyond the plan.',
);
export const changeInProgress = problemKind(
  'change_in_progress',
  409,
  'Another change is in progress',
  'Wait a moment, get the subscription again, and then decide.',
);
