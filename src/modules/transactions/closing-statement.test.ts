/** The closing statement balances to the cent, for its parties only and only after the end, as JSON and on paper. */
import type { TestUser } from '../../../tests/support/app';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { pdfText } from '../../../tests/support/pdf-text';
import { DAY_MS } from '../../platform/kernel/clock';
import type { TransferRow } from '../ledger';
import { drawUp } from './statement.rules';
import type { ClosingStatement, EscrowLine } from './statement.schema';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const FEE = 600_000;

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

const pathOf = ({ id }: MadeDeal, format: string) => `/transactions/${id}/closing-statement?format=${format}`;
const read = async (deal: MadeDeal, who: TestUser) =>
  (await succeed(who.get(pathOf(deal, 'json')))).body.data as ClosingStatement;
const sum = (lines: { amountCents: number }[]) => lines.reduce((total, line) => total + line.amountCents, 0);

function expectToBalance({ received, paidOut, totals }: ClosingStatement): void {
  expect(sum(received)).toBe(totals.receivedCents);
  expect(sum(paidOut)).toBe(totals.feeCents + totals.sellerCents + totals.refundedCents + totals.lostCents);
  expect(totals.receivedCents).toBe(sum(paidOut) + totals.heldCents);
}

test('a sale with a hold-back is stated when it ends, and again when the hold-back is out', async () => {
  const deal = await world.at('COMPLETED', {
    dealStructure: 'EQUITY_SALE',
    terms: { holdbackPct: 10, holdbackDays: 60 },
  });
  await world.app.settle();
  const lines = (await succeed(deal.seller.get(`/transactions/${deal.id}/transfers`))).body
    .data as EscrowLine[];
  expect(lines.map(({ kind, direction, heldCents }) => [kind, direction, heldCents])).toEqual([
    ['DEPOSIT', 'IN', DEPOSIT],
    ['FINAL_PAYMENT', 'IN', PRICE],
    ['PLATFORM_FEE', 'OUT', PRICE - FEE],
    ['SELLER_PAYOUT', 'OUT', 2_000_000],
  ]);
  const first = await read(deal, deal.buyer);
  expectToBalance(first);
  expect(first.received.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
    ['DEPOSIT', DEPOSIT],
    ['FINAL_PAYMENT', PRICE - DEPOSIT],
  ]);
  expect(first.totals).toEqual({
    receivedCents: PRICE,
    feeCents: FEE,
    sellerCents: PRICE - FEE - 2_000_000,
    refundedCents: 0,
    lostCents: 0,
    heldCents: 2_000_000,
  });
  await world.later(60 * DAY_MS);
  const last = await read(deal, deal.seller);
  expectToBalance(last);
  expect(last.totals).toMatchObject({ sellerCents: PRICE - FEE, heldCents: 0 });
  expect(last.paidOut.at(-1)).toMatchObject({ kind: 'HOLDBACK_PAYOUT', amountCents: 2_000_000 });
});

test('a deal that was called off states what went back', async () => {
  const deal = await world.at('IN_REVIEW');
  await world.later(30 * DAY_MS);
  const statement = await read(deal, deal.buyer);
  expectToBalance(statement);
  expect(statement.totals).toMatchObject({ receivedCents: DEPOSIT, refundedCents: DEPOSIT, sellerCents: 0 });
});

test('is for the parties and admins, and not before the end', async () => {
  const deal = await world.at('SIGNED');
  expect(await codeOf(deal.buyer.get(pathOf(deal, 'pdf')))).toBe('409 deal_not_ended');
  const stranger = await world.app.make.buyer();
  expect((await stranger.get(pathOf(deal, 'json'))).status).toBe(404);
  await world.later(8 * DAY_MS);
  expect((await read(deal, world.admin)).totals.receivedCents).toBe(0);
  expect((await world.app.anonymous.get(pathOf(deal, 'json'))).status).toBe(401);
});

test('on paper it says the same, as a file that no browser takes for a page', async () => {
  const deal = await world.at('COMPLETED');
  await world.app.settle();
  const { headers, bytes } = await succeed(deal.seller.get(pathOf(deal, 'pdf')));
  expect(headers.get('content-type')).toBe('application/pdf');
  expect(headers.get('content-disposition')).toBe(`attachment; filename="closing-statement-${deal.id}.pdf"`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const text = pdfText(bytes);
  for (const words of [
    'Closing statement',
    deal.id,
    '$200,000.00',
    '$6,000.00',
    '$194,000.00',
    'Platform fee',
  ])
    expect(text).toContain(words);
  expect(text).toContain('all dates in Eastern Time');
  // In the days of whoever pays, for the other side and admins as well.
  const pacific = { timeZone: 'America/Los_Angeles' };
  await succeed(deal.buyer.put('/users/me/notification-preferences', pacific));
  const papers = await Promise.all(
    [deal.buyer, deal.seller, world.admin].map((reader) => succeed(reader.get(pathOf(deal, 'pdf')))),
  );
  const [own, ...others] = papers.map((paper) => pdfText(paper.bytes));
  expect(own).toContain('all dates in Pacific Time');
  expect(others).toEqual([own, own]);
});

test('is not drawn up from books that do not balance', () => {
  const transfer = (id: string, debit: string, credit: string, amount: number): TransferRow => ({
    ...{ id, debit, credit, amount, unit: 'USD', reason: 'r', postedAt: 1 },
    subject: { type: 'transaction', id: 'd' },
  });
  const deal = { id: 'd', sellerId: 's' };
  const purposes = new Map([['p', 'DEPOSIT' as const]]);
  const received = transfer('1', 'unallocated:p', 'escrow:d', 100);
  const paid = transfer('2', 'escrow:d', 'payable:s', 60);
  expect(drawUp(deal, [received, paid], purposes, 40)).toMatchObject({ receivedCents: 100, heldCents: 40 });
  expect(drawUp(deal, [received, paid], purposes, 39)).toBeNull();
  expect(drawUp(deal, [received, transfer('2', 'escrow:d', 'payable:x', 60)], purposes, 40)).toBeNull();
  expect(drawUp(deal, [received], new Map(), 100)).toBeNull();
});
