/**
 * Who reads which document at which stage: every kind of thing that documents belong to, by every reader, in every way to ask.
 * Whoever may not is answered what is answered for one that is not there, and every reading is in the owner's log.
 */
import type { TestUser } from '../../../tests/support/app';
import type { ApiClient } from '../../../tests/support/client';
import { smallPdf, uploadDocument } from '../../../tests/support/make-documents';
import { makeListings } from '../../../tests/support/make-listings';
import { makeOffers } from '../../../tests/support/make-offers';
import { type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { iso, SECOND_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { TYPE_NAMES } from './document-types';

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

/** `seller` and `buyer` make the deal, `second` has unlocked the listing as well, `claimant` says that the company is theirs. */
const READERS = ['seller', 'buyer', 'second', 'claimant', 'stranger', 'admin', 'anonymous'] as const;
type Reader = (typeof READERS)[number];

const THINGS = {
  loose: 'seller',
  listing: 'seller',
  message: 'buyer',
  identity: 'buyer',
  funds: 'buyer',
  company: 'buyer',
  proof: 'claimant',
  contest: 'claimant',
  deal: 'buyer',
  dealMessage: 'seller',
  item: 'seller',
  dispute: 'buyer',
  evidence: 'seller',
  /** Of another sale of theirs, which comes to its end. */
  soldListing: 'seller',
  soldDeal: 'buyer',
  soldItem: 'seller',
  filing: 'buyer',
} as const satisfies Record<string, Reader>;
type Thing = keyof typeof THINGS;

/** They belong to nothing that others may read. */
const LOOSE: readonly Thing[] = ['loose', 'identity', 'funds', 'company'];

/** Beside its owner and admins. */
type Others = Partial<Record<Thing, readonly Reader[]>>;

test('another party’s document is 404 however it is asked for, at every stage, and each reading is in the log', async () => {
  const { app, admin } = world;
  const [seller, buyer] = [await app.make.seller(), await app.make.buyer()];
  const [second, claimant, stranger] = [
    ...[await app.make.buyer(), await app.make.seller(), await app.make.seller()],
  ] as [TestUser, TestUser, TestUser];
  const people: Record<Reader, Pick<ApiClient, 'get' | 'post'>> = {
    ...{ seller, buyer, second, claimant, stranger, admin },
    anonymous: app.anonymous,
  };
  const listings = makeListings(app);
  const made = await listings.pending({
    ...{ seller, usdot: await world.fmcsa.addCarrier() },
    deal: { dealStructure: 'FAMILY_OR_PARTNER_CHANGE' },
  });
  const { id: listingId, usdot } = made;

  const documents = new Map<Thing, string>();
  const owners: Record<string, TestUser> = { seller, buyer, claimant };
  const add = async (thing: Thing, given: Parameters<typeof uploadDocument>[1] = {}) => {
    const owner = owners[THINGS[thing]] as TestUser;
    const id = await uploadDocument(owner, { content: smallPdf(`% ${thing}`), ...given });
    documents.set(thing, id);
    return [id];
  };

  const read = new Map<string, number>();
  let links: string[] = [];

  /** By everybody; in every way, or in those alone whose answer may change from stage to stage. */
  async function expectStage(
    stage: string,
    others: Others,
    { ways = 'USUAL', of = [...documents.keys()] }: { ways?: 'EVERY' | 'USUAL'; of?: Thing[] } = {},
  ): Promise<void> {
    // Links that were made at the stage before have expired.
    app.clock.advance(61 * SECOND_MS);
    for (const link of links)
      expect([stage, link, (await app.anonymous.get(link)).status]).toEqual([stage, link, 404]);
    links = [];
    const wrong: unknown[] = [];
    for (const thing of of) {
      const id = String(documents.get(thing));
      const [row] = await app.platform.database.select<{ storageKey: string }>(
        'SELECT storageKey FROM documents WHERE id = :id',
        { id },
      );
      const key = String(row?.storageKey);
      const name = key.split('/').at(-1) ?? '';
      for (const reader of READERS) {
        const client = people[reader];
        const owns = reader === THINGS[thing];
        const may = owns || reader === 'admin' || (others[thing] ?? []).includes(reader);
        const refused = reader === 'anonymous' ? 401 : 404;
        const link = await client.post(`/documents/${id}/link`);
        const seen = {
          read: (await client.get(`/documents/${id}`)).status,
          file: (await client.get(`/documents/${id}/download`)).status,
          link: link.status,
          log: (await client.get(`/documents/${id}/views`)).status,
          ...(ways === 'USUAL'
            ? {}
            : {
                part: (await client.get(`/documents/${id}/download`, { range: 'bytes=0-3' })).status,
                key: (await client.get(`/documents/${encodeURIComponent(key)}/download`)).status,
                name: (await client.get(`/documents/${name}`)).status,
                keyAsLink: (await client.get(`/documents/links/${name}`)).status,
              }),
        };
        const expected = {
          ...{ read: may ? 200 : refused, file: may ? 200 : refused, link: may ? 201 : refused },
          log: owns || reader === 'admin' ? 200 : refused,
          ...(ways === 'USUAL'
            ? {}
            : {
                // What belongs to something bears the name of anybody but its owner, and has no parts.
                part: may ? (owns || LOOSE.includes(thing) ? 206 : 200) : refused,
                ...{ key: refused, name: refused, keyAsLink: 404 },
              }),
        };
        if (JSON.stringify(sorted(seen)) !== JSON.stringify(sorted(expected)))
          wrong.push({ stage, thing, reader, seen, expected });
        if (!may || owns) continue;
        read.set(`${thing} ${reader}`, (read.get(`${thing} ${reader}`) ?? 0) + (ways === 'USUAL' ? 2 : 3));
        if (link.status === 201) links.push(String(link.body.data.url).replace('/api', ''));
      }
    }
    expect(wrong).toEqual([]);
  }

  await add('loose');
  await add('listing', { listingId });
  const funds = { amountCents: 40_000_000, datedOn: iso(app.clock.now()).slice(0, 10) };
  const source = { source: 'BANK_STATEMENT', documentIds: await add('funds', { type: 'PROOF_OF_FUNDS' }) };
  const shown = await succeed(buyer.post('/verification/funds', { ...funds, ...source }));
  const company = {
    companyName: 'Sandhill Freight LLC',
    ...{ role: 'Managing member', authority: 'The operating agreement says so.' },
    documentIds: await add('company'),
  };
  await succeed(buyer.post('/verification/company', company));
  await expectStage('in review by an administrator', {});

  await listings.proveControl(made);
  await succeed(admin.post(`/admin/listings/${listingId}/approve`, await listings.readVersion(listingId)));
  for (const each of [buyer, second]) await listings.unlock(each, listingId);
  const opened: Others = { listing: ['buyer', 'second'] };
  await succeed(seller.post(`/listings/${listingId}/pause`));
  await expectStage('paused', opened);
  await succeed(seller.post(`/listings/${listingId}/resume`));
  const cause = { reason: 'The policy is looked into.', ...(await listings.readVersion(listingId)) };
  await succeed(admin.post(`/admin/listings/${listingId}/suspend`, cause));
  await expectStage('suspended', opened);
  const reinstated = await listings.readVersion(listingId);
  await succeed(admin.post(`/admin/listings/${listingId}/reinstate`, reinstated));

  const told = { content: 'As promised.', documentIds: await add('message') };
  await succeed(buyer.post('/messages', { receiverId: seller.id, ...told }));
  const identity = { legalName: buyer.name, documentIds: await add('identity', { type: 'IDENTITY' }) };
  await succeed(buyer.post('/verification/identity', identity));
  const description = 'The deed of sale and the operating agreement.';
  await succeed(
    claimant.post('/fmcsa/proof-of-control/request-review', {
      usdot,
      description,
      documentIds: await add('proof'),
    }),
  );
  const statement = 'The company has been mine since 2011, as the bill of sale shows.';
  const contested = await succeed(
    claimant.post('/fmcsa/contests', { usdot, statement, documentIds: await add('contest') }),
  );
  const always: Others = { message: ['seller'] };
  // A decision about the funds opens their paper to nobody.
  const seenPaper = { version: 1, decision: 'VERIFIED', reason: 'The paper is genuine.' };
  await succeed(admin.post(`/admin/verifications/${shown.body.data.id}/decide`, seenPaper));
  await expectStage('listed', { ...always, ...opened }, { ways: 'EVERY' });

  const offers = makeOffers(app);
  const offerId = await offers.offer(buyer, listingId);
  const accepted = await succeed(seller.post(`/offers/${offerId}/accept`, await offers.seen(offerId)));
  const deal = { id: String(accepted.body.data.transactionId), listingId, offerId, usdot, buyer, seller };
  const at = `/transactions/${deal.id}`;
  await add('deal', { transactionId: deal.id });
  // A link that was made while the second one could read it opens nothing now.
  await expectStage('reserved', { ...always, listing: ['buyer'], deal: ['seller'] });

  await world.advance(deal, 'OPENED', 'IN_REVIEW');
  await succeed(
    seller.post(`${at}/messages`, { content: 'See here.', documentIds: await add('dealMessage') }),
  );
  const { body } = await succeed(seller.get(`${at}/checklist`));
  const item = (body.data as { id: string; owner: string }[]).find(({ owner }) => owner === 'SELLER');
  const done = { status: 'DONE', documentIds: await add('item') };
  await succeed(seller.put(`${at}/checklist/${item?.id}`, done));
  const sides: Others = {
    ...always,
    listing: ['buyer'],
    deal: ['seller'],
    dealMessage: ['buyer'],
    item: ['buyer'],
  };
  await expectStage('in review', sides);

  const reason = 'The trucks are not those of the list.';
  await succeed(buyer.post(`${at}/dispute`, { reason, documentIds: await add('dispute') }));
  const answer = { statement: 'They are: see the letter.', documentIds: await add('evidence') };
  await succeed(seller.post(`${at}/dispute/evidence`, answer));
  const disputed: Others = { ...sides, dispute: ['seller'], evidence: ['buyer'] };
  await expectStage('disputed', disputed);

  const heldCents = await world.held(deal);
  const decision = { outcome: 'CANCELLED', split: { buyerCents: heldCents, sellerCents: 0 }, reason };
  await world.askBothAdmins(`${at}/admin/resolve`, decision);
  expect(await world.statusOf(deal)).toBe('CANCELLED');
  await succeed(claimant.post(`/fmcsa/contests/${contested.body.data.id}/withdraw`));
  await app.settle();
  // Back on the market: whoever had unlocked it reads it again.
  const afterwards: Others = { ...disputed, listing: ['buyer', 'second'] };
  await expectStage('called off', afterwards);
  for (const { id } of [buyer, second])
    await succeed(seller.post(`/listings/${listingId}/access/${id}/revoke`));
  // What was sent outside of the deal goes with the access; the papers of the deal stay with both.
  const apart: Others = { ...afterwards, listing: [], message: [] };
  await expectStage('revoked', apart);
  await succeed(seller.post(`/listings/${listingId}/withdraw`));
  await expectStage('withdrawn', apart);

  const sale = await world.open({ seller, buyer });
  await add('soldListing', { listingId: sale.listingId });
  await add('soldDeal', { transactionId: sale.id });
  const papers: Thing[] = ['identity', 'funds', 'company'];
  const sold: Thing[] = ['soldListing', 'soldDeal', ...papers];
  const both: Others = { soldListing: ['buyer'], soldDeal: ['seller'] };
  await world.advance(sale, 'OPENED', 'ADMIN_FINAL_REVIEW');
  await expectStage('cleared by both', both, { of: sold });
  await world.advance(sale, 'ADMIN_FINAL_REVIEW', 'TRANSFER_IN_PROGRESS');
  const closing = (await succeed(seller.get(`/transactions/${sale.id}/checklist`))).body.data as {
    id: string;
    code: string;
  }[];
  const shows = async (who: TestUser, code: string, thing: Thing) =>
    succeed(
      who.put(`/transactions/${sale.id}/checklist/${closing.find((each) => each.code === code)?.id}`, {
        ...{ status: 'DONE', documentIds: await add(thing) },
      }),
    );
  await shows(seller, 'ASSIGNMENT_OF_INTERESTS', 'soldItem');
  both.soldItem = ['buyer'];
  await expectStage('being transferred', both, { of: [...sold, 'soldItem'] });
  await world.advance(sale, 'TRANSFER_IN_PROGRESS', 'COMPLETED');
  await shows(buyer, 'MCS_150_OFFICERS', 'filing');
  both.filing = ['seller'];
  const ended: Others = { ...apart, ...both, message: ['seller'] };
  await expectStage('completed', ended, { ways: 'EVERY' });

  for (const [thing, id] of documents) {
    const owner = owners[THINGS[thing]] as TestUser;
    const { body: log } = await succeed(owner.get(`/documents/${id}/views?limit=100`));
    const readers = (log.data as { reader: { id: string } }[]).map(({ reader }) => reader.id);
    const counted = Object.fromEntries(
      Object.entries({ seller, buyer, second, claimant, stranger, admin })
        .map(([name, user]) => [name, readers.filter((each) => each === user.id).length] as const)
        .filter(([, count]) => count > 0),
    );
    const expected = Object.fromEntries(
      [...read].flatMap(([name, count]) => {
        const [of, reader = ''] = name.split(' ');
        return of === thing ? [[reader, count]] : [];
      }),
    );
    expect([thing, counted]).toEqual([thing, expected]);
  }
});

const sorted = (values: Record<string, number>) => Object.entries(values).sort();

test('of whatever type it is', async () => {
  const seller = await world.app.make.seller();
  const stranger = await world.app.make.buyer();
  const { id: listingId } = await makeListings(world.app).active({
    seller,
    usdot: await world.fmcsa.addCarrier(),
  });
  const seen = new Set<string>();
  for (const type of TYPE_NAMES) {
    for (const belongs of [{}, { listingId }]) {
      const id = await uploadDocument(seller, { type, ...belongs });
      for (const path of ['', '/download', '/views']) {
        const [theirs, none] = [
          await stranger.get(`/documents/${id}${path}`),
          await stranger.get(`/documents/${newId()}${path}`),
        ];
        seen.add([theirs.status, theirs.body.code, theirs.body.detail === none.body.detail].join(' '));
      }
    }
  }
  expect([...seen]).toEqual(['404 not_found true']);
});
