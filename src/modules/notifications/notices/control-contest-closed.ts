/** Tells both sides of a contest of control how it ended. */
import { controlContestClosed } from '../../carriers';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

const HEADLINES = {
  UPHELD: 'A contest of control was upheld',
  DISMISSED: 'A contest of control was dismissed',
  WITHDRAWN: 'A contest of control was withdrawn',
};
const MEANINGS = {
  UPHELD:
    'Every other proof of control of the company is revoked. If you disagree, ask for a review of your evidence.',
  DISMISSED: 'Every proof of control stays as it is. A new contest needs something new to show.',
  WITHDRAWN: 'Every proof of control stays as it is.',
};

export const controlContestClosedNotice = defineNotice({
  on: controlContestClosed,
  kind: 'CONTROL_CONTEST_CLOSED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId, holderIds }) => [user(userId), ...holderIds.map(user)],
  title: ({ usdot, outcome }) => `${HEADLINES[outcome]}: USDOT ${usdot}`,
  text: ({ outcome, reason }) => [MEANINGS[outcome], reasonGiven(reason)],
  link: ({ usdot }) => ({ type: 'CARRIER', id: String(usdot), title: `USDOT ${usdot}` }),
});
