/** A listing keeps until when its buyer has it alone, and a change that waits for its review while the listing stays live. */
import type { Migration } from '../src/platform/db/migrate';

/** The end of the year 9999: deals that began before exclude other buyers as long as they run. */
const NEVER = 253_402_300_799_000;

export const liveChanges: Migration = {
  name: '0053-live-changes',
  async up({ words: w, run }) {
    await run(`ALTER TABLE listings ADD COLUMN exclusiveUntil ${w.big} NULL`);
    await run(`ALTER TABLE listings ADD COLUMN pendingChange ${w.longText} NULL`);
    await run(`ALTER TABLE listings ADD COLUMN changeSubmittedAt ${w.big} NULL`);
    await run(`UPDATE listings SET exclusiveUntil = :never WHERE status = 'RESERVED'`, { never: NEVER });
    await run('CREATE INDEX listings_exclusive ON listings (exclusiveUntil)');
    await run('CREATE INDEX listings_changed ON listings (changeSubmittedAt, id)');
  },
};
