/** How much of the invoice of a period has been given back since. */
import type { Migration } from '../src/platform/db/migrate';

export const givenBackOfPeriods: Migration = {
  name: '0097-given-back-of-periods',
  async up({ words: w, run }) {
    await run(`ALTER TABLE subscription_periods ADD COLUMN givenBackCents ${w.big} NOT NULL DEFAULT 0`);
  },
};
