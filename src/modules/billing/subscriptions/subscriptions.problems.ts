/** What subscriptions refuse. */
import { problemKind } from '../../../platform/http/problem';

export const subscribedAlready = problemKind('subscribed_already', 409, 'You have a subscription already');
export const noSubscription = problemKind('no_subscription', 409, 'You have no subscription');
export const subscriptionEnding = problemKind('subscription_ending', 409, 'The subscription is about to end');
export const subscriptionOverdue = problemKind('subscription_overdue', 409, 'The last payment was refused');
export const nothingDue = problemKind('nothing_due', 409, 'Nothing is due');
export const methodInUse = problemKind(
  'payment_method_in_use',
  409,
  'This payment method pays your subscription',
);
export const tooManyMethods = problemKind(
  'too_many_payment_methods',
  409,
  'No more payment methods can be saved',
);
export const changeNotNow = problemKind('change_not_now', 409, 'This change is not possible now');
export const changeUnderWay = problemKind('change_under_way', 409, 'Another change is under way');
