/** What offers reads of the environment. */
import { configSlice, isOn, limitOf, requests, switchOf } from '../../platform/kernel/config-slice';

export const offersConfig = configSlice({
  variables: { FEATURE_NEW_OFFERS: isOn, LIMIT_OFFER_CREATION: requests(20) },
  settings: {
    FEATURE_NEW_OFFERS: switchOf(
      'New offers',
      'Off: nobody makes an offer. Those that wait are answered, and deals go on.',
    ),
    LIMIT_OFFER_CREATION: limitOf('New offers an hour', 'Of a person.'),
  },
});
