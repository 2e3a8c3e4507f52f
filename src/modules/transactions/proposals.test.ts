/** A proposal binds nobody for ever: its side withdraws it, and without an answer it ends after 14 days. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import type { TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
const openOf = async (deal: MadeDeal) => (await world.read(deal, deal.buyer)).proposals;
const withdraw = async (deal: MadeDeal, by: TestUser, id: string, version?: number) =>
  by.post(path(deal, `/proposals/${id}/withdraw`), {
    version: version ?? (await world.versionOf(deal)).version,
  });
const toldTo = async (person: TestUser, words: string) => {
  await world.app.settle();
  return (await world.app.mail.sentTo(person.email)).filter(({ text }) => text.includes(words)).length;
};

const KINDS: [kind: string, rest: string, body: object, accept: string, was: string][] = [
  ['CANCELLATION', '/cancel', { reason: 'Other plans.' }, '/cancel', 'to cancel'],
  ['EXTENSION', '/extension/proposals', { days: 5 }, '/extension/proposals/{}/accept', '5 more days'],
  [
    'PRICE',
    '/price/proposals',
    { priceCents: 19_000_000 },
    '/price/proposals/{}/accept',
    'a price of $190,000.00',
  ],
  [
    'SETTLEMENT',
    '/dispute/proposals',
    { outcome: 'CANCELLED', split: { buyerCents: 1_000_000, sellerCents: 0 } },
    '/dispute/proposals/{}/accept',
    '$10,000.00 to the buyer and $0.00 to the seller',
  ],
];

test.each(KINDS)(
  '%s: withdrawn by its side alone, as it was read; nobody agrees to it after that',
  async (kind, rest, body, accept, was) => {
    const deal = await world.at('IN_REVIEW');
    if (kind === 'SETTLEMENT')
      await succeed(deal.seller.post(path(deal, '/dispute'), { reason: 'Not as told.' }));
    await succeed(deal.buyer.post(path(deal, rest), body));
    const [proposal] = await openOf(deal);
    const { id = '', createdAt = '', expiresAt } = proposal ?? {};
    expect(Date.parse(String(expiresAt)) - Date.parse(createdAt)).toBe(14 * DAY_MS);
    const opens = async (reader: TestUser) =>
      (await world.read(deal, reader)).moves.open.some(({ move }) => move === 'WITHDRAW_PROPOSAL');
    expect([await opens(deal.buyer), await opens(deal.seller)]).toEqual([true, false]);
    expect(await codeOf(withdraw(deal, deal.seller, id))).toBe('409 no_such_proposal');
    expect(await codeOf(withdraw(deal, deal.buyer, id, 1))).toBe('409 transaction_changed');
    expect(await codeOf(withdraw(deal, deal.buyer, id))).toBe('200');
    expect(await openOf(deal)).toEqual([]);
    expect(await toldTo(deal.seller, `It was ${was}.`)).toBe(1);
    expect(await codeOf(withdraw(deal, deal.buyer, id))).toBe('409 no_such_proposal');
    // Where nothing is proposed any more, to cancel is to propose it.
    const answer = await codeOf(
      deal.seller.post(path(deal, accept.replace('{}', id)), kind === 'CANCELLATION' ? body : undefined),
    );
    expect([answer, await world.statusOf(deal)]).toEqual([
      kind === 'CANCELLATION' ? '200' : '409 no_such_proposal',
      kind === 'SETTLEMENT' ? 'DISPUTED' : 'IN_REVIEW',
    ]);
  },
);

test('without an answer it ends after 14 days, and both are told; in the minute before the sweep nobody agrees to it either', async () => {
  const deal = await world.at('IN_REVIEW');
  await succeed(deal.buyer.post(path(deal, '/cancel'), { reason: 'Other plans.' }));
  await world.later(13 * DAY_MS);
  expect(await openOf(deal)).toHaveLength(1);
  world.app.clock.advance(DAY_MS);
  expect(await openOf(deal)).toEqual([]);
  await world.later(HOUR_MS);
  for (const side of [deal.buyer, deal.seller])
    expect(await toldTo(side, 'A proposal ended without an answer after 14 days')).toBe(1);
  await succeed(deal.seller.post(path(deal, '/cancel'), { reason: 'So do I.' }));
  expect(await world.statusOf(deal)).toBe('IN_REVIEW');
});
