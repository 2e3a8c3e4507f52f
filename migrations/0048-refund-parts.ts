/** Refunds that are parted, and refunds that are taken back into the deal; one dispute may settle several. */
import type { Migration } from '../src/platform/db/migrate';

const KEPT = [
  ...['id', 'refundKey', 'paymentId', 'gateway', 'amountCents', 'fromAccount', 'reason', 'status', 'attempt'],
  ...['gatewayRefundId', 'failureReason', 'bankReference', 'checkAt', 'requestedAt', 'updatedAt', 'endedAt'],
];

export const refundParts: Migration = {
  name: '0048-refund-parts',
  up: ({ words: w, remakeTable }) =>
    remakeTable('refunds', {
      definition: `
        id ${w.id} NOT NULL PRIMARY KEY,
        refundKey ${w.key(190)} NOT NULL,
        paymentId ${w.id} NOT NULL,
        gateway ${w.key(20)} NULL,
        amountCents ${w.big} NOT NULL,
        partedFromId ${w.id} NULL,
        partedCents ${w.big} NOT NULL DEFAULT 0,
        fromAccount ${w.key(120)} NOT NULL,
        reason ${w.text(500)} NOT NULL,
        status ${w.key(20)} NOT NULL,
        attempt ${w.integer} NOT NULL,
        gatewayRefundId ${w.key(120)} NULL,
        failureReason ${w.text(500)} NULL,
        bankReference ${w.key(140)} NULL,
        checkAt ${w.big} NULL,
        requestedAt ${w.big} NOT NULL,
        updatedAt ${w.big} NOT NULL,
        endedAt ${w.big} NULL,
        FOREIGN KEY (paymentId) REFERENCES payments (id)`,
      from: Object.fromEntries(KEPT.map((column) => [column, column])),
      checks: {
        refunds_amount: 'amountCents > 0',
        refunds_attempt: 'attempt >= 1',
        refunds_status: `status IN ('REQUESTED', 'PENDING', 'AWAITING_WIRE', 'SUCCEEDED', 'NEEDS_ATTENTION', 'TAKEN_BACK')`,
      },
      indexes: [
        'CREATE UNIQUE INDEX refunds_key ON refunds (refundKey)',
        'CREATE UNIQUE INDEX refunds_gateway_refund ON refunds (gatewayRefundId, gateway)',
        'CREATE INDEX refunds_bank_reference ON refunds (bankReference)',
        'CREATE INDEX refunds_payment ON refunds (paymentId)',
        'CREATE INDEX refunds_status ON refunds (status, requestedAt, id)',
        'CREATE INDEX refunds_requested ON refunds (requestedAt, id)',
        'CREATE INDEX refunds_check ON refunds (checkAt)',
      ],
    }),
};
