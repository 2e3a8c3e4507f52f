/** What payouts reads of the environment. */
import { type ConfigOf, configSlice, secret } from '../../platform/kernel/config-slice';

export type PayoutsConfig = ConfigOf<typeof payoutsConfig>;

export const payoutsConfig = configSlice({
  variables: {
    /** Seals sellers' bank accounts. */
    BANK_ACCOUNT_SECRET: secret.optional(),
  },
  requiredInProduction: ['BANK_ACCOUNT_SECRET'],
  secrets: ['BANK_ACCOUNT_SECRET'],
  fillIn: ({ BANK_ACCOUNT_SECRET }, { makeUp }) => ({
    BANK_ACCOUNT_SECRET: BANK_ACCOUNT_SECRET ?? makeUp('BANK_ACCOUNT_SECRET'),
  }),
});
