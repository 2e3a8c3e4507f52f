/** What of people is verified: how, who reads what of it, what it opens, and how it ends. */
import { DAY_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import { upload } from '../../../tests/support/make-documents';
import { codeOf, type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { proofOfControlChanged } from '../carriers';
import { REMINDER_MS } from './verification.rules';

let world: DealWorld;

beforeAll(async () => {
  world = await startDealWorld({
    VERIFICATION_AT_UNLOCK: 'identity',
    VERIFICATION_AT_OFFER: 'identity,funds',
  });
});
afterAll(() => world.close());

/** Out of service and inactive in the record. */
const STOPPED_USDOT = 9_999_999;

const paper = async (by: TestUser, type = 'OTHER'): Promise<string> =>
  (await succeed(upload(by, { type }))).body.data.id;
const today = (): string => new Date(world.app.clock.now()).toISOString().slice(0, 10);
const daysAgo = (days: number): string =>
  new Date(world.app.clock.now() - days * DAY_MS).toISOString().slice(0, 10);

const startIdentity = async (by: TestUser, path = '/verification/identity') =>
  (await succeed(by.post(path, { legalName: 'Test Person' }))).body.data;
const sendFunds = async (by: TestUser, amountCents = 40_000_000) =>
  by.post('/verification/funds', {
    ...{ amountCents, datedOn: today(), source: 'BANK_STATEMENT' },
    documentIds: [await paper(by)],
  });
const sendCompany = async (by: TestUser, usdot: number | null) =>
  by.post('/verification/company', {
    ...{ companyName: 'Sandhill Freight LLC', role: 'Managing member', usdot },
    ...{ authority: 'Named in the operating agreement.', documentIds: [await paper(by)] },
  });

/** As a person answers on the page of the sandbox. */
const answerCheck = (checkUrl: string, passes: boolean) =>
  fetch(`${world.app.url}${new URL(checkUrl).pathname}`, {
    method: 'POST',
    body: new URLSearchParams({ passes: String(passes) }),
  });
async function verifyIdentity(by: TestUser): Promise<string> {
  const { id, checkUrl } = await startIdentity(by);
  expect((await answerCheck(checkUrl, true)).status).toBe(200);
  return id;
}

const decide = (id: string, given: object = {}, by = world.admin) =>
  by.post(`/admin/verifications/${id}/decide`, {
    ...{ version: 1, decision: 'VERIFIED', reason: 'The paper is genuine.' },
    ...given,
  });
async function verifyFunds(by: TestUser, amountCents?: number): Promise<string> {
  const { body } = await succeed(sendFunds(by, amountCents));
  await succeed(decide(body.data.id));
  return body.data.id;
}

const own = async (by: TestUser) => (await succeed(by.get('/verification'))).body.data;
const saysOf = (facts: { says: string }[]) => facts.map(({ says }) => says);
const profileSays = async ({ id }: TestUser): Promise<string[]> =>
  saysOf((await succeed(world.app.anonymous.get(`/users/${id}`))).body.data.standing.verified);
const kindsOf = async (reader: TestUser): Promise<string[]> => {
  await world.app.settle();
  const { body } = await succeed(reader.get('/notifications?limit=100'));
  return body.data.map(({ kind }: { kind: string }) => kind);
};
const day = (): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(world.app.clock.now());

describe('an identity', () => {
  it('is verified by the check, under the paths of either side, and adds to the trust score', async () => {
    const buyer = await world.app.make.buyer();
    const first = await startIdentity(buyer, '/buyer/verification');
    expect(first).toMatchObject({
      state: 'STARTED',
      checkUrl: expect.stringContaining('/sandbox/identity/'),
    });
    expect((await fetch(`${world.app.url}${new URL(first.checkUrl).pathname}`)).status).toBe(200);
    const page = await succeed(buyer.post(`/verification/${first.id}/continue`));
    expect(page.body.data).toEqual({ url: first.checkUrl });
    await answerCheck(first.checkUrl, false);
    expect((await own(buyer)).identity).toMatchObject({ verified: null, latest: { state: 'DECLINED' } });
    await verifyIdentity(buyer);
    expect(await profileSays(buyer)).toEqual([expect.stringContaining(`Identity checked ${day()}`)]);
    const { trust } = (await succeed(buyer.get(`/users/${buyer.id}`))).body.data.standing;
    expect(trust.lines).toContainEqual({ points: 20, because: 'Identity is verified' });
    expect((await succeed(buyer.get('/buyer/verification'))).body.data).toEqual(await own(buyer));
    // Over is over.
    expect(await codeOf(buyer.post(`/verification/${first.id}/continue`))).toBe('409 verification_closed');
    expect((await answerCheck(first.checkUrl, true)).status).toBe(409);
    expect(await kindsOf(buyer)).toContain('VERIFICATION_CHANGED');
  });

  it('is recorded by an admin for whoever takes that side, and taken back with a reason', async () => {
    const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
    const reason = { reason: 'Met them at their yard.' };
    await succeed(world.admin.post(`/admin/users/${buyer.id}/verify-buyer`, reason));
    expect(await codeOf(world.admin.post(`/admin/users/${seller.id}/verify-buyer`, reason))).toBe(
      '404 not_found',
    );
    const { body } = await succeed(world.admin.post(`/admin/users/${seller.id}/verify-seller`, reason));
    expect(body.data).toMatchObject({ state: 'VERIFIED', method: 'RECORDED', reason: reason.reason });
    // Why it was verified is for the record.
    expect((await own(seller)).identity.verified.reason).toBeNull();
    const path = `/admin/verifications/${body.data.id}/revoke`;
    await succeed(world.admin.post(path, { reason: 'It was a brother.' }));
    expect(await codeOf(world.admin.post(path, { reason: 'Again.' }))).toBe('409 verification_closed');
    expect(await profileSays(seller)).toEqual([]);
    expect((await own(seller)).identity.latest).toMatchObject({
      ...{ state: 'REVOKED', reason: 'It was a brother.' },
    });
  });
});

test('an identity that an admin has seen by other means is not what the person claims meanwhile', async () => {
  const reviewed = await startDealWorld({ IDENTITY_CHECK: 'review' });
  try {
    const { app, admin } = reviewed;
    const buyer = await app.make.buyer();
    const documentIds = [await paper(buyer, 'IDENTITY')];
    const { body } = await succeed(
      buyer.post('/buyer/verification', { legalName: 'Somebody Else', documentIds }),
    );
    const reason = { reason: 'Met them at their yard.' };
    const refused = await admin.post(`/admin/users/${buyer.id}/verify-buyer`, reason);
    expect([refused.status, refused.body.code]).toEqual([409, 'verification_waits']);
    await succeed(
      admin.post(`/admin/verifications/${body.data.id}/decide`, {
        version: 1,
        decision: 'DECLINED',
        ...reason,
      }),
    );
    const recorded = await succeed(admin.post(`/admin/users/${buyer.id}/verify-buyer`, reason));
    expect(recorded.body.data).toMatchObject({
      ...{ state: 'VERIFIED', method: 'RECORDED', claim: { legalName: 'Test Person' } },
    });
  } finally {
    await reviewed.close();
  }
});

describe('an identity by papers', () => {
  it('is reviewed by an admin, and the papers are deleted when their time is over', async () => {
    const reviewed = await startDealWorld({ IDENTITY_CHECK: 'review', IDENTITY_PAPERS_DAYS: '10' });
    try {
      const { app, admin } = reviewed;
      const seller = await app.make.seller();
      const send = (documentIds: string[]) =>
        seller.post('/seller/verification', { legalName: 'Test Person', documentIds });
      expect(await codeOf(send([]))).toBe('422 papers_needed');
      expect(await codeOf(send([await paper(seller)]))).toMatch(/document_not_usable/);
      const [kept, gone] = [await paper(seller, 'IDENTITY'), await paper(seller, 'IDENTITY')];
      const { body } = await succeed(send([kept, gone]));
      expect(body.data).toMatchObject({ state: 'PENDING', checkUrl: null });
      expect((await fetch(`${app.url}/sandbox/identity/${body.data.id}`)).status).toBe(404);
      const { id } = body.data;
      const words = { version: 1, decision: 'DECLINED', reason: 'It cannot be read.' };
      await succeed(admin.post(`/admin/verifications/${id}/decide`, words));
      // Sent again with one of the papers.
      const again = await succeed(send([kept]));
      expect(again.body.data.id).not.toBe(id);
      await app.later(10 * DAY_MS + 20 * MINUTE_MS);
      const statusOf = async (document: string) => (await seller.get(`/documents/${document}`)).status;
      expect([await statusOf(kept), await statusOf(gone)]).toEqual([200, 404]);
      await succeed(
        admin.post(`/admin/verifications/${again.body.data.id}/decide`, { ...words, decision: 'VERIFIED' }),
      );
      await app.later(10 * DAY_MS + 20 * MINUTE_MS);
      expect(await statusOf(kept)).toBe(404);
      expect((await succeed(seller.get('/seller/verification'))).body.data.identity.verified).toMatchObject({
        ...{ state: 'VERIFIED', documents: [] },
      });
    } finally {
      await reviewed.close();
    }
  });
});

describe('funds', () => {
  it('are decided by an admin about the version that they saw, with the sum that they saw', async () => {
    const buyer = await world.app.make.buyer();
    const { body } = await succeed(sendFunds(buyer, 40_000_000));
    const { id } = body.data;
    await succeed(sendFunds(buyer, 90_000_000));
    expect(await codeOf(decide(id))).toBe('409 verification_changed');
    expect(await codeOf(decide(id, { version: 2 }, buyer))).toBe('403 forbidden');
    const { items } = (await succeed(world.admin.get('/admin/queues'))).body.data.find(
      ({ kind }: { kind: string }) => kind === 'VERIFICATION',
    );
    expect(items).toContainEqual(expect.objectContaining({ id }));
    await succeed(decide(id, { version: 2, amountCents: 45_000_000 }));
    expect(await codeOf(decide(id, { version: 2 }))).toBe('409 verification_closed');
    expect((await own(buyer)).funds.verified.says).toContain('Funds of at least $450,000 seen');
    expect(await profileSays(buyer)).toEqual([
      expect.stringContaining('Funds between $300,000 and $500,000 seen'),
    ]);
  });

  it('need a paper of one’s own that is not too old', async () => {
    const [buyer, other] = [await world.app.make.buyer(), await world.app.make.buyer()];
    const send = (given: object) =>
      buyer.post('/buyer/proof-of-funds', {
        ...{ amountCents: 100, datedOn: today(), source: 'OTHER', documentIds: [] },
        ...given,
      });
    const documentIds = [await paper(buyer)];
    expect(await codeOf(send({}))).toBe('422 papers_needed');
    expect(await codeOf(send({ documentIds: [await paper(other)] }))).toMatch(/document_not_usable/);
    expect(await codeOf(send({ documentIds, datedOn: daysAgo(91) }))).toBe('422 paper_not_current');
    expect(await codeOf(send({ documentIds, datedOn: daysAgo(-3) }))).toBe('422 paper_not_current');
    const sent = await succeed(send({ documentIds, datedOn: daysAgo(89) }));
    expect(sent.body.data.documents).toMatchObject([{ id: documentIds[0] }]);
    // It grows old while it waits.
    await world.later(2 * DAY_MS);
    expect(await codeOf(decide(sent.body.data.id))).toBe('422 paper_not_current');
    await succeed(buyer.post(`/verification/${sent.body.data.id}/withdraw`));
    expect(await codeOf(other.post(`/verification/${sent.body.data.id}/withdraw`))).toBe('404 not_found');
    expect(await codeOf(decide(sent.body.data.id))).toBe('409 verification_closed');
  });

  it('end by the clock, with a reminder before; a later proof takes the place of the former', async () => {
    const buyer = await world.app.make.buyer();
    const first = await verifyFunds(buyer);
    await world.later(90 * DAY_MS - REMINDER_MS);
    expect(await kindsOf(buyer)).toContain('VERIFICATION_ENDING');
    const second = await verifyFunds(buyer, 60_000_000);
    const states = (await own(buyer)).funds;
    expect(states.verified).toMatchObject({ id: second });
    const replaced = await succeed(world.admin.get(`/admin/verifications?state=REPLACED&userId=${buyer.id}`));
    expect(replaced.body.data).toMatchObject([{ id: first }]);
    await world.later(90 * DAY_MS);
    expect(await profileSays(buyer)).toEqual([]);
    expect((await own(buyer)).funds).toMatchObject({ verified: null, latest: { state: 'EXPIRED' } });
  });

  it('hold for nothing once they have ended, also before the sweep has seen it', async () => {
    const buyer = await world.app.make.buyer();
    await verifyFunds(buyer);
    world.app.clock.advance(90 * DAY_MS + MINUTE_MS);
    expect(await profileSays(buyer)).toEqual([]);
  });
});

describe('a company', () => {
  it('is named to the seller alone, with what the federal record shows of it', async () => {
    const listings = makeListings(world.app);
    const listing = await listings.active({ usdot: await world.fmcsa.addCarrier() });
    const buyer = await world.app.make.buyer();
    await verifyIdentity(buyer);
    const { body } = await succeed(sendCompany(buyer, STOPPED_USDOT));
    const waiting = await succeed(world.admin.get(`/admin/verifications?userId=${buyer.id}`));
    const record = String(waiting.body.data[0].carrierRecord);
    expect(record).toMatch(/^FMCSA record of USDOT 9999999 shows .*out.of.service/i);
    await succeed(decide(body.data.id));
    await listings.unlock(buyer, listing.id);
    const access = await succeed(listing.seller.get(`/listings/${listing.id}/access`));
    const seen = saysOf(access.body.data[0].standing.verified).join('\n');
    expect(seen).toContain('Signs for Sandhill Freight LLC as Managing member');
    expect(seen).toContain(record);
    // So is what the record shows of carriers that the buyer controls, whatever company they say to act for.
    expect(access.body.data[0].standing.carriers).toEqual([]);
    const controlling = await world.app.make.buyer();
    await verifyIdentity(controlling);
    await listings.proveMailbox(controlling.id, STOPPED_USDOT);
    await listings.unlock(controlling, listing.id);
    const rows = await succeed(listing.seller.get(`/listings/${listing.id}/access`));
    const theirs = (rows.body.data as { buyerId: string; standing: { carriers: string[] } }[]).find(
      ({ buyerId }) => buyerId === controlling.id,
    );
    expect(theirs?.standing.carriers).toEqual([
      expect.stringMatching(/^FMCSA record of USDOT 9999999 shows .*out of service ordered/),
    ]);
    const listed = await succeed(
      world.admin.get(`/admin/verifications?state=VERIFIED&userId=${controlling.id}`),
    );
    expect(listed.body.data[0].ownCarriers).toEqual(theirs?.standing.carriers);
    const open = await succeed(world.app.anonymous.get(`/users/${controlling.id}`));
    expect(open.body.data.standing.carriers).toEqual([]);
    const shown = (await profileSays(buyer)).join('\n');
    expect(shown).toContain('Authority to sign for a company checked');
    expect(shown).not.toMatch(/Sandhill|9999999/);
  });

  it('ends with the sale of that company, waiting or verified, and not with that of another', async () => {
    const [usdot, other] = [await world.fmcsa.addCarrier(), await world.fmcsa.addCarrier()];
    const [holder, asking] = [await world.app.make.seller(), await world.app.make.seller()];
    const verified = (await succeed(sendCompany(holder, usdot))).body.data.id;
    await succeed(decide(verified));
    const waiting = (await succeed(sendCompany(asking, usdot))).body.data.id;
    const sold = async (of: number) => {
      for (const { id: userId } of [holder, asking])
        await world.app.emit(proofOfControlChanged, {
          ...{ userId, usdot: of, level: 0, cause: 'SOLD' as const, reason: 'The company was sold.' },
        });
      await world.app.settle();
    };
    const states = async () => {
      const rows = await world.app.platform.database.select<{ state: string }>(
        'SELECT state FROM verifications WHERE id IN (:verified, :waiting) ORDER BY id',
        { verified, waiting },
      );
      return rows.map(({ state }) => state);
    };
    await sold(other);
    expect(await states()).toEqual(['VERIFIED', 'PENDING']);
    await sold(usdot);
    expect(await states()).toEqual(['REVOKED', 'DECLINED']);
    expect(await codeOf(decide(waiting))).toBe('409 verification_closed');
    expect(await kindsOf(holder)).toContain('VERIFICATION_CHANGED');
  });

  it('is taken also where the record has none of that number, which is said', async () => {
    const buyer = await world.app.make.buyer();
    await succeed(sendCompany(buyer, 98_765_432));
    const waiting = await succeed(world.admin.get(`/admin/verifications?userId=${buyer.id}`));
    expect(waiting.body.data[0].carrierRecord).toMatch(/^FMCSA record of USDOT 98765432 shows .*no carrier/);
  });
});

it('unlocking and offers ask for what is configured, say what is missing, and reading asks for nothing', async () => {
  const listings = makeListings(world.app);
  const listing = await listings.active({ usdot: await world.fmcsa.addCarrier() });
  const buyer = await world.app.make.buyer();
  await succeed(buyer.get(`/listings/${listing.id}`));
  expect(await own(buyer)).toMatchObject({
    ...{ neededToUnlock: ['IDENTITY'], neededToOffer: ['IDENTITY', 'FUNDS'] },
  });
  await listings.giveCredits(buyer.id, 1);
  const { body: nda } = await world.app.anonymous.get('/listings/nda');
  const unlock = () =>
    buyer.post(`/listings/${listing.id}/unlock`, {
      ...{ ndaVersion: nda.data.version, accepted: true, typedName: buyer.name },
    });
  const refused = await unlock();
  expect(refused).toMatchObject({
    status: 403,
    body: {
      code: 'verification_needed',
      errors: [{ field: 'identity', message: expect.stringContaining('POST /verification/identity') }],
    },
  });
  await verifyIdentity(buyer);
  await succeed(unlock());
  const offer = () => buyer.post('/offers', { listingId: listing.id, amountCents: 20_000_000 });
  const { body } = await offer();
  expect(body).toMatchObject({ code: 'verification_needed', errors: [{ field: 'funds' }] });
  await verifyFunds(buyer);
  const made = await succeed(offer());
  expect((await own(buyer)).neededToOffer).toEqual([]);
  const seen = await succeed(listing.seller.get(`/offers/${made.body.data.id}`));
  expect(saysOf(seen.body.data.otherSide.verified).join('\n')).toContain('Funds of at least $400,000');
  // The other way round nothing is told beyond the profile.
  const back = await succeed(buyer.get(`/offers/${made.body.data.id}`));
  expect(saysOf(back.body.data.otherSide.verified)).toEqual(await profileSays(listing.seller));
});

it('no admin decides, records or revokes what is their own', async () => {
  const own = await world.app.make.user({ roles: ['admin', 'buyer'] });
  const { body } = await succeed(sendFunds(own));
  expect(await codeOf(decide(body.data.id, {}, own))).toBe('403 forbidden');
  const reason = { reason: 'I know myself.' };
  expect(await codeOf(own.post(`/admin/users/${own.id}/verify-buyer`, reason))).toBe('403 forbidden');
  await succeed(decide(body.data.id));
  expect(await codeOf(own.post(`/admin/verifications/${body.data.id}/revoke`, reason))).toBe('403 forbidden');
  expect(await codeOf(decide(newId()))).toBe('404 not_found');
});

it('what somebody said goes with their account', async () => {
  const buyer = await world.app.make.buyer();
  const id = await verifyIdentity(buyer);
  await succeed(buyer.send('delete', '/users/me', { password: buyer.password }));
  await world.app.settle();
  const rows = await succeed(world.admin.get(`/admin/verifications?state=EXPIRED&userId=${buyer.id}`));
  expect(rows.body.data).toMatchObject([{ id, claim: null }]);
});
