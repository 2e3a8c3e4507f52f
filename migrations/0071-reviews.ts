/** Completed deals that can be reviewed, and what each side of them wrote of the other. */
import type { Migration } from '../src/platform/db/migrate';

export const reviews: Migration = {
  name: '0071-reviews',
  async up({ words: w, run }) {
    await run(`CREATE TABLE reviewed_deals (
      transactionId ${w.id} NOT NULL PRIMARY KEY,
      listingId ${w.id} NOT NULL,
      listingTitle ${w.text(200)} NOT NULL,
      buyerId ${w.id} NOT NULL,
      sellerId ${w.id} NOT NULL,
      completedAt ${w.big} NOT NULL,
      closesAt ${w.big} NOT NULL,
      revealAt ${w.big} NULL,
      remindAt ${w.big} NULL,
      FOREIGN KEY (transactionId) REFERENCES transactions (id),
      FOREIGN KEY (buyerId) REFERENCES users (id),
      FOREIGN KEY (sellerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX reviewed_deals_bought ON reviewed_deals (buyerId, closesAt, transactionId)');
    await run('CREATE INDEX reviewed_deals_sold ON reviewed_deals (sellerId, closesAt, transactionId)');
    await run('CREATE INDEX reviewed_deals_reveal ON reviewed_deals (revealAt, transactionId)');
    await run('CREATE INDEX reviewed_deals_remind ON reviewed_deals (remindAt, transactionId)');
    await run(`CREATE TABLE reviews (
      id ${w.id} NOT NULL PRIMARY KEY,
      transactionId ${w.id} NOT NULL,
      authorId ${w.id} NOT NULL,
      subjectId ${w.id} NOT NULL,
      part ${w.key(6)} NOT NULL,
      stars ${w.integer} NOT NULL,
      content ${w.longText} NOT NULL,
      masked ${w.longText} NULL,
      createdAt ${w.big} NOT NULL,
      changedAt ${w.big} NULL,
      shownAt ${w.big} NULL,
      hiddenAt ${w.big} NULL,
      hiddenReason ${w.text(2_000)} NULL,
      reply ${w.longText} NULL,
      replyMasked ${w.longText} NULL,
      repliedAt ${w.big} NULL,
      replyHiddenAt ${w.big} NULL,
      replyHiddenReason ${w.text(2_000)} NULL,
      CONSTRAINT reviews_once UNIQUE (transactionId, authorId),
      CONSTRAINT reviews_stars CHECK (stars BETWEEN 1 AND 5),
      CONSTRAINT reviews_part CHECK (part IN ('BUYER', 'SELLER')),
      CONSTRAINT reviews_of_another CHECK (authorId <> subjectId),
      CONSTRAINT reviews_hidden CHECK (hiddenAt IS NULL OR shownAt IS NOT NULL),
      CONSTRAINT reviews_replied CHECK ((reply IS NULL) = (repliedAt IS NULL)),
      FOREIGN KEY (transactionId) REFERENCES reviewed_deals (transactionId),
      FOREIGN KEY (authorId) REFERENCES users (id),
      FOREIGN KEY (subjectId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX reviews_about ON reviews (subjectId, shownAt, id)');
    await run('CREATE INDEX reviews_by ON reviews (authorId, createdAt, id)');
    await run('CREATE INDEX reviews_shown ON reviews (shownAt, id)');
  },
};
