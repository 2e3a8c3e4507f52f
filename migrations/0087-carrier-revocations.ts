/** When carriers lost their authority, from the open files, beside the index of what they share. */
import type { Migration } from '../src/platform/db/migrate';

export const carrierRevocations: Migration = {
  name: '0087-carrier-revocations',
  async up({ words: w, run, replaceCheck }) {
    await run(`CREATE TABLE carrier_revocations (
      usdot ${w.integer} NOT NULL PRIMARY KEY,
      revokedOn ${w.key(10)} NOT NULL
    ) ${w.tableEnd}`);
    await replaceCheck(
      'carrier_file_loads',
      'carrier_file_loads_kind',
      "kind IN ('CENSUS', 'ORDERS', 'VEHICLES', 'AUTHORITY')",
    );
  },
};
