/** The trucks and trailers of listings. */
import type { Migration } from '../src/platform/db/migrate';

export const equipment: Migration = {
  name: '0094-equipment',
  async up({ words: w, run }) {
    await run(`CREATE TABLE listing_equipment (
      id ${w.id} NOT NULL PRIMARY KEY,
      listingId ${w.id} NOT NULL,
      vehicle ${w.key(10)} NOT NULL,
      kind ${w.key(20)} NOT NULL,
      make ${w.text(40)} NOT NULL,
      model ${w.text(40)} NULL,
      year ${w.integer} NOT NULL,
      mileage ${w.integer} NULL,
      \`condition\` ${w.key(20)} NOT NULL,
      vin ${w.key(17)} NULL,
      photoIds ${w.longText} NOT NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      CONSTRAINT listing_equipment_vehicle CHECK (vehicle IN ('TRUCK', 'TRAILER')),
      FOREIGN KEY (listingId) REFERENCES listings (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX listing_equipment_of ON listing_equipment (listingId, id)');
    await run('CREATE UNIQUE INDEX listing_equipment_vin ON listing_equipment (listingId, vin)');
  },
};
