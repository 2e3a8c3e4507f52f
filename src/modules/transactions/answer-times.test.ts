/** Nobody decides who gets the deposit by a question at the last minute, or by not signing what the other side has signed. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { uploadDocument } from '../../../tests/support/make-documents';
import type { TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { ChecklistItemView } from './transactions.schema';

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
const itemOf = async (deal: MadeDeal, code: string) => {
  const { body } = await succeed(deal.buyer.get(path(deal, '/checklist')));
  const found = (body.data as ChecklistItemView[]).find((item) => item.code === code);
  if (!found) throw new Error(`The deal has no item ${code}.`);
  return found;
};
const question = async (deal: MadeDeal, by: TestUser, code: string, status: 'OPEN' | 'WITHDRAWN' = 'OPEN') =>
  by.put(path(deal, `/checklist/${(await itemOf(deal, code)).id}/question`), { status, reason: 'Is it so?' });
const settle = async (deal: MadeDeal, by: TestUser, code: string) =>
  succeed(
    by.put(path(deal, `/checklist/${(await itemOf(deal, code)).id}`), {
      ...{ status: 'DONE', evidence: 'Folder 9', documentIds: [await uploadDocument(by)] },
    }),
  );
const until = async (deal: MadeDeal) => Date.parse(String((await world.read(deal)).deadlineAt));
const sign = async (deal: MadeDeal, by: TestUser) => {
  const { body } = await succeed(by.get(path(deal, '/agreement')));
  await succeed(by.post(path(deal, '/agreement/sign'), { hash: body.data.hash, typedName: by.name }));
};

/** The seller is ready; a minute of the review is left. */
async function atTheLastMinute(terms: Record<string, unknown> = {}): Promise<MadeDeal> {
  const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE', terms });
  await world.settleItems(deal, 'DUE_DILIGENCE');
  await world.settleItems(deal, 'PRE_CLOSING');
  await succeed(deal.seller.post(path(deal, '/seller/approve')));
  await world.later((await until(deal)) - world.app.clock.now() - MINUTE_MS);
  return deal;
}

test('a question of the buyer at the last minute leaves the seller 72 hours, and no more than a week in all', async () => {
  const deal = await atTheLastMinute();
  const was = await until(deal);
  await succeed(question(deal, deal.buyer, 'ARTICLES'));
  expect(Math.round(((await until(deal)) - world.app.clock.now()) / MINUTE_MS)).toBe(72 * 60);
  const { deadlineMoved } = await world.read(deal, deal.seller);
  expect(deadlineMoved).toEqual({
    from: new Date(was).toISOString(),
    because: 'Whoever is asked has 72 hours to answer.',
  });
  await settle(deal, deal.seller, 'ARTICLES');
  for (let left = 72 * HOUR_MS; (await until(deal)) < was + 7 * DAY_MS;) {
    await world.later(left - MINUTE_MS);
    await succeed(question(deal, deal.buyer, 'CAP_TABLE'));
    left = (await until(deal)) - world.app.clock.now();
    await settle(deal, deal.seller, 'CAP_TABLE');
  }
  await world.later((await until(deal)) - world.app.clock.now() - MINUTE_MS);
  await succeed(question(deal, deal.buyer, 'GOOD_STANDING'));
  expect(await until(deal)).toBe(was + 7 * DAY_MS);
  // Asked a minute ago: it is the buyer who was missing.
  await world.later(2 * MINUTE_MS);
  expect(await world.statusOf(deal)).toBe('CANCELLED');
  expect(await world.owedTo(deal.seller)).toBe(500_000);
});

test('a seller who gets the whole deposit does not win it by questions, and asks three times at most', async () => {
  const deal = await atTheLastMinute({ depositIfBuyerWalks: 'SELLER_KEEPS_IT' });
  for (let asked = 0; asked < 3; asked += 1) {
    await succeed(question(deal, deal.seller, 'LIEN_SEARCH'));
    if (asked < 2) await succeed(question(deal, deal.seller, 'LIEN_SEARCH', 'WITHDRAWN'));
  }
  await settle(deal, deal.buyer, 'LIEN_SEARCH');
  expect(await codeOf(question(deal, deal.seller, 'LIEN_SEARCH'))).toBe('409 questions_used_up');
  const { body } = await succeed(deal.seller.get(path(deal, '/checklist')));
  const { moves } = (body.data as ChecklistItemView[]).find(
    ({ code }) => code === 'LIEN_SEARCH',
  ) as ChecklistItemView;
  expect(moves.closed.find(({ move }) => move === 'QUESTION_ITEM')).toMatchObject({
    code: 'questions_used_up',
  });
  expect(await codeOf(question(deal, world.admin, 'LIEN_SEARCH'))).toBe('200');
});

test('a seller who did everything and signed is compensated where the buyer never signs, and the buyer is the one to act', async () => {
  const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
  await world.settleItems(deal, 'DUE_DILIGENCE');
  for (const code of ['FACTORING_RELEASE', 'INSURER_TOLD']) await settle(deal, deal.seller, code);
  await sign(deal, deal.seller);
  expect(await codeOf(deal.seller.post(path(deal, '/seller/approve')))).toBe('409 checklist_open');
  const { moves } = await world.read(deal);
  expect(moves.next).toMatchObject({ who: ['BUYER'] });
  expect(moves.next?.onSilence).toContain('compensates the seller');
  await world.later(31 * DAY_MS);
  expect(await world.owedTo(deal.seller)).toBe(500_000);
});

test('nor does another agreement in the place of the one that the seller has signed take that from them', async () => {
  const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
  await world.settleItems(deal, 'DUE_DILIGENCE');
  for (const code of ['FACTORING_RELEASE', 'INSURER_TOLD']) await settle(deal, deal.seller, code);
  await sign(deal, deal.seller);
  await world.later((await until(deal)) - world.app.clock.now() - MINUTE_MS);
  const documentId = await uploadDocument(deal.buyer, { type: 'PURCHASE_AGREEMENT' });
  await succeed(deal.buyer.post(path(deal, '/agreement/own'), { documentId, version: 1 }));
  expect(Math.round(((await until(deal)) - world.app.clock.now()) / MINUTE_MS)).toBe(72 * 60);
  await sign(deal, deal.seller);
  await world.later(73 * HOUR_MS);
  expect(await world.owedTo(deal.seller)).toBe(500_000);
});
