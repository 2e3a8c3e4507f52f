/** Tells those who hold a proof of control that it is contested, and the admins that they have to decide. */
import { controlContested } from '../../carriers';
import { ADMINS, defineNotice, user } from '../notice';

export const controlContestedNotice = defineNotice({
  on: controlContested,
  kind: 'CONTROL_CONTESTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ holderIds }) => [...holderIds.map(user), ADMINS],
  queue: () => 'CONTROL_CONTEST',
  title: ({ usdot }) => `Control of a company is contested: USDOT ${usdot}`,
  text: (_, { reader }) =>
    reader === 'ADMIN'
      ? ['Look at what both sides show, and decide the contest.']
      : [
          'Someone else says that the company is theirs. Nothing changes until an administrator has decided.',
          'If you have more to show, ask for a review of your evidence now.',
        ],
  link: ({ usdot }) => ({ type: 'CARRIER', id: String(usdot), title: `USDOT ${usdot}` }),
});
