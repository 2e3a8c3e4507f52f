/** Whose company it is, from end to end over HTTP: it is not sold twice, not squatted, not listed by whoever has lost it. */
import { DAY_MS, MINUTE_MS } from '../../src/platform/kernel/clock';
import type { TestUser } from '../support/app';
import { makeListings, newListing } from '../support/make-listings';
import { makeOffers } from '../support/make-offers';
import { sessionOf, verifiedPaper } from '../support/make-proof';
import { codeOf, type DealWorld, startDealWorld, succeed } from '../support/make-transactions';
import { seenHolders } from '../support/read-contest';

let world: DealWorld;
let listings: ReturnType<typeof makeListings>;
beforeAll(async () => {
  world = await startDealWorld();
  listings = makeListings(world.app);
});
afterAll(() => world.close());

/** The census, which names contacts, is the app's own stand-in. */
async function carrierWithContact(): Promise<number> {
  const usdot = await world.fmcsa.addCarrier();
  return world.app.fmcsa.addCarrier({ usdot });
}

const draft = async (seller: TestUser, usdot: number): Promise<string> => {
  await listings.giveCredits(seller.id, 1);
  const { body } = await succeed(
    seller.post('/listings', newListing({ usdot, deal: { dealStructure: 'FAMILY_OR_PARTNER_CHANGE' } })),
  );
  return String(body.data.id);
};
const submit = (seller: TestUser, id: string) => codeOf(seller.post(`/listings/${id}/submit`));
const approve = async (id: string) =>
  codeOf(world.admin.post(`/admin/listings/${id}/approve`, await listings.readVersion(id)));
async function record(who: TestUser, usdot: number, level: 2 | 3): Promise<void> {
  const paper = await verifiedPaper(who, world.admin);
  await succeed(
    world.admin.post('/admin/proof-of-control', {
      ...{ userId: who.id, usdot, level, documentIds: [paper] },
      ...(level === 3 ? { session: sessionOf(world.app.clock.now(), paper) } : {}),
      evidence: 'What shows that they own it was seen.',
    }),
  );
}
const statusOf = async (id: string): Promise<string> =>
  (await succeed(world.admin.get(`/listings/${id}`))).body.data.status as string;
const onMarket = async (id: string): Promise<boolean> =>
  (await world.app.anonymous.get(`/listings/${id}`)).status === 200;

const sellTo = (id: string, buyer: TestUser) =>
  world.app.platform.database.atomically(async () => {
    await world.app.modules.listings.reserve(id, buyer.id, 'An offer was accepted.');
    await world.app.modules.listings.markSold(id, buyer.id, 20_000_000);
  });

/** By the code that FMCSA's own contact is sent, which only who reads that mailbox knows. */
async function proveByMailbox(who: TestUser, usdot: number, mailbox: string): Promise<string> {
  const started = await codeOf(who.post('/fmcsa/proof-of-control/start', { usdot }));
  if (started !== '201') return started;
  const [mail] = (await world.app.mail.sentTo(mailbox)).toReversed().slice(-1);
  const code = /^\d{6}$/m.exec(mail?.text ?? '')?.[0];
  return codeOf(who.post('/fmcsa/proof-of-control/confirm', { usdot, code }));
}

test('the same company is not sold twice: not by a second offer, a second listing or a new proof, and its buyer can sell it on', async () => {
  const { app } = world;
  const offers = makeOffers(app);
  const offered = await world.offered();
  const { seller, buyer, usdot, listingId } = offered;
  // A second buyer bids more; once the first offer is accepted nobody accepts theirs.
  const late = await app.make.buyer();
  await listings.unlock(late, listingId);
  const other = await offers.offer(late, listingId, { amountCents: 30_000_000 });
  const { body: accepted } = await succeed(
    seller.post(`/offers/${offered.offerId}/accept`, await offers.seen(offered.offerId)),
  );
  const deal = { ...offered, id: String(accepted.data.transactionId) };
  const acceptOther = async () => codeOf(seller.post(`/offers/${other}/accept`, await offers.seen(other)));
  expect(await acceptOther()).toBe('409 offer_not_open');
  // A second listing of the same company was ready before the sale.
  const twin = await draft(seller, usdot);
  expect(await submit(seller, twin)).toBe('409 carrier_already_listed');
  await world.advance(deal, 'OPENED', 'COMPLETED');
  expect(await acceptOther()).toBe('409 offer_not_open');
  expect(await submit(seller, twin)).toBe('409 carrier_sold_by_you');
  const { body: proof } = await succeed(seller.get(`/fmcsa/proof-of-control/${usdot}`));
  expect(proof.data.level).toBe(0);
  await record(seller, usdot, 3);
  expect(await submit(seller, twin)).toBe('409 carrier_sold_by_you');
  expect(await submit(seller, await draft(seller, usdot))).toBe('409 carrier_sold_by_you');
  const fee = { listingId: twin, method: 'CARD', paymentMethodId: 'pm_card_visa' };
  expect(await codeOf(seller.post('/credits/listing-fee', fee))).toBe('409 carrier_sold_by_you');
  expect(await statusOf(listingId)).toBe('SOLD');

  // The buyer holds nothing by the sale alone, proves control anew, and sells it on.
  await succeed(buyer.post('/users/me/roles', { role: 'SELLER' }));
  const onward = await draft(buyer, usdot);
  expect(await submit(buyer, onward)).toBe('409 control_not_proven');
  await record(buyer, usdot, 3);
  expect(await submit(buyer, onward)).toBe('200');
  expect(await approve(onward)).toBe('200');
  expect(await onMarket(onward)).toBe(true);
});

test('a sold company does not come back through a stranger: they are refused, its buyer hears of each once, and a contest or a resale is the way', async () => {
  const { app } = world;
  const usdot = await carrierWithContact();
  const mailbox = `office@carrier-${usdot}.example.com`;
  app.fmcsa.changeContact(usdot, { email_address: mailbox });
  const made = await listings.active({ usdot });
  const buyer = await app.make.user({ roles: ['buyer', 'seller'] });
  await listings.unlock(buyer, made.id);
  await sellTo(made.id, buyer);
  await app.settle();
  const letters = async () =>
    (await app.mail.sentTo(buyer.email)).filter(({ subject }) => subject.includes('that was sold here'));
  const claimsTold = async () =>
    (
      await app.platform.database.select('SELECT userId FROM sold_company_claims WHERE saleId = :id', {
        id: made.id,
      })
    ).length;
  const stranger = await app.make.seller();
  const theirs = await draft(stranger, usdot);
  // Who has shown nothing learns nothing, and nobody is told of them.
  const fee = { listingId: theirs, method: 'CARD', paymentMethodId: 'pm_card_visa' };
  expect(await submit(stranger, theirs)).toBe('409 control_not_proven');
  expect(await codeOf(stranger.post('/credits/listing-fee', fee))).toBe('201');
  await app.settle();
  expect(await letters()).toEqual([]);
  app.clock.advance(2 * MINUTE_MS);
  expect(await proveByMailbox(stranger, usdot, mailbox)).toBe('200');
  const refused = await stranger.post(`/listings/${theirs}/submit`);
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { code: 'carrier_sold_here', detail: expect.stringContaining(`USDOT ${usdot}`) },
  ]);
  for (const id of [theirs, await draft(stranger, usdot)])
    expect(await submit(stranger, id)).toBe('409 carrier_sold_here');
  expect(await statusOf(theirs)).toBe('DRAFT');
  const dead = { ...fee, listingId: await draft(stranger, usdot) };
  expect(await codeOf(stranger.post('/credits/listing-fee', dead))).toBe('409 carrier_sold_here');
  await app.settle();
  expect(await letters()).toHaveLength(1);
  expect(JSON.stringify(await letters())).not.toContain(stranger.name);
  // Papers do not outrank the sale, and no more letters come than of three people a day.
  await record(stranger, usdot, 2);
  expect(await submit(stranger, theirs)).toBe('409 carrier_sold_here');
  for (let n = 0; n < 4; n += 1) {
    const other = await app.make.seller();
    await listings.proveMailbox(other.id, usdot);
    expect(await submit(other, await draft(other, usdot))).toBe('409 carrier_sold_here');
  }
  await app.settle();
  expect(await letters()).toHaveLength(3);
  expect(await claimsTold()).toBe(3);
  app.clock.advance(DAY_MS);
  const next = await app.make.seller();
  await listings.proveMailbox(next.id, usdot);
  expect(await submit(next, await draft(next, usdot))).toBe('409 carrier_sold_here');
  expect(await claimsTold()).toBe(4);

  // The buyer sells it on; so does whoever an admin has found for.
  await listings.proveMailbox(buyer.id, usdot);
  const onward = await draft(buyer, usdot);
  expect(await submit(buyer, onward)).toBe('200');
  await succeed(buyer.post(`/listings/${onward}/withdraw`, {}));
  const statement = 'The sale was void: the seller never owned the company, as the judgment shows.';
  const { body } = await succeed(stranger.post('/fmcsa/contests', { usdot, statement }));
  const read = await seenHolders(world.admin, body.data.id);
  const decision = { ...read, decision: 'UPHELD', reason: 'The judgment was seen.' };
  await succeed(world.admin.post(`/admin/contests/${body.data.id}/decide`, decision));
  expect(await submit(stranger, theirs)).toBe('200');
});

test('what stood on the market or before it when its company went to somebody else is not approved, resumed, reserved or kept there', async () => {
  const { app } = world;
  const { database } = app.platform;
  const buyer = await app.make.user({ roles: ['buyer', 'seller'] });
  const markSold = async ({ id }: { id: string }): Promise<void> => {
    await database.change(
      "UPDATE listings SET status = 'SOLD', buyerId = :buyerId, soldAt = :now WHERE id = :id",
      { buyerId: buyer.id, now: app.clock.now(), id },
    );
  };
  /** As rows from before this rule: another listing of a company that was sold in the meantime. */
  const soldElsewhere = async ({ usdot }: { usdot: number }) => markSold(await listings.draft({ usdot }));
  const active = async () => listings.active({ usdot: await carrierWithContact() });
  // Its sale is over while FMCSA is asked about the next listing of it.
  const late = await listings.draft({ usdot: await carrierWithContact() });
  await listings.giveCredits(late.seller.id, 1);
  const twin = await listings.draft({ usdot: late.usdot });
  app.clock.advance(2 * DAY_MS);
  world.fmcsa.meanwhile(`/carriers/${late.usdot}`, () => markSold(twin));
  expect(await submit(late.seller, late.id)).toBe('409 carrier_sold_here');
  expect(await statusOf(late.id)).toBe('DRAFT');
  const pending = await listings.pending({ usdot: await carrierWithContact() });
  await listings.proveControl(pending);
  const [paused, offered, shown, held] = [await active(), await active(), await active(), await active()];
  await succeed(paused.seller.post(`/listings/${paused.id}/pause`));
  await database.atomically(() => app.modules.listings.reserve(held.id, buyer.id, 'An offer was accepted.'));
  for (const made of [pending, paused, offered, shown, held]) await soldElsewhere(made);
  expect(await approve(pending.id)).toBe('409 carrier_sold_here');
  expect(await codeOf(paused.seller.post(`/listings/${paused.id}/resume`))).toBe('409 carrier_sold_here');
  await expect(
    database.atomically(() => app.modules.listings.reserve(offered.id, buyer.id, 'An offer was accepted.')),
  ).rejects.toMatchObject({ code: 'carrier_sold_here' });
  await database.atomically(() => app.modules.listings.release(held.id, 'It fell through.'));
  expect(await statusOf(held.id)).toBe('SUSPENDED');
  const back = await listings.readVersion(held.id);
  expect(await codeOf(world.admin.post(`/admin/listings/${held.id}/reinstate`, back))).toBe(
    '409 carrier_sold_here',
  );
  await world.later(2 * DAY_MS);
  expect([await statusOf(shown.id), await onMarket(shown.id)]).toEqual(['SUSPENDED', false]);
});

test('whoever sold assets alone keeps the company: the proof stays, and it is offered again; its buyer holds nothing', async () => {
  const offered = await world.offered({ dealStructure: 'ASSETS_ONLY' });
  const { seller, buyer, usdot } = offered;
  const { body: accepted } = await succeed(
    seller.post(`/offers/${offered.offerId}/accept`, await makeOffers(world.app).seen(offered.offerId)),
  );
  const deal = { ...offered, id: String(accepted.data.transactionId) };
  await world.advance(deal, 'OPENED', 'COMPLETED');
  expect(await statusOf(offered.listingId)).toBe('SOLD');
  expect((await succeed(seller.get(`/fmcsa/proof-of-control/${usdot}`))).body.data.level).toBe(3);
  const again = await draft(seller, usdot);
  expect(await submit(seller, again)).toBe('200');
  expect(await approve(again)).toBe('200');
  expect(await onMarket(again)).toBe(true);
  await succeed(buyer.post('/users/me/roles', { role: 'SELLER' }));
  expect(await submit(buyer, await draft(buyer, usdot))).toBe('409 control_not_proven');
});

test('nobody squats a company: without its mailbox nothing is submitted, a lower proof gives way, and an owner contests', async () => {
  const { app } = world;
  const usdot = await carrierWithContact();
  const mailbox = `office@carrier-${usdot}.example.com`;
  world.app.fmcsa.changeContact(usdot, { email_address: mailbox });
  const [squatter, owner] = [await app.make.seller(), await app.make.seller()];
  const [theirs, own] = [await draft(squatter, usdot), await draft(owner, usdot)];
  expect(await submit(squatter, theirs)).toBe('409 control_not_proven');
  expect((await squatter.post('/fmcsa/proof-of-control/start', { usdot })).status).toBe(201);
  for (let guess = 0; guess < 5; guess += 1)
    await squatter.post('/fmcsa/proof-of-control/confirm', { usdot, code: String(100_000 + guess) });
  expect(await submit(squatter, theirs)).toBe('409 control_not_proven');

  // One who reads the mailbox, as an employee does, gets as far as level 1.
  app.clock.advance(2 * MINUTE_MS);
  expect(await proveByMailbox(squatter, usdot, mailbox)).toBe('200');
  expect(await submit(squatter, theirs)).toBe('200');
  app.clock.advance(2 * MINUTE_MS);
  expect(await proveByMailbox(owner, usdot, mailbox)).toBe('200');
  expect(await submit(owner, own)).toBe('409 carrier_already_listed');
  // Papers that an admin has seen outrank the mailbox.
  await record(owner, usdot, 2);
  expect(await submit(owner, own)).toBe('200');
  expect(await statusOf(theirs)).toBe('REJECTED');

  // With forged papers the squatter comes back, and loses it by a contest.
  await record(squatter, usdot, 3);
  const { version } = await listings.readVersion(theirs);
  await succeed(
    squatter.put(`/listings/${theirs}`, { version, description: 'The papers are in my name now.' }),
  );
  expect(await submit(squatter, theirs)).toBe('200');
  expect(await approve(theirs)).toBe('200');
  expect(await onMarket(theirs)).toBe(true);
  const statement = 'The company has been mine since 2011, as the bill of sale shows.';
  const { body } = await succeed(owner.post('/fmcsa/contests', { usdot, statement }));
  const read = await seenHolders(world.admin, body.data.id);
  const decision = { ...read, decision: 'UPHELD', reason: 'The papers of the other one are forged.' };
  await succeed(world.admin.post(`/admin/contests/${body.data.id}/decide`, decision));
  await app.settle();
  expect([await statusOf(theirs), await onMarket(theirs)]).toEqual(['SUSPENDED', false]);
  expect(
    await codeOf(world.admin.post(`/admin/listings/${theirs}/reinstate`, await listings.readVersion(theirs))),
  ).toBe('409 control_not_proven');
  expect(await codeOf(squatter.post('/fmcsa/proof-of-control/start', { usdot }))).toBe('409 control_revoked');
});

test('whoever lost a company does not list it: another contact in the record ends proof, listing and the way back', async () => {
  const { app } = world;
  const usdot = await carrierWithContact();
  world.app.fmcsa.changeContact(usdot, { email_address: `old@carrier-${usdot}.example.com` });
  const former = await app.make.seller();
  const live = await draft(former, usdot);
  await record(former, usdot, 2);
  expect(await submit(former, live)).toBe('200');
  expect(await approve(live)).toBe('200');
  // Sold past us: the record names the new owner's office.
  const mailbox = `new@carrier-${usdot}.example.com`;
  world.app.fmcsa.changeContact(usdot, { phone: '402 555 0177', email_address: mailbox });
  await world.later(2 * DAY_MS);
  expect([await statusOf(live), await onMarket(live)]).toEqual(['SUSPENDED', false]);
  expect((await succeed(former.get(`/fmcsa/proof-of-control/${usdot}`))).body.data.level).toBe(0);
  expect(
    await codeOf(world.admin.post(`/admin/listings/${live}/reinstate`, await listings.readVersion(live))),
  ).toBe('409 control_not_proven');
  expect(await submit(former, await draft(former, usdot))).toBe('409 control_not_proven');
  // A code goes to whoever the record names now, so the new owner lists it.
  const owner = await app.make.seller();
  const own = await draft(owner, usdot);
  expect(await proveByMailbox(owner, usdot, mailbox)).toBe('200');
  expect(await submit(owner, own)).toBe('200');
  await record(owner, usdot, 2);
  expect(await approve(own)).toBe('200');
  expect(await onMarket(own)).toBe(true);
});

test('a paper of the proof that is rejected during a deal puts the deal on hold, and takes a listing off the market', async () => {
  const { app } = world;
  const deal = await world.at('SIGNED');
  const paper = await verifiedPaper(deal.seller, world.admin);
  const shown = await listings.pending({ seller: deal.seller, usdot: await carrierWithContact() });
  const rest = async (usdot: number) => {
    app.clock.advance(MINUTE_MS);
    await app.platform.database.change(
      'UPDATE control_proofs SET level = 0, levelSince = NULL WHERE userId = :userId AND usdot = :usdot',
      { userId: deal.seller.id, usdot },
    );
    const proof = { userId: deal.seller.id, usdot, level: 2, documentIds: [paper] };
    await succeed(
      world.admin.post('/admin/proof-of-control', { ...proof, evidence: 'The articles were read.' }),
    );
  };
  await rest(deal.usdot);
  await rest(shown.usdot);
  expect(await approve(shown.id)).toBe('200');
  await succeed(
    world.admin.put(`/documents/${paper}/verify`, {
      ...{ verdict: 'REJECTED', reason: 'The state knows no such articles.', version: 2 },
    }),
  );
  await app.settle();
  expect(await world.read(deal, deal.buyer)).toMatchObject({
    onHold: true,
    hold: { reason: expect.stringContaining('proved control') },
  });
  expect([await statusOf(deal.listingId), await statusOf(shown.id)]).toEqual(['RESERVED', 'SUSPENDED']);
});

test('whoever lost the company during a deal is not back on the market when the deal falls through', async () => {
  const { app } = world;
  const offers = makeOffers(app);
  const offered = await world.offered();
  const { seller, usdot, listingId } = offered;
  const backup = await app.make.buyer();
  await listings.unlock(backup, listingId);
  const second = await offers.offer(backup, listingId, { amountCents: 20_000_000 });
  const { body: accepted } = await succeed(
    seller.post(`/offers/${offered.offerId}/accept`, await offers.seen(offered.offerId)),
  );
  await succeed(
    world.admin.post('/admin/proof-of-control/revoke', {
      ...{ userId: seller.id, usdot, reason: 'The papers are forged.' },
    }),
  );
  await app.settle();
  expect([await statusOf(listingId), await onMarket(listingId)]).toEqual(['RESERVED', true]);
  const deal = { ...offered, id: String(accepted.data.transactionId) };
  await succeed(
    offered.buyer.post(`/transactions/${deal.id}/cancel`, { reason: 'The seller is not who they said.' }),
  );
  await app.settle();
  expect([await statusOf(listingId), await onMarket(listingId)]).toEqual(['SUSPENDED', false]);
  // No back-up is told that its turn has come, and none is left to take up.
  const { body: told } = await succeed(backup.get('/notifications?limit=50'));
  const kinds = told.data.map(({ kind }: { kind: string }) => kind);
  expect(kinds).not.toContain('OFFER_BACKUP_REVIVABLE');
  expect(kinds).toContain('OFFER_CLOSED');
  expect((await succeed(backup.get(`/offers/${second}`))).body.data.status).toBe('CLOSED');
});
