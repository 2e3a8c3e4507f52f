/** What was handed in with a move of a deal. */
import type { Migration } from '../src/platform/db/migrate';

export const documentsOfMoves: Migration = {
  name: '0076-documents-of-moves',
  async up({ words: w, run }) {
    await run(`ALTER TABLE transaction_moves ADD COLUMN documentIds ${w.longText} NULL`);
  },
};
