/** What a person is told about his credits. */
import { dollars } from '../../../platform/kernel/money';
import { creditReturned, creditsGranted, creditsPurchased } from '../../billing';
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
];
