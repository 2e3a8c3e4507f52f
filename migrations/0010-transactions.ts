/** Sales in escrow: the deal, its immutable timeline, its checklist, its proposals, and the payments it took in. */
import type { Migration, MigrationTools } from '../src/platform/db/migrate';

const STATES = `'AWAITING_DEPOSIT', 'IN_REVIEW', 'BUYER_APPROVED', 'SELLER_APPROVED', 'ADMIN_FINAL_REVIEW',
  'PAYMENT_PENDING', 'TRANSFER_IN_PROGRESS', 'INSPECTION', 'DISPUTED', 'COMPLETED', 'CANCELLED'`;
const ENDED = `'COMPLETED', 'CANCELLED'`;

export const transactions: Migration = {
  name: '0010-transactions',
  async up(tools) {
    await createTransactions(tools);
    await createMoves(tools);
    await createChecklist(tools);
    await createProposals(tools);
    await createReceipts(tools);
  },
};

async function createTransactions({ words: w, run }: MigrationTools): Promise<void> {
  // `isOpen` is NULL once the deal has ended, so that a listing has one open deal at most.
  await run(`CREATE TABLE transactions (
    id ${w.id} NOT NULL PRIMARY KEY,
    offerId ${w.id} NOT NULL,
    listingId ${w.id} NOT NULL,
    listingTitle ${w.text(200)} NOT NULL,
    buyerId ${w.id} NOT NULL,
    sellerId ${w.id} NOT NULL,
    usdot ${w.integer} NOT NULL,
    carrierReportId ${w.id} NOT NULL,
    processVersion ${w.key(20)} NOT NULL,
    state ${w.key(24)} NOT NULL CHECK (state IN (${STATES})),
    dealStructure ${w.key(40)} NOT NULL,
    priceCents ${w.big} NOT NULL CHECK (priceCents > 0),
    depositCents ${w.big} NOT NULL CHECK (depositCents > 0),
    feeCents ${w.big} NOT NULL CHECK (feeCents >= 0),
    holdbackCents ${w.big} NOT NULL CHECK (holdbackCents >= 0),
    holdbackDays ${w.integer} NOT NULL CHECK (holdbackDays > 0),
    terms ${w.longText} NOT NULL,
    termsHash ${w.key(64)} NOT NULL,
    buyerAcceptedTermsAt ${w.big} NULL,
    sellerAcceptedTermsAt ${w.big} NULL,
    depositReceivedAt ${w.big} NULL,
    buyerApprovedAt ${w.big} NULL,
    sellerApprovedAt ${w.big} NULL,
    wait ${w.key(20)} NULL,
    waitSince ${w.big} NULL,
    deadlineAt ${w.big} NULL,
    remindAt ${w.big} NULL,
    wakeAt ${w.big} NULL,
    heldSince ${w.big} NULL,
    holdReason ${w.text(2000)} NULL,
    version ${w.integer} NOT NULL,
    openedAt ${w.big} NOT NULL,
    endedAt ${w.big} NULL,
    isOpen ${w.flag} GENERATED ALWAYS AS (CASE WHEN endedAt IS NULL THEN 1 END) STORED,
    CHECK (buyerId <> sellerId),
    CHECK (depositCents <= priceCents),
    CHECK (feeCents + holdbackCents <= priceCents),
    CHECK ((endedAt IS NULL AND state NOT IN (${ENDED})) OR (endedAt IS NOT NULL AND state IN (${ENDED}))),
    CHECK ((wait IS NULL AND deadlineAt IS NULL) OR (wait IS NOT NULL AND deadlineAt IS NOT NULL)),
    CHECK (wakeAt IS NULL OR deadlineAt IS NOT NULL),
    CHECK ((heldSince IS NULL AND holdReason IS NULL) OR (heldSince IS NOT NULL AND holdReason IS NOT NULL)),
    FOREIGN KEY (offerId) REFERENCES offers (id),
    FOREIGN KEY (listingId) REFERENCES listings (id),
    FOREIGN KEY (buyerId) REFERENCES users (id),
    FOREIGN KEY (sellerId) REFERENCES users (id)
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX transactions_of_offer ON transactions (offerId)');
  await run('CREATE UNIQUE INDEX transactions_one_open ON transactions (isOpen, listingId)');
  await run('CREATE INDEX transactions_of_buyer ON transactions (buyerId, id)');
  await run('CREATE INDEX transactions_of_seller ON transactions (sellerId, id)');
  await run('CREATE INDEX transactions_in_state ON transactions (state, id)');
  await run('CREATE INDEX transactions_due ON transactions (wakeAt, id)');
}

async function createMoves({ words: w, run, makeInsertOnly }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE transaction_moves (
    id ${w.id} NOT NULL PRIMARY KEY,
    transactionId ${w.id} NOT NULL,
    seq ${w.integer} NOT NULL CHECK (seq > 0),
    move ${w.key(30)} NOT NULL,
    fromState ${w.key(24)} NULL CHECK (fromState IN (${STATES})),
    toState ${w.key(24)} NOT NULL CHECK (toState IN (${STATES})),
    mover ${w.key(10)} NOT NULL CHECK (mover IN ('BUYER', 'SELLER', 'ADMIN', 'PAYMENT', 'TIMER', 'WATCH')),
    userId ${w.id} NULL,
    says ${w.text(300)} NOT NULL,
    inHouse ${w.flag} NOT NULL CHECK (inHouse IN (0, 1)),
    reason ${w.text(2000)} NULL,
    detail ${w.longText} NOT NULL,
    createdAt ${w.big} NOT NULL,
    CHECK ((seq = 1 AND fromState IS NULL) OR (seq > 1 AND fromState IS NOT NULL)),
    CHECK ((userId IS NULL AND mover IN ('PAYMENT', 'TIMER', 'WATCH'))
      OR (userId IS NOT NULL AND mover IN ('BUYER', 'SELLER', 'ADMIN'))),
    FOREIGN KEY (transactionId) REFERENCES transactions (id)
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX transaction_moves_timeline ON transaction_moves (transactionId, seq)');
  await makeInsertOnly('transaction_moves');
}

async function createChecklist({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE transaction_checklist_items (
    id ${w.id} NOT NULL PRIMARY KEY,
    transactionId ${w.id} NOT NULL,
    position ${w.integer} NOT NULL,
    code ${w.key(40)} NOT NULL,
    title ${w.text(200)} NOT NULL,
    owner ${w.key(10)} NOT NULL CHECK (owner IN ('BUYER', 'SELLER', 'PLATFORM')),
    phase ${w.key(20)} NOT NULL CHECK (phase IN ('DUE_DILIGENCE', 'PRE_CLOSING', 'CLOSING', 'POST_CLOSING')),
    dueDays ${w.integer} NOT NULL CHECK (dueDays > 0),
    dueAfter ${w.key(20)} NOT NULL CHECK (dueAfter IN ('OPENING', 'PRICE_PAID', 'TRANSFER')),
    evidenceRequired ${w.flag} NOT NULL CHECK (evidenceRequired IN (0, 1)),
    conditional ${w.flag} NOT NULL CHECK (conditional IN (0, 1)),
    source ${w.text(300)} NOT NULL,
    status ${w.key(20)} NOT NULL CHECK (status IN ('OPEN', 'DONE', 'NOT_APPLICABLE')),
    evidence ${w.text(1000)} NULL,
    note ${w.text(2000)} NULL,
    changedAt ${w.big} NULL,
    changedBy ${w.id} NULL,
    CHECK (status <> 'DONE' OR evidenceRequired = 0 OR evidence IS NOT NULL),
    CHECK (status <> 'NOT_APPLICABLE' OR (conditional = 1 AND note IS NOT NULL)),
    FOREIGN KEY (transactionId) REFERENCES transactions (id)
  ) ${w.tableEnd}`);
  await run(
    'CREATE UNIQUE INDEX transaction_checklist_order ON transaction_checklist_items (transactionId, position)',
  );
  await run(
    'CREATE UNIQUE INDEX transaction_checklist_code ON transaction_checklist_items (transactionId, code)',
  );
}

async function createProposals({ words: w, run }: MigrationTools): Promise<void> {
  // `isOpen` is NULL once the proposal is closed, so that of each kind one at most is open.
  await run(`CREATE TABLE transaction_proposals (
    id ${w.id} NOT NULL PRIMARY KEY,
    transactionId ${w.id} NOT NULL,
    kind ${w.key(20)} NOT NULL CHECK (kind IN ('EXTENSION', 'CANCELLATION', 'SETTLEMENT', 'DECISION')),
    side ${w.key(10)} NOT NULL CHECK (side IN ('BUYER', 'SELLER', 'ADMIN')),
    userId ${w.id} NOT NULL,
    outcome ${w.key(20)} NULL CHECK (outcome IN (${ENDED})),
    buyerCents ${w.big} NULL CHECK (buyerCents >= 0),
    sellerCents ${w.big} NULL CHECK (sellerCents >= 0),
    days ${w.integer} NULL CHECK (days > 0),
    reason ${w.text(2000)} NULL,
    status ${w.key(10)} NOT NULL CHECK (status IN ('OPEN', 'AGREED', 'REPLACED', 'LAPSED')),
    createdAt ${w.big} NOT NULL,
    closedAt ${w.big} NULL,
    isOpen ${w.flag} GENERATED ALWAYS AS (CASE WHEN status = 'OPEN' THEN 1 END) STORED,
    CHECK ((kind IN ('SETTLEMENT', 'DECISION') AND outcome IS NOT NULL AND buyerCents IS NOT NULL
        AND sellerCents IS NOT NULL AND days IS NULL)
      OR (kind = 'EXTENSION' AND outcome IS NULL AND buyerCents IS NULL AND sellerCents IS NULL
        AND days IS NOT NULL)
      OR (kind = 'CANCELLATION' AND outcome IS NULL AND buyerCents IS NULL AND sellerCents IS NULL
        AND days IS NULL)),
    CHECK ((status = 'OPEN' AND closedAt IS NULL) OR (status <> 'OPEN' AND closedAt IS NOT NULL)),
    CHECK ((kind = 'DECISION' AND side = 'ADMIN') OR (kind <> 'DECISION' AND side <> 'ADMIN')),
    FOREIGN KEY (transactionId) REFERENCES transactions (id)
  ) ${w.tableEnd}`);
  await run(
    'CREATE UNIQUE INDEX transaction_proposals_one_open ON transaction_proposals (isOpen, transactionId, kind)',
  );
  await run('CREATE INDEX transaction_proposals_of ON transaction_proposals (transactionId, createdAt, id)');
}

async function createReceipts({ words: w, run, makeInsertOnly }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE transaction_receipts (
    paymentId ${w.id} NOT NULL PRIMARY KEY,
    transactionId ${w.id} NOT NULL,
    purpose ${w.key(20)} NOT NULL CHECK (purpose IN ('DEPOSIT', 'FINAL_PAYMENT')),
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    fate ${w.key(10)} NOT NULL CHECK (fate IN ('ESCROW', 'RETURNED')),
    receivedAt ${w.big} NOT NULL,
    FOREIGN KEY (transactionId) REFERENCES transactions (id)
  ) ${w.tableEnd}`);
  await run(
    'CREATE INDEX transaction_receipts_of ON transaction_receipts (transactionId, receivedAt, paymentId)',
  );
  await makeInsertOnly('transaction_receipts');
}
