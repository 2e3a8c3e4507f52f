/** Tells who bought a company here, and the admins, that somebody else wanted to list it. */
import { soldCompanyClaimed } from '../../listings';
import { ADMINS, defineNotice, user } from '../notice';

export const soldCompanyClaimedNotice = defineNotice({
  on: soldCompanyClaimed,
  kind: 'SOLD_COMPANY_CLAIMED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [user(buyerId), ADMINS],
  title: ({ usdot }) => `Somebody else wanted to list a company that was sold here: USDOT ${usdot}`,
  text: (_, { reader }) =>
    reader === 'ADMIN'
      ? [
          'They have shown a proof of control, and were refused. Look at who they are, and at what they showed.',
        ]
      : [
          'You bought the company here, so their listing was refused. You have nothing to undo.',
          'Somebody still reads the mailbox in the federal record, or has papers of the company. Have FMCSA name your own ' +
            'e-mail address and telephone number, and prove control of the company yourself.',
        ],
  link: ({ usdot }) => ({ type: 'CARRIER', id: String(usdot), title: `USDOT ${usdot}` }),
});
