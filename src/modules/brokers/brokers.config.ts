/** What brokers reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count, isOn, switchOf } from '../../platform/kernel/config-slice';

export type BrokersConfig = ConfigOf<typeof brokersConfig>;

export const brokersConfig = configSlice({
  variables: {
    /** Both sides may have one: two halves are the whole fee. */
    BROKER_SHARE_BASIS_POINTS: count(0, 5_000).default(2_000),
    FEATURE_BROKERS: isOn,
  },
  settings: {
    FEATURE_BROKERS: switchOf(
      'New mandates',
      'Off: nobody gives or accepts a mandate. Those that run go on.',
    ),
    BROKER_SHARE_BASIS_POINTS: {
      ...{ group: 'Deals', title: 'Share of a broker', kind: 'basis_points', money: true },
      description:
        'In hundredths of a percent of our fee, for the broker of each side. Deals that are open keep theirs.',
    },
  },
  shown: {
    fields: {
      brokerShareBasisPoints: z
        .int()
        .describe('What the broker of a side has of the fee of a sale, in hundredths of a percent of it.'),
    },
    of: (config) => ({ brokerShareBasisPoints: config.BROKER_SHARE_BASIS_POINTS }),
  },
});
