/** What some ways through the platform cost in statements, as ARCHITECTURE.md says: a way that grows is noticed here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../src/platform/kernel/ids';
import { makeListings } from './support/make-listings';
import { FIRST_VERSION } from './support/make-offers';
import { type DealWorld, startDealWorld, succeed } from './support/make-transactions';
import type { TestUser } from './support/app';
import { recordStatements, type Statement, unitWith } from './support/statements';

const architecture = readFileSync(join(__dirname, '../ARCHITECTURE.md'), 'utf8');

/** The statements that the page lists in the section of that heading: `SELECT offers` · `INSERT events` ×2. */
function documented(heading: string): string[] {
  const section = architecture.split(/^### /m).find((each) => each.startsWith(`${heading}:`));
  if (!section) throw new Error(`ARCHITECTURE.md has no section for ${heading}.`);
  const [, ...paragraphs] = section.split(/\n\n/);
  return [...(paragraphs[1] ?? '').matchAll(/`([^`]+)`(?:\s×(\d+))?/g)].flatMap(
    ([, name = '', times = '1']) => Array.from({ length: Number(times) }, () => name),
  );
}

/** Without regard to their order, which differs where several are on their way at once. */
const named = (statements: Statement[]): string[] => statements.map(({ name }) => name).sort();

/** Where the instance has just read who asks, as it has while somebody reads. */
async function leastOf(app: DealWorld['app'], read: () => Promise<unknown>): Promise<string[]> {
  const tries: string[][] = [];
  for (let n = 0; n < 5; n += 1) tries.push(named((await recordStatements(app, read)).statements));
  return tries.sort((one, other) => one.length - other.length)[0] ?? [];
}

let world: DealWorld;

beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

test('making, accepting, paying and disputing send the statements that are written down, and no more', async () => {
  const { app } = world;
  const first = await world.offered();
  const rival = await makeListings(app).buyerOf(first.listingId);
  await app.settle();
  const keyed = () => ({ 'Idempotency-Key': newId() });

  const made = await recordStatements(app, () =>
    succeed(rival.post('/offers', { listingId: first.listingId, amountCents: 21_000_000 }, keyed())),
  );
  expect(named(made.statements)).toEqual(documented('`POST /offers`').sort());
  // With BEGIN and COMMIT of its unit.
  expect(made.statements.length + 2).toBeLessThanOrEqual(14);

  // The last of them finds nothing more to claim.
  const behindOne = await recordStatements(app, () => app.platform.queue.runDue());
  expect(named(behindOne.statements.slice(0, -1))).toEqual(documented('Behind it').sort());
  const others = [];
  for (let n = 0; n < 5; n += 1) others.push(await makeListings(app).buyerOf(first.listingId));
  await app.settle();
  const offerOf = (buyer: TestUser) =>
    succeed(buyer.post('/offers', { listingId: first.listingId, amountCents: 21_000_000 }));
  const rivals = [];
  for (const buyer of others) rivals.push(String((await offerOf(buyer)).body.data.id));
  const behindMany = await recordStatements(app, () => app.platform.queue.runDue());
  expect(named(behindMany.statements)).toEqual(named(behindOne.statements));
  for (const [n, buyer] of others.entries()) await succeed(buyer.post(`/offers/${rivals[n]}/withdraw`));
  await app.settle();

  const accepted = await recordStatements(app, () =>
    succeed(first.seller.post(`/offers/${first.offerId}/accept`, FIRST_VERSION, keyed())),
  );
  expect(named(accepted.statements)).toEqual(documented('`POST /offers/{id}/accept`').sort());

  const deal = { ...first, id: String(accepted.result.body.data.transactionId) };
  // As whoever signs has read the deal.
  await world.read(deal, deal.buyer);
  const terms = await world.termsOf(deal.id);
  const signed = await recordStatements(app, () =>
    succeed(deal.buyer.post(`/transactions/${deal.id}/buyer/accept-terms`, terms, keyed())),
  );
  expect(named(signed.statements)).toEqual(documented('`POST /transactions/{id}/buyer/accept-terms`').sort());
  await succeed(deal.seller.post(`/transactions/${deal.id}/seller/accept-terms`, terms));
  await succeed(
    deal.buyer.post(`/transactions/${deal.id}/deposit`, {
      method: 'CARD',
      paymentMethodId: 'pm_card_visa',
    }),
  );
  const paid = await recordStatements(app, () => app.settle());
  const received = unitWith('INSERT transaction_receipts', paid.statements);
  expect(named(received)).toEqual(documented('`payment.succeeded` of a deposit').sort());

  const disputed = await recordStatements(app, () =>
    succeed(
      deal.buyer.post(`/transactions/${deal.id}/dispute`, { reason: 'The trucks are not there.' }, keyed()),
    ),
  );
  expect(named(disputed.statements)).toEqual(documented('`POST /transactions/{id}/dispute`').sort());
});

test('reading what one is and what one has unlocked sends no more than is written down', async () => {
  const { app } = world;
  const { listingId } = await world.offered();
  const reader = await makeListings(app).buyerOf(listingId);
  expect(await leastOf(app, () => succeed(reader.get('/users/me')))).toEqual(documented('`GET /users/me`'));
  expect(await leastOf(app, () => succeed(reader.get(`/listings/${listingId}`)))).toEqual(
    documented('`GET /listings/{id}` of an unlocked listing').sort(),
  );
});
