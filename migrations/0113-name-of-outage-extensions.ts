/** The move that gives back the time of an outage is named by what it does: in the deals' histories and in the log. */
import type { Migration } from '../src/platform/db/migrate';

const FORMER = 'HOUSE_WAS_AWAY';
const NAME = 'EXTENDED_AFTER_OUTAGE';

export const nameOfOutageExtensions: Migration = {
  name: '0113-name-of-outage-extensions',
  async up({ run, makeInsertOnly }) {
    for (const verb of ['update', 'delete']) await run(`DROP TRIGGER IF EXISTS transaction_moves_no_${verb}`);
    await run(`UPDATE transaction_moves SET move = '${NAME}' WHERE move = '${FORMER}'`);
    await makeInsertOnly('transaction_moves');
    await run(`UPDATE events SET payload = REPLACE(payload, '"${FORMER}"', '"${NAME}"')
      WHERE payload LIKE '%"${FORMER}"%'`);
  },
};
