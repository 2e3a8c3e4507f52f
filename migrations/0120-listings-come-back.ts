/** How a listing comes back from a deal or a suspension: with the time that it lost, and paused where it was. */
import type { Migration } from '../src/platform/db/migrate';

export const listingsComeBack: Migration = {
  name: '0120-listings-come-back',
  async up({ words: w, run }) {
    await run(`ALTER TABLE listings ADD COLUMN reservedAt ${w.big} NULL`);
    await run(`ALTER TABLE listings ADD COLUMN comesBackPaused ${w.flag} NOT NULL DEFAULT 0`);
    // Nothing but its reservation has changed most of them since.
    await run("UPDATE listings SET reservedAt = updatedAt WHERE status = 'RESERVED'");
  },
};
