/** Documents that come with a dispute, a message, or a proof of control: who reads them follows what they hang on. */
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { TYPE_NAMES } from './document-types';
import type { TestUser } from '../../../tests/support/app';
import { uploadDocument, uploadVersion } from '../../../tests/support/make-documents';
import { makeListings } from '../../../tests/support/make-listings';
import { makeOffers } from '../../../tests/support/make-offers';
import { codeOf, type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld({ DOCUMENTS_KEEP_DRAFT_DAYS: '30', DOCUMENTS_KEEP_RECORD_DAYS: '200' });
});
afterAll(() => world.close());

const reads = async (reader: TestUser, id: string) => [
  (await reader.get(`/documents/${id}`)).status,
  (await reader.get(`/documents/${id}/download`)).status,
  (await reader.post(`/documents/${id}/link`)).status,
];
const READABLE = [200, 200, 201];
const HIDDEN = [404, 404, 404];

test('a dispute is opened and answered with documents, which both sides read from then on', async () => {
  const deal = await world.at('IN_REVIEW');
  const { buyer, seller } = deal;
  const at = `/transactions/${deal.id}`;
  const [photo, letter] = [await uploadDocument(buyer, { title: 'Photo' }), await uploadDocument(seller)];
  const reason = 'The trucks are not those of the list.';
  const disputed = (documentIds: string[]) => codeOf(buyer.post(`${at}/dispute`, { reason, documentIds }));
  expect(await disputed([letter])).toBe('422 document_not_usable');
  expect((await world.read(deal)).status).toBe('IN_REVIEW');
  expect(await reads(seller, photo)).toEqual(HIDDEN);
  expect(await disputed([photo])).toBe('200');
  expect(await reads(seller, photo)).toEqual(READABLE);
  expect(await reads(await world.app.make.seller(), photo)).toEqual(HIDDEN);
  const statement = 'They are: see the letter.';
  await succeed(seller.post(`${at}/dispute/evidence`, { statement, documentIds: [letter] }));
  expect(await reads(buyer, letter)).toEqual(READABLE);
  for (const reader of [buyer, seller, world.admin]) {
    const { body } = await succeed(reader.get(`${at}/timeline?limit=50`));
    const moves = (body.data as { move: string; documents: { id: string }[] }[]).filter(
      ({ documents }) => documents.length > 0,
    );
    expect(moves.map(({ move, documents }) => [move, documents.map(({ id }) => id)])).toEqual([
      ['DISPUTE', [photo]],
      ['ADD_EVIDENCE', [letter]],
    ]);
  }
  expect(await codeOf(buyer.delete(`/documents/${photo}`))).toBe('409 document_kept');

  // What was handed in stays what it was, whatever its owner makes of it.
  const newer = String((await succeed(uploadVersion(buyer, photo))).body.data.id);
  const moves = (await succeed(seller.get(`${at}/timeline?limit=50`))).body.data as {
    documents: { id: string }[];
  }[];
  const handedIn = moves.flatMap(({ documents }) => documents.map(({ id }) => id));
  expect(handedIn.toSorted()).toEqual([photo, letter].toSorted());
  for (const id of [photo, newer]) expect(await reads(seller, id)).toEqual(READABLE);
  const papers = (await succeed(seller.get(`/documents/transaction/${deal.id}`))).body.data;
  expect(papers.map(({ id }: { id: string }) => id).toSorted()).toEqual([letter, newer].toSorted());
  for (const id of [photo, newer])
    expect(await codeOf(buyer.delete(`/documents/${id}`))).toBe('409 document_kept');
});

test('a message brings documents to its receiver, as long as it stands and contact is open', async () => {
  const listings = makeListings(world.app);
  const listing = await listings.active({ usdot: await world.fmcsa.addCarrier() });
  const { seller } = listing;
  const buyer = await listings.buyerOf(listing.id);
  const paper = await uploadDocument(buyer, { title: 'Letter of my bank' });
  const send = (from: TestUser, to: string, id = paper) =>
    from.post('/messages', { receiverId: to, content: 'As promised.', documentIds: [id] });
  expect(await codeOf(send(seller, buyer.id))).toBe('422 document_not_usable');
  expect(await reads(seller, paper)).toEqual(HIDDEN);
  const { body } = await succeed(send(buyer, seller.id));
  expect(body.data.documents).toEqual([{ id: paper, title: 'Letter of my bank' }]);
  const shown = async (reader: TestUser, partner: string) =>
    (await succeed(reader.get(`/messages/conversations/${partner}`))).body.data[0].documents;
  expect(await shown(seller, buyer.id)).toEqual([{ id: paper, title: 'Letter of my bank' }]);
  expect(await reads(seller, paper)).toEqual(READABLE);
  expect(await reads(await world.app.make.buyer(), paper)).toEqual(HIDDEN);
  expect(await codeOf(buyer.delete(`/documents/${paper}`))).toBe('409 document_kept');

  // With the message stays what came with it.
  const newer = String((await succeed(uploadVersion(buyer, paper))).body.data.id);
  expect(await reads(seller, paper)).toEqual(READABLE);
  expect(await reads(seller, newer)).toEqual(HIDDEN);

  // Contact is closed: a paper bears names and numbers.
  await succeed(seller.post(`/listings/${listing.id}/access/${buyer.id}/revoke`));
  expect(await reads(seller, paper)).toEqual(HIDDEN);
  expect(await shown(seller, buyer.id)).toEqual([]);

  // A message that its author deletes takes its documents back.
  const deal = await world.open();
  const [first] = [await uploadDocument(deal.buyer)];
  const sent = await succeed(
    deal.buyer.post(`/transactions/${deal.id}/messages`, { content: 'See here.', documentIds: [first] }),
  );
  expect(await reads(deal.seller, first)).toEqual(READABLE);
  await succeed(deal.buyer.delete(`/messages/${sent.body.data.id}`));
  expect(await reads(deal.seller, first)).toEqual(HIDDEN);

  // Support reads what is sent to it, and answers with papers of its own.
  const toSupport = await uploadDocument(buyer);
  await succeed(send(buyer, 'support', toSupport));
  expect(await reads(world.admin, toSupport)).toEqual(READABLE);
  const answer = await uploadDocument(world.admin);
  const answered = { content: 'Here you are.', documentIds: [answer] };
  await succeed(world.admin.post(`/admin/support/conversations/${buyer.id}/messages`, answered));
  expect(await reads(buyer, answer)).toEqual(READABLE);
  expect(await reads(seller, answer)).toEqual(HIDDEN);
});

test('a message on an offer brings no documents while the listing is locked', async () => {
  const listings = makeListings(world.app);
  const offers = makeOffers(world.app);
  const listing = await listings.active({ usdot: await world.fmcsa.addCarrier() });
  const buyer = await listings.buyerOf(listing.id);
  await offers.offer(buyer, listing.id, { amountCents: 20_000_000 });
  await succeed(listing.seller.post(`/listings/${listing.id}/access/${buyer.id}/revoke`));
  const documentIds = [await uploadDocument(listing.seller)];
  const message = { receiverId: buyer.id, content: 'Our books.' };
  await succeed(listing.seller.post('/messages', message));
  expect(await codeOf(listing.seller.post('/messages', { ...message, documentIds }))).toBe(
    '422 document_not_usable',
  );
});

test('a proof of control and a contest take papers, which admins read and nobody else', async () => {
  const usdot = await world.fmcsa.addCarrier();
  const [seller, owner] = [await world.app.make.seller(), await world.app.make.seller()];
  const [deed, bill] = [await uploadDocument(seller, { title: 'Deed' }), await uploadDocument(owner)];
  const description = 'The deed of sale and the operating agreement.';
  const ask = (documentIds: string[]) =>
    seller.post('/fmcsa/proof-of-control/request-review', { usdot, description, documentIds });
  expect(await codeOf(ask([bill]))).toBe('422 document_not_usable');
  const asked = await succeed(ask([deed]));
  expect(asked.body.data.review.documents).toEqual([{ id: deed, title: 'Deed' }]);
  const pending = await succeed(world.admin.get('/admin/proof-of-control?limit=50'));
  expect(pending.body.data).toContainEqual(
    expect.objectContaining({
      userId: seller.id,
      review: expect.objectContaining({ documents: [{ id: deed, title: 'Deed' }] }),
    }),
  );
  const statement = 'The company has been mine since 2011, as the bill of sale shows.';
  const contested = await succeed(owner.post('/fmcsa/contests', { usdot, statement, documentIds: [bill] }));
  expect(contested.body.data.documents).toHaveLength(1);
  for (const paper of [deed, bill]) expect(await reads(world.admin, paper)).toEqual(READABLE);
  expect([await reads(owner, deed), await reads(seller, bill)]).toEqual([HIDDEN, HIDDEN]);
  expect(await codeOf(seller.delete(`/documents/${deed}`))).toBe('409 document_kept');
  expect(await codeOf(owner.delete(`/documents/${bill}`))).toBe('409 document_kept');
  await succeed(owner.post(`/fmcsa/contests/${contested.body.data.id}/withdraw`));
  expect(await codeOf(owner.delete(`/documents/${bill}`))).toBe('200');
});

test('goes when its time is over: drafts first, papers of an ended deal long after, and nothing that goes on', async () => {
  const { database } = world.app.platform;
  const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
  const listings = makeListings(world.app);
  const draft = await listings.draft({ seller, usdot: await world.fmcsa.addCarrier() });
  const live = await listings.active({ seller, usdot: await world.fmcsa.addCarrier() });
  const deal = await world.at('COMPLETED', { terms: { holdbackPct: 10, holdbackDays: 60 } });
  const open = await world.at('IN_REVIEW');
  // Completed, and a part of the price is held until an admin has decided.
  const held = await world.at('COMPLETED', { terms: { holdbackPct: 10, holdbackDays: 60 } });
  const reason = 'The title of a truck is missing.';
  await succeed(held.buyer.post(`/transactions/${held.id}/buyer/object-to-release`, { reason }));
  const papers = {
    loose: await uploadDocument(seller),
    ofDraft: await uploadDocument(seller, { listingId: draft.id }),
    ofLive: await uploadDocument(seller, { listingId: live.id }),
    ofSold: await uploadDocument(deal.buyer, { transactionId: deal.id }),
    ofOpen: await uploadDocument(open.buyer, { transactionId: open.id }),
    ofHeld: await uploadDocument(held.buyer, { transactionId: held.id }),
    ofIdentity: await uploadDocument(buyer, { type: 'IDENTITY' }),
    // Of two things the one that keeps it longer decides.
    ofBoth: await uploadDocument(deal.seller, { transactionId: deal.id }),
  };
  await database.change(
    `INSERT INTO document_attachments (documentId, subjectKind, subjectId, attachedAt)
     VALUES (:id, 'listing', :listingId, 0)`,
    { id: papers.ofBoth, listingId: draft.id },
  );
  await succeed(
    buyer.post('/verification/identity', { legalName: buyer.name, documentIds: [papers.ofIdentity] }),
  );
  const goneOnes = async () => {
    const rows = await database.select<{ id: string }>("SELECT id FROM documents WHERE status = 'DELETED'");
    const gone = new Set(rows.map(({ id }) => id));
    return Object.entries(papers)
      .filter(([, id]) => gone.has(id))
      .map(([name]) => name);
  };
  await world.later(29 * DAY_MS);
  expect(await goneOnes()).toEqual([]);
  // The time of the deal that is open goes on: what the clock does to it is another test's.
  await database.change('UPDATE transactions SET wakeAt = NULL WHERE id = :id', { id: open.id });
  await world.later(2 * DAY_MS);
  expect(await goneOnes()).toEqual(['loose', 'ofDraft']);
  await world.later(165 * DAY_MS);
  expect(await goneOnes()).toEqual(['loose', 'ofDraft']);
  await world.later(10 * DAY_MS);
  expect(await goneOnes()).toEqual(expect.arrayContaining(['loose', 'ofDraft', 'ofSold', 'ofBoth']));
  for (const kept of ['ofOpen', 'ofHeld']) expect(await goneOnes()).not.toContain(kept);
  const entries = await database.select<{ reason: string }>(
    "SELECT reason FROM audit_entries WHERE action = 'document.deleted' AND subjectId = :id",
    { id: papers.ofSold },
  );
  expect(entries).toEqual([{ reason: 'What it belongs to ended long ago, and its time is over.' }]);
  await world.later(2 * HOUR_MS);
  expect(await world.app.violations('documents')).toEqual([]);
});

test('a document is asked for, and handed in, declined, taken back or never answered; each hears of it', async () => {
  const { app } = world;
  const [seller, buyer] = [await app.make.seller(), await app.make.user({ firstName: 'Bianca' })];
  const { listingId, offerId } = await world.offered({ seller, buyer });
  const why = 'Our lender wants to see the last five years.';
  const asking = (by: TestUser, given: object) =>
    by.post('/document-requests', { type: 'LOSS_RUNS', why, ...given });
  const asked = async (by: TestUser, given: object) =>
    String((await succeed(asking(by, given))).body.data.id);
  const act = (by: TestUser, id: string, move: string, body?: object) =>
    codeOf(by.post(`/document-requests/${id}/${move}`, body));
  const requests = async (by: TestUser, query = '') =>
    (await succeed(by.get(`/document-requests?${query}`))).body.data;
  const told = async (who: TestUser) => {
    await app.settle();
    const kinds = ['DOCUMENT_REQUESTED', 'DOCUMENT_REQUEST_ENDED'];
    const read = await Promise.all(kinds.map((kind) => who.get(`/notifications?kind=${kind}`)));
    await who.delete('/notifications/clear');
    return read.flatMap(({ body }) => body.data.map(({ title }: { title: string }) => title));
  };

  // Only of whoever sells what one has access to, one of a type at a time, and ten in all.
  const stranger = await app.make.buyer();
  expect(await codeOf(asking(stranger, { listingId }))).toBe('404 not_found');
  expect(await codeOf(asking(seller, { listingId }))).toBe('422 document_request_nobody');
  expect(await codeOf(asking(buyer, { listingId, fromId: stranger.id }))).toBe('422 document_request_nobody');
  expect(await codeOf(asking(buyer, {}))).toBe('400 invalid_request');
  const first = await asked(buyer, { listingId });
  expect(await codeOf(asking(buyer, { listingId }))).toBe('409 document_request_open');
  expect(await requests(seller, 'as=OWNER&state=OPEN')).toMatchObject([
    {
      ...{ id: first, type: 'LOSS_RUNS', why, state: 'OPEN', listingId, transactionId: null },
      ...{ askedBy: { id: buyer.id, name: 'Bianca P.' }, moves: ['ANSWER', 'DECLINE'] },
    },
  ]);
  expect(await requests(buyer)).toMatchObject([{ id: first, moves: ['CANCEL'] }]);
  expect(await requests(stranger)).toEqual([]);
  expect(await told(seller)).toEqual(['You are asked for a document: Loss runs']);
  expect(JSON.stringify(await app.mail.sentTo(seller.email))).toContain(why);

  // It is answered with a document of the owner, of that type, which its readers have from then on.
  const wrong = await uploadDocument(seller, { type: 'INSURANCE' });
  const runs = await uploadDocument(seller, { type: 'LOSS_RUNS' });
  const foreign = await uploadDocument(buyer, { type: 'LOSS_RUNS' });
  for (const documentId of [wrong, foreign])
    expect(await act(seller, first, 'answer', { documentId })).toBe('422 document_not_usable');
  expect(await act(buyer, first, 'answer', { documentId: foreign })).toBe('403 forbidden');
  for (const other of [stranger, world.admin])
    expect(await act(other, first, 'cancel')).toBe('404 not_found');
  expect(await reads(buyer, runs)).toEqual(HIDDEN);
  const twice = await Promise.all([1, 2].map(() => act(seller, first, 'answer', { documentId: runs })));
  expect(twice.sort()).toEqual(['200', '409 document_request_ended']);
  expect(await reads(buyer, runs)).toEqual(READABLE);
  expect(await requests(buyer)).toMatchObject([{ state: 'ANSWERED', documentId: runs, moves: [] }]);
  expect(await told(buyer)).toEqual(['A document that you asked for is there: Loss runs']);

  // What is declined says why; what is taken back, and what nobody answers, ends.
  const declined = await asked(buyer, { listingId });
  const reason = 'The insurer gives them to the owner alone.';
  expect(await act(seller, declined, 'decline', { reason: 'No.' })).toBe('400 invalid_request');
  expect(await act(seller, declined, 'decline', { reason })).toBe('200');
  expect(await requests(buyer, `state=DECLINED&listingId=${listingId}`)).toMatchObject([{ reason }]);
  const taken = await asked(buyer, { listingId, type: 'OTHER' });
  expect(await act(seller, taken, 'cancel')).toBe('403 forbidden');
  expect(await act(buyer, taken, 'cancel')).toBe('200');
  expect(await told(seller)).toContain('A request for a document was taken back: Other');
  expect(await told(buyer)).toEqual(['Your request for a document was declined: Loss runs']);
  const atOnce = TYPE_NAMES.slice(0, 12).map((type) => codeOf(asking(buyer, { listingId, type })));
  const refused = (await Promise.all(atOnce)).filter((code) => code !== '201');
  expect(refused).toEqual(['409 too_many_document_requests', '409 too_many_document_requests']);
  // Of thirteen in an hour ten are written to the mailbox: they can be made and taken back without end.
  await app.settle();
  const letters = await app.mail.sentTo(seller.email);
  expect(letters.filter(({ text }) => text.includes(why))).toHaveLength(10);

  // Whoever is shut out is handed nothing in.
  const [late] = await requests(buyer, 'state=OPEN');
  const paper = await uploadDocument(seller, { type: late.type });
  await succeed(seller.post(`/listings/${listingId}/access/${buyer.id}/revoke`));
  expect(await act(seller, late.id, 'answer', { documentId: paper })).toBe('409 document_request_ended');
  await succeed(seller.post(`/listings/${listingId}/access/${buyer.id}/grant`));

  // In a deal each side asks the other, and an admin says whom they ask.
  const accepted = await succeed(
    seller.post(`/offers/${offerId}/accept`, await makeOffers(app).seen(offerId)),
  );
  const transactionId = String(accepted.body.data.transactionId);
  const ofBuyer = await asked(seller, { transactionId, type: 'PROOF_OF_FUNDS' });
  const funds = await uploadDocument(buyer, { type: 'PROOF_OF_FUNDS' });
  expect(await act(buyer, ofBuyer, 'answer', { documentId: funds })).toBe('200');
  expect(await reads(seller, funds)).toEqual(READABLE);
  expect(await codeOf(asking(world.admin, { transactionId }))).toBe('422 document_request_nobody');
  await asked(world.admin, { transactionId, fromId: seller.id });
  expect(await requests(seller, `transactionId=${transactionId}&as=OWNER`)).toMatchObject([
    { askedBy: { name: 'MC Exchange' } },
  ]);

  await told(buyer);
  await app.later(15 * DAY_MS);
  expect(await requests(buyer, 'state=OPEN')).toEqual([]);
  expect(await requests(buyer, 'state=EXPIRED')).toHaveLength(10);
  expect(await told(buyer)).toHaveLength(10);
  expect(await act(seller, late.id, 'decline', { reason })).toBe('409 document_request_ended');
  expect((await succeed(buyer.get('/users/me/export'))).body.data.documentRequests).not.toEqual([]);
});
