/** Tells buyers what becomes of their request about a premium listing. */
import { premiumAccessAnswered } from '../../listings';
import { buyer, defineNotice } from '../notice';
import { headline, reasonGiven } from '../notice.words';

const SAYS = {
  CONTACTED: 'We take care of your request',
  CLOSED: 'Your request is closed',
  DECLINED: 'We cannot help with your request',
} as const;

export const premiumAccessAnsweredNotice = defineNotice({
  on: premiumAccessAnswered,
  kind: 'PREMIUM_ACCESS_ANSWERED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [buyer(buyerId)],
  title: ({ title, status }) => headline(SAYS[status], title),
  text: ({ status, answer }) => [
    ...(status === 'CONTACTED' ? ['An administrator gets in touch with you.'] : []),
    ...(answer === null ? [] : [reasonGiven(answer)]),
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
