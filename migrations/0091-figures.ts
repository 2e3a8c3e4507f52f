/** Figures: how often what happened on which day, and how much it came to. */
import type { Migration } from '../src/platform/db/migrate';

export const figures: Migration = {
  name: '0091-figures',
  async up({ words: w, run }) {
    await run(`CREATE TABLE figures (
      day ${w.key(10)} NOT NULL,
      metric ${w.key(60)} NOT NULL,
      slice ${w.key(40)} NOT NULL,
      times ${w.big} NOT NULL,
      amount ${w.big} NOT NULL,
      PRIMARY KEY (day, metric, slice)
    ) ${w.tableEnd}`);
  },
};
