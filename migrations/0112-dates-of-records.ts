/** The orders of administrators' lists: by date, over all rows or those of a span. */
import type { Migration } from '../src/platform/db/migrate';

const DATES = [
  ['listings', 'createdAt'],
  ['transactions', 'openedAt'],
  ['documents', 'createdAt'],
  ['verifications', 'submittedAt'],
  ['premium_requests', 'requestedAt'],
  ['premium_access_requests', 'requestedAt'],
  ['reports', 'openedAt'],
  ['unassigned_money', 'bookedAt'],
  ['outside_refunds', 'foundAt'],
  ['broker_mandates', 'givenAt'],
] as const;

export const datesOfRecords: Migration = {
  name: '0112-dates-of-records',
  async up({ run }) {
    for (const [table, at] of DATES) await run(`CREATE INDEX ${table}_by_date ON ${table} (${at}, id)`);
  },
};
