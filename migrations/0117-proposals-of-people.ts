/** Open proposals are found by who made them; a first word that is taken back is no replaced one. */
import type { Migration } from '../src/platform/db/migrate';

export const proposalsOfPeople: Migration = {
  name: '0117-proposals-of-people',
  async up({ run, replaceCheck }) {
    await run('CREATE INDEX transaction_proposals_by ON transaction_proposals (userId, isOpen)');
    await run('CREATE INDEX approvals_first ON approvals (firstId, status)');
    await replaceCheck(
      'approvals',
      'approvals_status',
      "status IN ('OPEN', 'AGREED', 'REPLACED', 'WITHDRAWN')",
    );
  },
};
