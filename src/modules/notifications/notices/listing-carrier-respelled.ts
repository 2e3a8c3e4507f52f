/** Asks admins to look at a listed carrier whose name the federal record spells otherwise. */
import { carrierRespelled } from '../../listings';
import { ADMINS, defineNotice } from '../notice';
import { headline } from '../notice.words';

export const carrierRespelledNotice = defineNotice({
  on: carrierRespelled,
  kind: 'LISTING_CARRIER_RESPELLED',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: () => [ADMINS],
  title: ({ title }) => headline('A carrier’s name is spelled differently', title),
  text: ({ before, after }) => [
    `FMCSA’s record reads “${after}” where it read “${before}”.`,
    'The listing stays as it is. Check whether it is still the same company.',
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
