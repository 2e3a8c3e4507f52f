/** Reports of abuse: who reports what, who learns of it, and what a decision does. */
import type { TestUser } from '../../../tests/support/app';
import { uploadDocument } from '../../../tests/support/make-documents';
import { makeListings } from '../../../tests/support/make-listings';
import { codeOf, type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { newId } from '../../platform/kernel/ids';
import { MOST_OPEN } from './report.rules';

let world: DealWorld;
let reporter: TestUser;

beforeAll(async () => {
  world = await startDealWorld();
  reporter = await world.app.make.buyer();
});
afterAll(() => world.close());

const about = (type: string, id: string) => ({
  subject: { type, id },
  ...{ category: 'FRAUD', description: 'They sell what they do not own.' },
});
const report = (by: TestUser, type: string, { id }: { id: string }) => by.post('/reports', about(type, id));
const made = async (...given: Parameters<typeof report>): Promise<string> =>
  (await succeed(report(...given))).body.data.id;
const decide = (by: TestUser, id: string, decision: object) =>
  by.post(`/admin/reports/${id}/decide`, { reason: 'Seen by two of us.', ...decision });
const own = async (by: TestUser): Promise<{ id: string; state: string; acted: boolean | null }[]> =>
  (await succeed(by.get('/reports'))).body.data;
const told = async (reader: TestUser): Promise<{ kind: string; title: string; body: string }[]> => {
  await world.app.settle();
  return (await succeed(reader.get('/notifications?limit=100'))).body.data;
};
const kindsOf = async (reader: TestUser) => (await told(reader)).map(({ kind }) => kind);
const waiting = async (): Promise<{ id: string }[]> =>
  (await succeed(world.admin.get('/admin/queues'))).body.data.find(
    ({ kind }: { kind: string }) => kind === 'ABUSE_REPORT',
  ).items;

describe('making a report', () => {
  it('one open report of each person about one thing, until it is withdrawn or decided', async () => {
    const seller = await world.app.make.seller();
    const { subject: _, ...words } = about('USER', seller.id);
    const path = `/users/${seller.id}/report`;
    const first = String((await succeed(reporter.post(path, words))).body.data.id);
    expect(await codeOf(report(reporter, 'USER', seller))).toBe('409 report_open');
    const open = await succeed(world.admin.get(`/admin/reports?reportedId=${seller.id}`));
    expect(open.body.data).toMatchObject([{ id: first, reporter: { id: reporter.id }, openAbout: 1 }]);
    expect(await codeOf(reporter.post(path, words))).toBe('409 report_open');
    expect(await waiting()).toEqual(expect.arrayContaining([expect.objectContaining({ id: first })]));
    const another = await world.app.make.buyer();
    expect(await codeOf(another.post(`/reports/${first}/withdraw`))).toBe('404 not_found');
    await succeed(reporter.post(`/reports/${first}/withdraw`));
    expect(await codeOf(reporter.post(`/reports/${first}/withdraw`))).toBe('409 report_closed');
    const second = await made(reporter, 'USER', seller);
    await succeed(decide(world.admin, second, { outcome: 'NO_ACTION' }));
    await made(reporter, 'USER', seller);
  });

  it('two of the same at once: one is kept', async () => {
    const [by, seller] = [await world.app.make.buyer(), await world.app.make.seller()];
    const codes = await Promise.all([codeOf(report(by, 'USER', seller)), codeOf(report(by, 'USER', seller))]);
    expect(codes.toSorted()).toEqual(['201', '409 report_open']);
  });

  it('nothing of one’s own, and nothing that one cannot see', async () => {
    const { listingId, seller } = await world.offered();
    expect(await codeOf(report(seller, 'LISTING', { id: listingId }))).toBe('409 own_subject');
    expect(await codeOf(report(reporter, 'USER', reporter))).toBe('409 own_subject');
    const suspended = await world.app.make.seller();
    const { version } = await makeListings(world.app).readVersion(listingId);
    await succeed(world.admin.post(`/admin/users/${suspended.id}/suspend`, { reason: 'To see.' }));
    await succeed(world.admin.post(`/admin/listings/${listingId}/suspend`, { version, reason: 'To see.' }));
    for (const [type, id] of [
      ...[
        ['USER', newId()],
        ['USER', suspended.id],
      ],
      ...[
        ['LISTING', newId()],
        ['LISTING', listingId],
        ['REVIEW', newId()],
        ['DOCUMENT', newId()],
      ],
    ] as const) {
      expect([type, await codeOf(report(reporter, type, { id }))]).toEqual([type, '404 not_found']);
    }
  });

  it('no more than ten at a time', async () => {
    const by = await world.app.make.buyer();
    for (let count = 0; count < MOST_OPEN; count += 1) {
      await made(by, 'USER', await world.app.make.seller());
    }
    expect(await codeOf(report(by, 'USER', reporter))).toBe('409 too_many_reports');
  });

  it('no more than ten of many at once', async () => {
    const by = await world.app.make.buyer();
    const sellers = await Promise.all(Array.from({ length: MOST_OPEN + 5 }, () => world.app.make.seller()));
    await Promise.all(sellers.map((seller) => report(by, 'USER', seller)));
    expect((await own(by)).filter(({ state }) => state === 'OPEN')).toHaveLength(MOST_OPEN);
  });
});

describe('deciding', () => {
  it('a warning: the reported are told its message, and nothing of who reported it or why it was decided', async () => {
    const seller = await world.app.make.seller();
    const [first, second] = [reporter, await world.app.make.user({ firstName: 'Zebulon' })];
    const id = await made(first, 'USER', seller);
    const other = await made(second, 'USER', seller);
    expect(await codeOf(decide(world.admin, id, { outcome: 'WARNING' }))).toBe('422 outcome_not_fitting');
    const hiding = { outcome: 'CONTENT_HIDDEN', message: 'It is hidden.' };
    expect(await codeOf(decide(world.admin, id, hiding))).toBe('422 outcome_not_fitting');
    const warning = { outcome: 'WARNING', message: 'Sell what is yours.', reason: 'Zebulon is right.' };
    const { body } = await succeed(decide(world.admin, id, warning));
    expect(body.data).toMatchObject({ state: 'DECIDED', outcome: 'WARNING', openAbout: 0 });
    expect(body.data.decider).toMatchObject({ id: world.admin.id, email: world.admin.email });
    expect(await codeOf(decide(world.admin, other, warning))).toBe('409 report_closed');
    for (const by of [first, second]) {
      expect(await kindsOf(by)).toContain('REPORT_DECIDED');
      expect(await own(by)).toEqual(
        expect.arrayContaining([expect.objectContaining({ state: 'DECIDED', acted: true })]),
      );
    }
    const notice = (await told(seller)).find(({ kind }) => kind === 'REPORT_ACTED_ON');
    expect(notice?.body).toContain('Sell what is yours.');
    const all = [
      (await succeed(seller.get('/notifications?limit=100'))).body,
      (await succeed(seller.get('/events?cursor=0&limit=100'))).body,
      (await succeed(seller.get('/users/me/export'))).body,
      await world.app.mail.sentTo(seller.email),
    ];
    const seen = JSON.stringify(all);
    for (const secret of ['Zebulon', first.id, second.id, id, other, 'do not own']) {
      expect(seen).not.toContain(secret);
    }
  });

  it('a listing or a user is suspended at once; where it is so already, the decision stands', async () => {
    const { listingId, seller } = await world.offered();
    const id = await made(reporter, 'LISTING', { id: listingId });
    const stopped = { outcome: 'LISTING_SUSPENDED', message: 'The papers are forged.' };
    await succeed(decide(world.admin, id, stopped));
    expect((await world.app.modules.listings.findListing(listingId))?.status).toBe('SUSPENDED');
    const user = await made(reporter, 'USER', seller);
    const second = await made(await world.app.make.buyer(), 'USER', seller);
    expect(second).not.toBe(user);
    const suspended = { outcome: 'USER_SUSPENDED', message: 'The papers are forged.' };
    await succeed(world.admin.post(`/admin/users/${seller.id}/suspend`, { reason: 'Meanwhile.' }));
    await succeed(decide(world.admin, user, suspended));
    const fresh = await world.app.make.seller();
    await succeed(decide(world.admin, await made(reporter, 'USER', fresh), suspended));
    expect((await world.app.modules.identity.getUser(fresh.id)).status).toBe('SUSPENDED');
    expect((await fresh.get('/users/me')).status).toBe(401);
  });

  it('a review is hidden, or the reply to it where its author reports that', async () => {
    const deal = await world.at('COMPLETED');
    const write = async (by: TestUser, content: string) =>
      (await succeed(by.post('/reviews', { transactionId: deal.id, stars: 1, content }))).body.data.id;
    const byBuyer = String(await write(deal.buyer, 'A liar and a thief.'));
    // Sealed, it is nobody's to report.
    expect(await codeOf(report(deal.seller, 'REVIEW', { id: byBuyer }))).toBe('404 not_found');
    await write(deal.seller, 'Fine.');
    await succeed(deal.seller.post(`/reviews/${byBuyer}/reply`, { content: 'A liar yourself.' }));
    const shown = async () =>
      (await succeed(world.app.anonymous.get(`/users/${deal.seller.id}/reviews`))).body.data;
    const hide = async (by: TestUser) => {
      const id = await made(by, 'REVIEW', { id: byBuyer });
      await succeed(decide(world.admin, id, { outcome: 'CONTENT_HIDDEN', message: 'It insults.' }));
    };
    await hide(deal.buyer);
    expect(await shown()).toMatchObject([{ id: byBuyer, reply: null }]);
    await hide(deal.seller);
    expect(await shown()).toEqual([]);
  });

  it('a document is hidden from everybody but its owner, who is told why', async () => {
    const { listingId, seller, buyer } = await world.offered();
    const { id } = { id: await uploadDocument(seller, { listingId }) };
    // Whoever may not read it cannot report it.
    expect(await codeOf(report(reporter, 'DOCUMENT', { id }))).toBe('404 not_found');
    expect(await codeOf(report(seller, 'DOCUMENT', { id }))).toBe('409 own_subject');
    const first = await made(buyer, 'DOCUMENT', { id });
    const stopped = { outcome: 'LISTING_SUSPENDED', message: 'It is forged.' };
    expect(await codeOf(decide(world.admin, first, stopped))).toBe('422 outcome_not_fitting');
    await succeed(decide(world.admin, first, { outcome: 'CONTENT_HIDDEN', message: 'It is forged.' }));
    const readers = [buyer, seller].map(async (reader) => (await reader.get(`/documents/${id}`)).status);
    expect(await Promise.all(readers)).toEqual([404, 200]);
    const notice = (await told(seller)).find(({ kind }) => kind === 'DOCUMENT_REJECTED');
    expect(notice?.body).toContain('It is forged.');
    expect(await kindsOf(buyer)).toContain('REPORT_DECIDED');
    // Hidden already, the decision about the next report stands all the same.
    const other = await uploadDocument(seller, { listingId });
    const second = await made(buyer, 'DOCUMENT', { id: other });
    await succeed(seller.delete(`/documents/${other}`));
    await succeed(decide(world.admin, second, { outcome: 'CONTENT_HIDDEN', message: 'It is forged.' }));
  });

  it('no admin decides what they reported themselves, or what is about them', async () => {
    const seller = await world.app.make.seller();
    const mine = await made(world.admin, 'USER', seller);
    const aboutMe = await made(seller, 'USER', world.admin);
    const outcome = { outcome: 'NO_ACTION' };
    expect(await codeOf(decide(world.admin, mine, outcome))).toBe('403 forbidden');
    expect(await codeOf(decide(world.admin, aboutMe, outcome))).toBe('403 forbidden');
    const claim = (id: string) => world.admin.post(`/admin/queues/ABUSE_REPORT/${id}/claim`);
    expect(await codeOf(claim(aboutMe))).toBe('403 forbidden');
    // Decided with another's report of the same, it would be their own decision.
    const others = await made(reporter, 'USER', seller);
    await succeed(decide(world.admin, others, outcome));
    expect(await own(world.admin)).toMatchObject([{ id: mine, state: 'OPEN' }]);
    await succeed(decide(world.secondAdmin, mine, outcome));
  });
});
