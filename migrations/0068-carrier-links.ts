/** An index of FMCSA's open files: what carriers share with each other, as keyed hashes, and how far each file was loaded. */
import type { Migration } from '../src/platform/db/migrate';

export const carrierLinks: Migration = {
  name: '0068-carrier-links',
  async up({ words: w, run }) {
    await run(`CREATE TABLE carrier_file_loads (
      id ${w.id} NOT NULL PRIMARY KEY,
      number ${w.integer} NOT NULL,
      kind ${w.key(10)} NOT NULL,
      fileName ${w.text(200)} NOT NULL,
      fileBytes ${w.big} NOT NULL,
      fingerprint ${w.key(64)} NOT NULL,
      status ${w.key(10)} NOT NULL,
      rowsDone ${w.big} NOT NULL,
      rowsSkipped ${w.big} NOT NULL,
      bytesDone ${w.big} NOT NULL,
      startedAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      CONSTRAINT carrier_file_loads_kind CHECK (kind IN ('CENSUS', 'ORDERS', 'VEHICLES')),
      CONSTRAINT carrier_file_loads_status CHECK (status IN ('RUNNING', 'DONE', 'GIVEN_UP'))
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX carrier_file_loads_number ON carrier_file_loads (number)');
    await run('CREATE INDEX carrier_file_loads_of ON carrier_file_loads (fingerprint, status)');

    await run(`CREATE TABLE carrier_census (
      usdot ${w.integer} NOT NULL PRIMARY KEY,
      legalName ${w.text(200)} NOT NULL,
      state ${w.text(2)} NOT NULL,
      standing ${w.key(16)} NOT NULL,
      addedOn ${w.key(10)} NOT NULL,
      formerUsdot ${w.integer} NOT NULL,
      linkKeys ${w.text(400)} NOT NULL,
      loadNumber ${w.integer} NOT NULL
    ) ${w.tableEnd}`);
    await run('CREATE INDEX carrier_census_loads ON carrier_census (loadNumber)');

    await run(`CREATE TABLE carrier_census_orders (
      usdot ${w.integer} NOT NULL PRIMARY KEY,
      orderedOn ${w.key(10)} NOT NULL,
      loadNumber ${w.integer} NOT NULL
    ) ${w.tableEnd}`);

    await run(`CREATE TABLE carrier_link_keys (
      keyHash ${w.key(22)} NOT NULL,
      usdot ${w.integer} NOT NULL,
      PRIMARY KEY (keyHash, usdot)
    ) ${w.tableEnd}`);

    await run(`CREATE TABLE carrier_vins (
      usdot ${w.integer} NOT NULL,
      keyHash ${w.key(22)} NOT NULL,
      PRIMARY KEY (usdot, keyHash)
    ) ${w.tableEnd}`);

    await run('CREATE INDEX carrier_snapshots_ein ON carrier_snapshots (einHash, usdot)');
  },
};
