/** What the operators' overviews read of the environment. */
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';

export type AdminConfig = ConfigOf<typeof adminConfig>;

export const adminConfig = configSlice({
  variables: {
    /** Who claims what waits in a queue has it for so long, unless they claim it again. */
    QUEUE_CLAIM_MINUTES: count(1, 24 * 60).default(60),
  },
});
