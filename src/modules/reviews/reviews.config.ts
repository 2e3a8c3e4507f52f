/** What reviews reads of the environment. */
import { configSlice, isOn, switchOf } from '../../platform/kernel/config-slice';

export const reviewsConfig = configSlice({
  variables: { FEATURE_REVIEWS: isOn },
  settings: {
    FEATURE_REVIEWS: switchOf('New reviews', 'Off: nobody writes a review. Those that there are stay.'),
  },
});
