/** The place that administrators give a listing: for a while, on the market alone, and nobody's own. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { makeListings, type MadeListing } from '../../../../tests/support/make-listings';
import { codeOf, succeed } from '../../../../tests/support/make-transactions';
import { DAY_MS, iso, SECOND_MS } from '../../../platform/kernel/clock';

let app: TestApp;
let admin: TestUser;
let seller: TestUser;
let listing: MadeListing;

beforeAll(async () => {
  app = await startTestApp();
  [admin, seller] = [await app.make.admin(), await app.make.seller()];
  listing = await makeListings(app).active({ seller, usdot: 9_900_001 });
});
afterAll(() => app.close());

const reason = 'The best kept company of the month.';
const feature = (by: TestUser, id: string, days = 30) =>
  by.put(`/admin/listings/${id}/featured`, { until: iso(app.clock.now() + days * DAY_MS), reason });
const shown = async (reader: Pick<TestUser, 'get'> = app.anonymous) => {
  // What is kept of it for everybody is kept for ten seconds.
  app.clock.advance(10 * SECOND_MS);
  const { body } = await succeed(reader.get('/listings/featured'));
  return (body.data as { id: string }[]).map(({ id }) => id);
};

it('is for what is on the market, for 90 days at most, and no place of an administrator’s own', async () => {
  const draft = await makeListings(app).draft({ seller, usdot: 9_900_002 });
  expect(await codeOf(feature(admin, draft.id))).toBe('409 listing_state_forbids');
  expect(await codeOf(feature(admin, listing.id, 91))).toBe('400 invalid_request');
  expect(await codeOf(feature(admin, listing.id, -1))).toBe('400 invalid_request');
  expect(await codeOf(feature(seller, listing.id))).toBe('403 forbidden');
  expect(await shown()).toEqual([]);
});

it('is seen by everybody until it ends: by its day, by an administrator, or with the stay on the market', async () => {
  const { id } = (await succeed(feature(admin, listing.id, 2))).body.data;
  expect(await shown()).toEqual([listing.id]);
  // Chosen again, it is the same place for longer.
  expect((await succeed(feature(admin, listing.id, 3))).body.data.id).toBe(id);
  app.clock.advance(2 * DAY_MS);
  expect(await shown()).toEqual([listing.id]);
  app.clock.advance(DAY_MS);
  expect(await shown()).toEqual([]);

  await succeed(feature(admin, listing.id));
  await succeed(seller.post(`/listings/${listing.id}/pause`));
  expect(await shown()).toEqual([]);
  expect((await succeed(admin.get('/admin/featured'))).body.data).toMatchObject([{ id, shown: false }]);
  await succeed(seller.post(`/listings/${listing.id}/resume`));
  expect(await shown(await app.make.buyer())).toEqual([listing.id]);

  await succeed(admin.post(`/admin/featured/${id}/end`, { reason: 'Another one has its turn.' }));
  expect(await shown()).toEqual([]);
  expect(await codeOf(admin.post(`/admin/featured/${id}/end`, { reason }))).toBe('409 listing_state_forbids');
  const { body } = await succeed(admin.get(`/admin/action-log?subjectType=listing&subjectId=${listing.id}`));
  expect((body.data as { action: string }[]).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['listing.featured', 'listing.featured_ended']),
  );
});

it('has room for six: of seven that are chosen, administrators read of the first that it is not shown', async () => {
  const chosen: string[] = [];
  for (let count = 0; count < 7; count += 1) {
    const { id } = await makeListings(app).active();
    app.clock.advance(SECOND_MS);
    await succeed(feature(admin, id));
    chosen.unshift(id);
  }
  expect(await shown()).toEqual(chosen.slice(0, 6));
  const { body } = await succeed(admin.get('/admin/featured?limit=7'));
  const told = body.data as { listing: { id: string }; shown: boolean }[];
  expect(told.map((each) => [each.listing.id, each.shown])).toEqual(
    chosen.map((id, place) => [id, place < 6]),
  );
});
