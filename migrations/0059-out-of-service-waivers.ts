/** Waivers: administrators record that an old or rescinded out-of-service order does not stop a carrier. */
import type { Migration } from '../src/platform/db/migrate';

export const outOfServiceWaivers: Migration = {
  name: '0059-out-of-service-waivers',
  async up({ words: w, run }) {
    await run(`CREATE TABLE out_of_service_waivers (
      id ${w.id} NOT NULL PRIMARY KEY,
      usdot ${w.integer} NOT NULL,
      orderedOn ${w.key(10)} NULL,
      reason ${w.text(2_000)} NOT NULL,
      grantedBy ${w.id} NOT NULL,
      grantedAt ${w.big} NOT NULL,
      endsAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      endedBy ${w.id} NULL,
      endedBecause ${w.text(2_000)} NULL,
      CONSTRAINT out_of_service_waivers_ends CHECK (endsAt > grantedAt),
      CONSTRAINT out_of_service_waivers_ended CHECK ((endedAt IS NULL) = (endedBy IS NULL)),
      FOREIGN KEY (grantedBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX out_of_service_waivers_of ON out_of_service_waivers (usdot, grantedAt, id)');
    await run('CREATE INDEX out_of_service_waivers_newest ON out_of_service_waivers (grantedAt, id)');
  },
};
