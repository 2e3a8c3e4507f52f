/** Tells both, and the admins, that two people have proved control of one company. */
import { controlClaimedTwice } from '../../carriers';
import { ADMINS, defineNotice, user } from '../notice';

export const controlClaimedTwiceNotice = defineNotice({
  on: controlClaimedTwice,
  kind: 'CONTROL_CLAIMED_TWICE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ claimant, others }) => [user(claimant.userId), ...others.map(({ userId }) => user(userId)), ADMINS],
  title: ({ usdot }) => `Two people have proved control of one company: USDOT ${usdot}`,
  text: ({ claimant, others }, { reader }) =>
    reader === 'ADMIN'
      ? [
          `The new claim is at level ${claimant.level}; the other is at level ` +
            `${others.map(({ level }) => level).join(', ')}.`,
          'The higher proof wins the listing. Look at both.',
        ]
      : [
          'The company can be for sale in one listing only, and the higher proof of control wins it.',
          'If the company is yours, ask for a review of your evidence, or contest who controls it; an administrator decides.',
        ],
  link: ({ usdot }) => ({ type: 'CARRIER', id: String(usdot), title: `USDOT ${usdot}` }),
});
