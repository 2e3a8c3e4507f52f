/** Conversations, the two sides of each, their messages and the reports about them. `support` stands for the operators. */
import type { Migration } from '../src/platform/db/migrate';

export const messages: Migration = {
  name: '0063-messages',
  async up({ words: w, run }) {
    await run(`CREATE TABLE conversations (
      id ${w.id} NOT NULL PRIMARY KEY,
      pairKey ${w.key(80)} NOT NULL,
      messageCount ${w.integer} NOT NULL,
      createdAt ${w.big} NOT NULL,
      CONSTRAINT conversations_pair UNIQUE (pairKey)
    ) ${w.tableEnd}`);
    await run(`CREATE TABLE conversation_sides (
      memberId ${w.key(36)} NOT NULL,
      partnerId ${w.key(36)} NOT NULL,
      conversationId ${w.id} NOT NULL,
      lastMessageAt ${w.big} NOT NULL,
      unreadSince ${w.big} NULL,
      blockedAt ${w.big} NULL,
      noticeDueAt ${w.big} NULL,
      noticedAt ${w.big} NULL,
      PRIMARY KEY (memberId, partnerId),
      FOREIGN KEY (conversationId) REFERENCES conversations (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX conversation_sides_of ON conversation_sides (conversationId)');
    await run(
      'CREATE INDEX conversation_sides_latest ON conversation_sides (memberId, lastMessageAt, partnerId)',
    );
    await run('CREATE INDEX conversation_sides_waiting ON conversation_sides (memberId, unreadSince)');
    await run('CREATE INDEX conversation_sides_due ON conversation_sides (noticeDueAt)');
    await run(`CREATE TABLE messages (
      id ${w.id} NOT NULL PRIMARY KEY,
      conversationId ${w.id} NOT NULL,
      seq ${w.integer} NOT NULL,
      fromId ${w.key(36)} NOT NULL,
      toId ${w.key(36)} NOT NULL,
      byUserId ${w.id} NOT NULL,
      listingId ${w.id} NULL,
      transactionId ${w.id} NULL,
      content ${w.longText} NOT NULL,
      masked ${w.longText} NULL,
      warned ${w.flag} NOT NULL,
      createdAt ${w.big} NOT NULL,
      readAt ${w.big} NULL,
      deletedAt ${w.big} NULL,
      erasedAt ${w.big} NULL,
      CONSTRAINT messages_seq UNIQUE (conversationId, seq),
      CONSTRAINT messages_erased CHECK (erasedAt IS NULL OR deletedAt IS NOT NULL),
      FOREIGN KEY (conversationId) REFERENCES conversations (id),
      FOREIGN KEY (byUserId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX messages_unread ON messages (toId, readAt, conversationId)');
    await run('CREATE INDEX messages_sent ON messages (fromId, id)');
    await run('CREATE INDEX messages_received ON messages (toId, id)');
    await run('CREATE INDEX messages_of_deal ON messages (transactionId, seq)');
    await run('CREATE INDEX messages_to_erase ON messages (erasedAt, deletedAt, id)');
    await run(`CREATE TABLE conversation_reports (
      id ${w.id} NOT NULL PRIMARY KEY,
      conversationId ${w.id} NOT NULL,
      reporterId ${w.id} NOT NULL,
      reportedId ${w.id} NOT NULL,
      reason ${w.text(2_000)} NOT NULL,
      state ${w.key(10)} NOT NULL,
      openedAt ${w.big} NOT NULL,
      closedAt ${w.big} NULL,
      decidedBy ${w.id} NULL,
      decision ${w.text(2_000)} NULL,
      CONSTRAINT conversation_reports_state CHECK (state IN ('OPEN', 'UPHELD', 'DISMISSED')),
      CONSTRAINT conversation_reports_closed CHECK ((state = 'OPEN') = (closedAt IS NULL)),
      FOREIGN KEY (conversationId) REFERENCES conversations (id),
      FOREIGN KEY (reporterId) REFERENCES users (id),
      FOREIGN KEY (reportedId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX conversation_reports_open ON conversation_reports (state, openedAt, id)');
    await run('CREATE INDEX conversation_reports_of ON conversation_reports (conversationId, state)');
  },
};
