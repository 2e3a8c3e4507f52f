/** What subscriptions refuse. */
import { problemKind } from '../../../platform/http/problem';

export const subscribedAlready = problemKind('subscribed_already', 409, 'You have a subscription already');
export const noSubscription = problemKind('no_subscription', 409, 'You have no subscription');
export const subscriptionEnding = problemKind('subscription_ending', 409, 'The subscription is about to end');
export const subscriptionOverdue = problemKind('subscription_overdue', 409, 'The last payment was refused');
export const changeNotNow = problemKind('change_not_now', 409, 'This change is not possible now');
export const changeUnderWay = problemKind('change_under_way', 409, 'Another change is under way');
