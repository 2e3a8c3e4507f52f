/** The side that made a proposal can withdraw it; those that are open are found by their age. */
import type { Migration } from '../src/platform/db/migrate';

export const withdrawnProposals: Migration = {
  name: '0122-withdrawn-proposals',
  async up({ run, replaceCheck }) {
    await run('CREATE INDEX transaction_proposals_age ON transaction_proposals (isOpen, createdAt, id)');
    await replaceCheck(
      'transaction_proposals',
      'transaction_proposals_status',
      `(status = 'OPEN' AND closedAt IS NULL)
        OR (status IN ('AGREED', 'REPLACED', 'LAPSED', 'WITHDRAWN') AND closedAt IS NOT NULL)`,
    );
  },
};
