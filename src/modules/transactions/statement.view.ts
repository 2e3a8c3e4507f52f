/** A closing statement on the wire, and on paper. */
import { iso } from '../../platform/kernel/clock';
import type { Download } from '../../platform/http/download';
import { dollars } from '../../platform/kernel/money';
import { downloadOf, type Paper } from '../../platform/paper/paper';
import type { BookedLine, StatementLine, StatementLineKind } from './statement.rules';
import type { State } from './process/process';
import type { Transaction } from './transaction.model';
import type { ClosingStatement, EscrowLine, StatementQuery } from './statement.schema';
import type { StatedTransaction } from './use-cases/read-closing-statement';

const WORDS: Record<StatementLineKind, string> = {
  DEPOSIT: 'Deposit from the buyer',
  FINAL_PAYMENT: 'Final payment from the buyer',
  PLATFORM_FEE: 'Platform fee',
  SELLER_PAYOUT: 'Proceeds to the seller',
  HOLDBACK_PAYOUT: 'Hold-back released to the seller',
  BUYER_REFUND: 'Refund to the buyer',
  TAKEN_BY_BANK: 'Taken back by the bank of the buyer',
  GIVEN_BACK_BY_BANK: 'Given back by the bank of the buyer',
  REFUND_CAME_BACK: 'Refund to the buyer that came back',
  REFUND_TAKEN_BACK: 'Refund that did not reach the buyer',
};

const OUTCOME_WORDS: Partial<Record<State, string>> = {
  COMPLETED: 'Completed on',
  CANCELLED: 'Canceled on',
};

/** As the reader wants it: the sums as JSON, or the paper itself. */
export const presentStatement = (
  stated: StatedTransaction,
  { format }: StatementQuery,
): ClosingStatement | Promise<Download> =>
  format === 'json' ? asJson(stated) : downloadOf(asPaper(stated), `closing-statement-${stated.row.id}.pdf`);

export function presentEscrowLines(lines: readonly BookedLine[]): EscrowLine[] {
  let heldCents = 0;
  return lines.map(({ kind, direction, amountCents, at }) => {
    heldCents += direction === 'IN' ? amountCents : -amountCents;
    return { kind, direction, amountCents, heldCents, at: iso(at) };
  });
}

const asJson = ({ row, statement, buyerName, sellerName }: StatedTransaction): ClosingStatement => ({
  transactionId: row.id,
  listingTitle: row.listingTitle,
  usdot: row.usdot,
  status: row.state,
  buyerName,
  sellerName,
  openedAt: iso(row.openedAt),
  endedAt: iso(endOf(row)),
  priceCents: row.priceCents,
  agreedFeeCents: row.feeCents,
  received: statement.received.map(presentLine),
  paidOut: statement.paidOut.map(presentLine),
  totals: {
    receivedCents: statement.receivedCents,
    feeCents: statement.feeCents,
    sellerCents: statement.sellerCents,
    refundedCents: statement.refundedCents,
    lostCents: statement.lostCents,
    heldCents: statement.heldCents,
  },
});

const presentLine = ({ kind, amountCents, at }: StatementLine) => ({ kind, amountCents, at: iso(at) });

function asPaper({ row, statement, buyerName, sellerName, days }: StatedTransaction): Paper {
  const { received, paidOut, heldCents } = statement;
  const totalOf = (those: StatementLine[]) => those.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const lines = (those: StatementLine[]) =>
    those.map(({ kind, amountCents, at }) => ({ label: `${WORDS[kind]}, ${days.of(at)}`, amountCents }));
  const last = Math.max(endOf(row), ...[...received, ...paidOut].map(({ at }) => at));
  return {
    title: 'Closing statement',
    issuedAt: last,
    footer: `Closing statement of transaction ${row.id}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Transaction', value: row.id },
          { label: 'Subject of the sale', value: `${row.listingTitle} (USDOT ${row.usdot})` },
          { label: 'Buyer', value: buyerName },
          { label: 'Seller', value: sellerName },
          { label: 'Agreed price', value: dollars(row.priceCents) },
          ...(row.terms.owedLaterCents
            ? [{ label: 'Of it lent by the seller', value: dollars(row.terms.owedLaterCents) }]
            : []),
          { label: 'Opened on', value: days.of(row.openedAt) },
          { label: OUTCOME_WORDS[row.state] ?? 'Ended on', value: days.of(endOf(row)) },
        ],
      },
      {
        kind: 'sums',
        heading: 'Received into escrow',
        lines: lines(received),
        total: { label: 'Total received', amountCents: totalOf(received) },
      },
      {
        kind: 'sums',
        heading: 'Paid out of escrow',
        lines: lines(paidOut),
        total: { label: 'Total paid out', amountCents: totalOf(paidOut) },
      },
      {
        kind: 'sums',
        heading: 'Balance',
        lines: [{ label: 'Received less paid out', amountCents: heldCents }],
        total: { label: 'Still held (hold-back)', amountCents: heldCents },
      },
      {
        kind: 'notes',
        notes: [
          `Every sum is taken from the double-entry books of the platform. All amounts are in US dollars, all dates in ${days.zone}.`,
        ],
      },
    ],
  };
}

function endOf({ id, endedAt }: Transaction): number {
  if (endedAt === null) throw new Error(`The transaction ${id} has not ended.`);
  return endedAt;
}
