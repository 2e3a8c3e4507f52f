/** What a person is told about his credits. */
import { dollars } from '../../../platform/kernel/money';
import {
  creditReturned,
  creditsExpired,
  creditsGranted,
  creditsPurchased,
  creditsTakenBack,
  subscriptionEnded,
  subscriptionPastDue,
  subscriptionRenewalNear,
} from '../../billing';
import { dayOf } from '../../../platform/paper/paper';
import { saying, when } from '../notification.rules';

const about = (userId: string) => ({ to: userId, subject: { type: 'CREDITS', id: userId } }) as const;

const count = (credits: number): string => (credits === 1 ? 'One credit' : `${credits} credits`);

export const billingNotices = [
  when(creditsPurchased, ({ userId, credits, priceCents }) => [
    {
      ...about(userId),
      title: `${count(credits)} bought`,
      body: `We received ${dollars(priceCents)}, and the credits are yours to spend.`,
    },
  ]),
  when(creditsGranted, ({ userId, credits, reason }) => [
    {
      ...about(userId),
      title: `${count(credits)} for you`,
      body: saying(reason) ?? '',
    },
  ]),
  when(creditReturned, ({ userId }) => [
    {
      ...about(userId),
      title: 'One credit came back to you',
      body: 'What it was spent on did not come about.',
    },
  ]),
  when(creditsExpired, ({ userId, credits }) => [
    {
      ...about(userId),
      title: `${count(credits)} expired`,
      body: 'Granted credits expire when they are not spent in time. Bought ones do not.',
    },
  ]),
  when(creditsTakenBack, ({ userId, credits }) => [
    {
      ...about(userId),
      title: `${count(credits)} taken back`,
      body: 'Your bank took back what you paid for them. If that was not your wish, tell your bank.',
    },
  ]),
  when(subscriptionPastDue, ({ userId, endsAt }) => [
    {
      ...about(userId),
      title: 'The payment of your subscription was refused',
      body: `It ends on ${dayOf(endsAt)} unless it is paid by then.`,
    },
  ]),
  when(subscriptionRenewalNear, ({ userId, renewsAt, priceCents }) => [
    {
      ...about(userId),
      title: 'Your subscription is about to be renewed',
      body: `On ${dayOf(renewsAt)} a new year begins, for ${dollars(priceCents)}.`,
    },
  ]),
  when(subscriptionEnded, ({ userId }) => [
    {
      ...about(userId),
      title: 'Your subscription has ended',
      body: 'The credits that you were granted stay yours.',
    },
  ]),
];
