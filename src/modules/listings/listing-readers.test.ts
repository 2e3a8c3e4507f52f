/** Who reads what of a listing: teaser and confidential part, unlocking, consent, search, lists. */
import { uploadDocument } from '../../../tests/support/make-documents';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { type ListingOptions, makeListings } from '../../../tests/support/make-listings';
import { pdfText } from '../../../tests/support/pdf-text';
import { sized } from '../../../tests/support/size';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import * as events from './listings.events';
import { currentNda } from './nda/nda-versions';

/** More than there are credits, all asked for at once. */
const LISTINGS = sized(100, 30);

let app: TestApp;
let make: ReturnType<typeof makeListings>;
const heard: { name: string; listingId: string }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  make = makeListings(app);
  for (const kind of Object.values(events)) {
    app.platform.events.on<{ listingId: string }>(kind, 'test', { runs: 'unit' }, ({ listingId }) => {
      heard.push({ name: kind.name, listingId });
      return Promise.resolve();
    });
  }
});
afterAll(() => app.close());

const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const accepted = { ndaVersion: currentNda().version, accepted: true, typedName: 'Test Person' };
const unlock = (buyer: TestUser, id: string, body: unknown = accepted) =>
  buyer.post(`/listings/${id}/unlock`, body);
const richBuyer = async (count: number) => {
  const buyer = await app.make.buyer();
  await make.giveCredits(buyer.id, count);
  return buyer;
};
const newsOf = async (id: string) => {
  await app.settle();
  return heard.filter(({ listingId }) => listingId === id).map(({ name }) => name);
};

describe('teaser and confidential part', () => {
  test('a reader without access sees nothing that names the carrier or its exact figures', async () => {
    const { id, seller, usdot } = await make.active({ askingPriceCents: 34_567_800 });
    const { confidential } = (await seller.get(`/listings/${id}`)).body.data;
    const secrets = [
      String(usdot),
      '34567800',
      confidential.carrier.legalName,
      ...confidential.carrier.dockets,
      seller.email,
      confidential.description,
    ];
    const stranger = await app.make.buyer();
    for (const reader of [app.anonymous, stranger]) {
      for (const path of [
        `/listings/${id}`,
        `/listings/${id}/checks`,
        '/listings?limit=100&sortBy=price_asc',
      ]) {
        const answer = await reader.get(path);
        expect(answer.status).toBe(200);
        const text = JSON.stringify(answer.body);
        for (const secret of secrets) expect(text).not.toContain(secret);
      }
      const { data } = (await reader.get(`/listings/${id}`)).body;
      expect(data).toMatchObject({ confidential: null, management: null, access: 'NONE' });
      expect(data.priceBand).toEqual({ fromCents: 30_000_000, belowCents: 50_000_000 });
    }
  });

  test('its seller, an admin and a buyer with access read all of it; only the first two see the management part', async () => {
    const { id, seller } = await make.active();
    const buyer = await make.buyerOf(id);
    const admin = await app.make.admin();
    for (const reader of [seller, buyer, admin]) {
      const { data } = (await reader.get(`/listings/${id}`)).body;
      expect(data.confidential.contact.email).toBe(seller.email);
      expect(data.management === null).toBe(reader === buyer);
      const checks = (await reader.get(`/listings/${id}/checks`)).body.data.checks;
      expect(checks.some(({ value }: { value: string | null }) => value !== null)).toBe(true);
    }
    const teased = (await app.anonymous.get(`/listings/${id}/checks`)).body.data.checks;
    expect(teased.length).toBeGreaterThan(0);
    expect(teased.every(({ value }: { value: string | null }) => value === null)).toBe(true);
  });

  describe('who finances and insures the company, and its audit,', () => {
    const FINANCE = {
      factoring: {
        ...{
          active: true,
          letterOfRelease: 'REQUESTED',
          factor: 'Quillback Receivables',
          feeBasisPoints: 273,
        },
      },
      insurance: { insurer: 'Ospreyline Mutual', yearlyPremiumCents: 4_321_987 },
      newEntrantAudit: 'AWAITED',
    };
    const SECRETS = [
      'Quillback',
      '"feeBasisPoints":273',
      'Ospreyline',
      '4321987',
      '"newEntrantAudit":"AWAITED"',
    ];
    /** All that can be read of a listing, or of several. */
    const pathsOf = (id: string): string[] => [
      ...app.app.endpoints.flatMap(({ contract: { method, path } }) =>
        method === 'get' && /^\/listings\/\{id\}(?:\/[\w-]+)?$/.test(path) ? [path.replace('{id}', id)] : [],
      ),
      ...['/listings?limit=100', '/listings/featured', '/listings/recently-sold', '/listings/saved'],
      ...[
        '/listings/unlocked',
        '/listings/my-listings',
        '/buyer/saved',
        '/buyer/unlocked',
        '/seller/listings',
      ],
      ...['/listings?search=Quillback', '/listings?search=Ospreyline'],
    ];
    type Reader = Pick<TestUser, 'get'>;

    /** In which of the answers each secret stands. */
    async function readBy(reader: Reader, id: string): Promise<Set<string>> {
      const found = new Set<string>();
      for (const path of pathsOf(id)) {
        const { body, bytes } = await reader.get(path);
        const text = `${JSON.stringify(body ?? null)} ${bytes.toString()}`;
        for (const secret of SECRETS) if (text.includes(secret)) found.add(secret);
        const isSought = path.includes('search=');
        if (isSought && reader === app.anonymous) expect([path, body.data]).toEqual([path, []]);
      }
      return found;
    }

    test('is for whoever may read the confidential part, and never before an unlock', async () => {
      const { id, seller } = await make.active({ approvalRequired: true, finance: FINANCE });
      const admin = await app.make.admin();
      const decide = (buyer: TestUser, verb: string) =>
        seller.post(`/listings/${id}/access/${buyer.id}/${verb}`);
      const [waiting, revoked, granted, outdone] = [
        await make.buyerOf(id),
        await make.buyerOf(id),
        await make.buyerOf(id),
        await make.buyerOf(id),
      ];
      for (const buyer of [revoked, granted, outdone])
        expect((await decide(buyer, 'grant')).status).toBe(200);
      expect((await decide(revoked, 'revoke')).status).toBe(200);
      const stranger = await app.make.buyer();
      await stranger.post(`/listings/${id}/save`);
      const keyed = async (of: TestUser): Promise<Reader> => {
        const { body } = await of.post('/users/me/api-keys', { name: 'Reads', scopes: ['listings:read'] });
        return app.withToken(String(body.data.key));
      };
      const looking = async (as: TestUser): Promise<Reader> => {
        const reason = { reason: 'They asked what they see.' };
        const { body } = await admin.post(`/admin/users/${as.id}/impersonate`, reason);
        return app.withToken(String(body.data.accessToken));
      };
      const readers: [who: string, reader: Reader, reads: boolean][] = [
        ['anybody', app.anonymous, false],
        [
          'whose address is not proven',
          await app.make.user({ roles: ['buyer'], emailVerified: false }),
          false,
        ],
        ['a buyer without access', stranger, false],
        ['their program', await keyed(stranger), false],
        ['an administrator who looks as they do', await looking(stranger), false],
        ['another seller', await app.make.seller(), false],
        ['a buyer whose access waits', waiting, false],
        ['a buyer whose access was taken', revoked, false],
        ['a buyer with access', granted, true],
        ['their program with access', await keyed(granted), true],
        ['an administrator who looks as one with access', await looking(granted), true],
        ['its seller', seller, true],
        ['an administrator', admin, true],
      ];
      const expectReaders = async (expected: typeof readers) => {
        for (const [who, reader, reads] of expected)
          expect([who, ...(await readBy(reader, id))].toSorted()).toEqual(
            [who, ...(reads ? SECRETS : [])].toSorted(),
          );
      };
      await expectReaders(readers);
      // Reserved for one, it is closed to the others who had access.
      const { listings } = app.modules;
      await app.platform.database.atomically(() =>
        listings.reserve(id, granted.id, 'An offer was accepted.'),
      );
      await expectReaders([
        ['the buyer of the deal', granted, true],
        ['a buyer whom it is reserved from', outdone, false],
      ]);
    });
  });

  test('the due-diligence report opens to its seller, an admin and a buyer with access, and to nobody else', async () => {
    const { id, seller, usdot } = await make.active();
    const buyer = await make.buyerOf(id);
    const admin = await app.make.admin();
    for (const reader of [seller, buyer, admin]) {
      const { status, body } = await reader.get(`/listings/${id}/due-diligence`);
      // As at the submission: another name would stop the sale.
      expect(body.data.verdict.checks).toContainEqual(
        expect.objectContaining({ id: 'name.matches', verdict: 'PASS', hardStop: true }),
      );
      expect([status, body.data.usdot]).toEqual([200, usdot]);
      expect(body.data.verdict.checks.length).toBeGreaterThan(10);
      // In words and since when; who was there and where the recording is, is for nobody who reads it.
      expect(body.data.control).toEqual({
        ...{ level: 3, since: expect.any(String) },
        shownBy: expect.stringMatching(/^A live session with an administrator/),
      });
    }
    // What was handed in, with what an admin said of it; nothing that readers may not read.
    const titled = (title: string, type: string) => uploadDocument(seller, { listingId: id, title, type });
    const policy = await titled('Policy 2026', 'INSURANCE');
    const loss = await titled('Five years', 'LOSS_RUNS');
    const other = await titled('Of another company', 'UCC_SEARCH');
    const verdicts = {
      [policy]: { verdict: 'VERIFIED' },
      [other]: { verdict: 'REJECTED', reason: 'Not theirs.' },
    };
    for (const [document, verdict] of Object.entries(verdicts))
      expect((await admin.put(`/documents/${document}/verify`, { ...verdict, version: 1 })).status).toBe(200);
    const seen = (await buyer.get(`/listings/${id}/due-diligence`)).body.data.documents;
    expect(seen).toMatchObject([
      { id: policy, type: 'INSURANCE', title: 'Policy 2026', verifiedBy: 'MC Exchange' },
      { id: loss, type: 'LOSS_RUNS', verifiedAt: null, verifiedBy: null },
    ]);
    expect(app.clock.now() - Date.parse(seen[0].verifiedAt)).toBeLessThan(60_000);
    const ofCarrier = (await buyer.get(`/fmcsa/due-diligence/${usdot}`)).body.data;
    expect([ofCarrier.documents, ofCarrier.control]).toEqual([null, null]);
    const pdf = await buyer.get(`/listings/${id}/due-diligence?format=pdf`);
    const paper = pdfText(pdf.bytes);
    for (const words of [
      'Control of the company',
      'a live session with an administrator of MC Exchange',
      'Documents seen',
      'Policy 2026',
      'Loss runs',
      'by MC Exchange',
      'not yet',
      'this listing: 2; verified: 1.',
    ])
      expect(paper).toContain(words);
    expect(paper).not.toContain('Of another company');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const stranger = await app.make.buyer();
    const refused = await stranger.get(`/listings/${id}/due-diligence`);
    expect([refused.status, refused.body.code]).toEqual([403, 'listing_locked']);
    expect(JSON.stringify(refused.body)).not.toContain(String(usdot));
    expect((await app.anonymous.get(`/listings/${id}/due-diligence`)).status).toBe(401);
    const draft = await make.draft();
    expect((await stranger.get(`/listings/${draft.id}/due-diligence`)).status).toBe(404);
  });

  test('views are counted, but not the seller’s own', async () => {
    const { id, seller } = await make.active();
    for (let views = 0; views < 3; views += 1) await app.anonymous.get(`/listings/${id}`);
    app.clock.advance(10_000);
    await app.anonymous.get(`/listings/${id}`);
    await app.anonymous.get(`/listings/${id}`);
    expect((await seller.get(`/listings/${id}`)).body.data.management.views).toBe(5);
  });
});

describe('unlocking', () => {
  test('costs one credit, keeps the accepted terms with hash, time and address, and notifies the seller', async () => {
    const { id } = await make.active();
    const buyer = await richBuyer(2);
    const opened = await unlock(buyer, id);
    expect(opened).toMatchObject({ status: 200, body: { data: { listingId: id, access: 'GRANTED' } } });
    expect(await credits(buyer)).toBe(1);
    const acceptances = await app.platform.database.select(
      'SELECT buyerId, ndaVersion, textHash, acceptedAt, address FROM nda_acceptances WHERE listingId = :id',
      { id },
    );
    expect(acceptances).toEqual([
      {
        buyerId: buyer.id,
        ndaVersion: currentNda().version,
        textHash: currentNda().textHash,
        acceptedAt: Date.parse(opened.body.data.unlockedAt),
        address: expect.stringMatching(/127\.0\.0\.1$/),
      },
    ]);
    expect(await newsOf(id)).toContain('listing.unlocked');
    expect((await app.anonymous.get('/listings/nda')).body.data).toEqual(currentNda());
  });

  test('the accepted terms can be neither changed nor removed', async () => {
    const { database } = app.platform;
    await make.buyerOf((await make.active()).id);
    await expect(database.change("UPDATE nda_acceptances SET address = '::1'")).rejects.toThrow();
    await expect(database.change('DELETE FROM nda_acceptances')).rejects.toThrow();
  });

  test('twenty times at once costs one credit and answers the same twenty times', async () => {
    const { id } = await make.active();
    const buyer = await richBuyer(5);
    const answers = await Promise.all(Array.from({ length: 20 }, () => unlock(buyer, id)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await credits(buyer)).toBe(4);
  });

  test(`ten credits unlock ten of ${LISTINGS} listings that are requested at once`, async () => {
    const seller = await app.make.seller();
    const made: { id: string }[] = [];
    for (let index = 0; index < LISTINGS; index += 1) made.push(await make.active({ seller }));
    const buyer = await richBuyer(10);
    const answers = await Promise.all(made.map(({ id }) => unlock(buyer, id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ body }) => body.code === 'out_of_credits')).toHaveLength(LISTINGS - 10);
    expect(await credits(buyer)).toBe(0);
    expect((await buyer.get('/listings/unlocked')).body.data).toHaveLength(10);
  });

  test('sent again under the same key, it gets the stored answer', async () => {
    const { id } = await make.active();
    const buyer = await richBuyer(2);
    const send = () => buyer.post(`/listings/${id}/unlock`, accepted, { 'idempotency-key': 'open-1' });
    const [first, second] = [await send(), await send()];
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(await credits(buyer)).toBe(1);
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ['terms that are not the present ones', { ...accepted, ndaVersion: '2019-01' }, 409, 'nda_outdated'],
    ['terms that are not accepted', { ...accepted, accepted: false }, 400, 'invalid_request'],
    ['no terms', {}, 400, 'invalid_request'],
  ])('is refused with %s', async (_what, body, status, code) => {
    const { id } = await make.active();
    const buyer = await richBuyer(1);
    const refused = await unlock(buyer, id, body);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect(await credits(buyer)).toBe(1);
  });

  test('a buyer who has read that it costs nothing pays nothing: the seller may ask for a credit meanwhile', async () => {
    const { id, seller } = await make.active();
    const change = async (unlockCredits: number) =>
      seller.put(`/listings/${id}`, { ...(await make.readVersion(id)), unlockCredits });
    expect((await change(1)).status).toBe(200);
    const buyer = await richBuyer(1);
    const refused = await unlock(buyer, id, { ...accepted, unlockCredits: 0 });
    expect([refused.status, refused.body.code, await credits(buyer)]).toEqual([409, 'unlock_costs_more', 1]);
    await change(0);
    expect((await unlock(buyer, id, { ...accepted, unlockCredits: 1 })).status).toBe(200);
    expect(await credits(buyer)).toBe(1);
  });

  test('one’s own listing, a paused one and a reserved one cannot be unlocked, nor any without credits', async () => {
    const { database } = app.platform;
    const { id, seller } = await make.active({ seller: await app.make.user({ roles: ['buyer', 'seller'] }) });
    await make.giveCredits(seller.id, 1);
    expect((await unlock(seller, id)).body.code).toBe('own_listing');
    const buyer = await app.make.buyer();
    expect((await unlock(buyer, id)).body.code).toBe('out_of_credits');
    await make.giveCredits(buyer.id, 1);
    await seller.post(`/listings/${id}/pause`);
    expect((await unlock(buyer, id)).status).toBe(404);
    await database.atomically(() => app.modules.listings.reserve(id, seller.id, 'For the test.'));
    expect((await unlock(buyer, id)).body.code).toBe('listing_not_active');
    expect([await credits(buyer), await credits(seller)]).toEqual([1, 1]);
    expect((await (await app.make.seller()).post(`/listings/${id}/unlock`, accepted)).status).toBe(403);
  });
});

describe('the ledger of accepted terms', () => {
  const acceptanceOf = async (buyer: TestUser) =>
    (await buyer.get('/listings/nda/acceptances')).body.data[0] as { id: string };
  const papersOf = ({ id }: { id: string }) => [
    `/listings/nda/acceptances/${id}`,
    `/listings/nda/acceptances/${id}/evidence`,
  ];
  /** A buyer who had unlocked the listing under the version before. */
  async function acceptedEarlier(listingId: string): Promise<TestUser> {
    const buyer = await richBuyer(1);
    const values = { id: newId(), listingId, buyerId: buyer.id, now: app.clock.now(), hash: 'a'.repeat(64) };
    const { database } = app.platform;
    await database.change(
      `INSERT INTO nda_acceptances (id, listingId, buyerId, ndaVersion, textHash, acceptedAt, address)
       VALUES (:id, :listingId, :buyerId, '2025-01', :hash, :now, '::1')`,
      values,
    );
    await database.change(
      `INSERT INTO listing_access (listingId, buyerId, status, ndaVersion, unlockedAt)
       VALUES (:listingId, :buyerId, 'GRANTED', '2025-01', :now)`,
      values,
    );
    return buyer;
  }

  test('takes the typed name of the account and nobody else’s, however it is written', async () => {
    const { id } = await make.active();
    const buyer = await richBuyer(1);
    const refused = await unlock(buyer, id, { ...accepted, typedName: 'Someone Else' });
    expect([refused.status, refused.body.code]).toEqual([422, 'name_differs']);
    expect(await credits(buyer)).toBe(1);
    await buyer.put('/users/me', { firstName: 'Đặng Hữu', lastName: 'Ước' });
    const typed = '  đặng  HỮU ước'.normalize('NFD');
    expect((await unlock(buyer, id, { ...accepted, typedName: typed })).status).toBe(200);
    const { body } = await buyer.get(papersOf(await acceptanceOf(buyer))[0] ?? '');
    expect(body.data).toMatchObject({ text: currentNda().text, textHash: currentNda().textHash });
    expect(body.data.buyer).toMatchObject({ typedName: typed.trim(), accountName: 'Đặng Hữu Ước' });
  });

  test('copy and evidence are for the two sides and admins, as JSON and PDF; to all others there is none', async () => {
    const { id, seller, usdot } = await make.active();
    const buyer = await make.buyerOf(id);
    const acceptance = await acceptanceOf(buyer);
    await app.settle();
    await app.modules.audit.seal();
    const strangers = [
      await app.make.buyer(),
      await app.make.seller(),
      await make.buyerOf((await make.active()).id),
    ];
    for (const path of papersOf(acceptance)) {
      for (const reader of [buyer, seller, await app.make.admin()]) {
        expect((await reader.get(path)).status).toBe(200);
        const { bytes, headers } = await reader.get(`${path}?format=pdf`);
        expect(headers.get('content-type')).toBe('application/pdf');
        const text = pdfText(bytes);
        for (const words of [
          'Test Person',
          currentNda().textHash.slice(0, 30),
          '127.0.0.1',
          'What is confidential',
        ])
          expect(text).toContain(words);
      }
      for (const stranger of strangers) {
        expect((await stranger.get(path)).status).toBe(404);
        expect((await stranger.get(`${path}?format=pdf`)).status).toBe(404);
      }
    }
    const { data } = (await seller.get(`${papersOf(acceptance)[1]}`)).body;
    expect(data).toMatchObject({
      textMatchesHash: true,
      buyerEmail: buyer.email,
      company: { usdot },
      sellerName: 'Test Person',
      access: { status: 'GRANTED' },
    });
    expect(data.log.map(({ what }: { what: string }) => what)).toEqual([
      expect.stringContaining('unlocked'),
      expect.stringContaining('ledger'),
    ]);
    expect(data.log.every(({ sealHash }: { sealHash: string | null }) => sealHash !== null)).toBe(true);
    expect((await seller.get(`/listings/${id}/nda-acceptances`)).body.data).toMatchObject([
      { id: acceptance.id },
    ]);
    expect(await newsOf(id)).toContain('listing.nda_accepted');
    for (const side of [buyer, seller]) {
      const { body } = await side.get('/notifications');
      expect(body.data.map(({ kind }: { kind: string }) => kind)).toContain('LISTING_NDA_ACCEPTED');
    }
  });

  test('names company and seller to no buyer who never got access', async () => {
    const { id, seller } = await make.active({ approvalRequired: true });
    const buyer = await make.buyerOf(id);
    const path = papersOf(await acceptanceOf(buyer))[1] ?? '';
    const shown = async (reader: TestUser) => (await reader.get(path)).body.data;
    expect(await shown(buyer)).toMatchObject({ company: null, sellerName: null });
    expect((await shown(seller)).company).not.toBeNull();
    expect(pdfText((await buyer.get(`${path}?format=pdf`)).bytes)).not.toContain('USDOT, dockets');
    await seller.post(`/listings/${id}/access/${buyer.id}/revoke`);
    expect(await shown(buyer)).toMatchObject({ company: null, sellerName: null });
    await seller.post(`/listings/${id}/access/${buyer.id}/grant`);
    app.clock.advance(1_000);
    await buyer.post(`/listings/${id}/unlock`, accepted);
    await seller.post(`/listings/${id}/access/${buyer.id}/grant`);
    expect((await shown(buyer)).company).not.toBeNull();
  });

  test('a new version closes documents, their links, the report, photos and contact details until it is accepted', async () => {
    const { id, seller } = await make.active();
    const document = await uploadDocument(seller, { listingId: id });
    const photo = await uploadDocument(seller, { type: 'EQUIPMENT_PHOTO' });
    const truck = {
      ...{ vehicle: 'TRUCK', kind: 'SLEEPER', make: 'Freightliner', model: 'Cascadia', year: 2021 },
      ...{ mileage: 412_000, condition: 'GOOD', photoIds: [photo] },
    };
    expect((await seller.post(`/listings/${id}/equipment`, truck)).status).toBe(201);
    const buyer = await acceptedEarlier(id);
    const content = 'Call me at (402) 555-0142, please.';
    expect((await seller.post('/messages', { receiverId: buyer.id, content })).status).toBe(201);
    const link = async () => buyer.post(`/documents/${document}/link`);
    const reads = async () => ({
      list: (await buyer.get(`/documents/listing/${id}`)).status,
      one: (await buyer.get(`/documents/${document}`)).status,
      file: (await buyer.get(`/documents/${document}/download`)).status,
      link: (await link()).status,
      report: (await buyer.get(`/listings/${id}/due-diligence`)).status,
      photos: (await buyer.get(`/listings/${id}/equipment`)).body.data[0].photos?.length ?? null,
      photo: (await buyer.get(`/documents/${photo}/download`)).status,
      ofSeller: (await buyer.get(`/users/${seller.id}/listings`)).body.data.length,
      message: (await buyer.get(`/messages/conversations/${seller.id}`)).body.data[0].content === content,
    });
    const closed = {
      ...{ list: 404, one: 404, file: 404, link: 404, report: 403, photos: null, photo: 404, ofSeller: 0 },
      message: false,
    };
    const open = {
      ...{ list: 200, one: 200, file: 200, link: 201, report: 200, photos: 1, photo: 200, ofSeller: 1 },
      message: true,
    };
    expect(await reads()).toEqual(closed);
    expect((await unlock(buyer, id)).status).toBe(200);
    expect(await reads()).toEqual(open);
    // A link that was made before the terms changed opens nothing after.
    const { url } = (await link()).body.data;
    await app.platform.database.change(
      "UPDATE listing_access SET ndaVersion = '2025-01' WHERE listingId = :id AND buyerId = :buyerId",
      { id, buyerId: buyer.id },
    );
    expect((await app.anonymous.get(String(url).replace('/api', ''))).status).toBe(404);
    expect(await reads()).toEqual(closed);
    // What an admin reads is read as an admin, and recorded.
    const admin = await app.make.admin();
    expect((await admin.get(`/documents/${document}/download`)).status).toBe(200);
    const { data } = (await admin.get(`/admin/action-log?subjectId=${document}&limit=100`)).body;
    expect(data.map(({ action }: { action: string }) => action)).toContain('document.downloaded_by_admin');
  });

  test('a new version closes the confidential part until it is accepted, which costs nothing', async () => {
    const { id, seller } = await make.active();
    const buyer = await acceptedEarlier(id);
    const read = async () => (await buyer.get(`/listings/${id}`)).body.data;
    expect(await read()).toMatchObject({
      access: 'GRANTED',
      confidential: null,
      nda: { acceptedVersion: '2025-01', currentVersion: currentNda().version, asksAgain: true },
    });
    expect((await read()).moves.open[0]).toMatchObject({ move: 'UNLOCK' });
    const listed = (await buyer.get('/listings/unlocked')).body.data[0];
    expect(listed.unlocked).toBeNull();
    const checks = (await buyer.get(`/listings/${id}/checks`)).body.data.checks;
    expect(checks.every(({ value }: { value: string | null }) => value === null)).toBe(true);
    // Nor does a new offer, which would rest on what they may not read; one that runs goes on.
    const offer = () => buyer.post('/offers', { listingId: id, amountCents: 20_000_000 });
    const refused = await offer();
    expect([refused.status, refused.body.code]).toEqual([409, 'nda_outdated']);
    const outdated = await unlock(buyer, id, { ...accepted, ndaVersion: '2025-01' });
    expect(outdated.body.code).toBe('nda_outdated');
    for (let twice = 0; twice < 2; twice += 1) {
      const { body } = await unlock(buyer, id);
      expect(body.data).toMatchObject({ access: 'GRANTED', ndaVersion: accepted.ndaVersion });
    }
    expect(await credits(buyer)).toBe(1);
    expect((await read()).confidential).not.toBeNull();
    const made = await offer();
    expect(made.status).toBe(201);
    await app.platform.database.change(
      "UPDATE listing_access SET ndaVersion = '2025-01' WHERE listingId = :id AND buyerId = :buyerId",
      { id, buyerId: buyer.id },
    );
    const path = `/offers/${made.body.data.id}`;
    const counter = { version: 1, amountCents: 21_000_000 };
    expect((await seller.post(`${path}/counter`, counter)).status).toBe(200);
    expect((await buyer.post(`${path}/counter`, { ...counter, version: 2 })).status).toBe(200);
    const versions = (await buyer.get('/listings/nda/acceptances')).body.data;
    expect(versions.map(({ ndaVersion }: { ndaVersion: string }) => ndaVersion)).toEqual([
      accepted.ndaVersion,
      '2025-01',
    ]);
  });
});

const refusalOf = async (buyer: TestUser) =>
  (
    (await buyer.get('/notifications?limit=50')).body.data as Record<'kind' | 'title' | 'body', string>[]
  ).find(({ kind }) => kind === 'LISTING_ACCESS_REVOKED');

describe('what unlocking costs', () => {
  test('nothing where the seller asks for nothing, and then nothing comes back', async () => {
    const { id, seller } = await make.active({ approvalRequired: true });
    const { body } = await seller.get(`/listings/${id}`);
    const { version } = body.data.management;
    expect((await seller.put(`/listings/${id}`, { version, unlockCredits: 0 })).status).toBe(200);
    expect((await seller.put(`/listings/${id}`, { version, unlockCredits: 2 })).status).toBe(400);
    const buyer = await richBuyer(1);
    expect((await buyer.get(`/listings/${id}`)).body.data.unlockCredits).toBe(0);
    expect((await unlock(buyer, id)).body.data).toMatchObject({ access: 'PENDING' });
    const byStatus = async () =>
      Promise.all(
        ['PENDING', 'GRANTED', 'REVOKED'].map(
          async (status) =>
            (await buyer.get(`/listings/unlocked?status=${status}`)).body.data.length as number,
        ),
      );
    expect(await byStatus()).toEqual([1, 0, 0]);
    await seller.post(`/listings/${id}/access/${buyer.id}/revoke`);
    expect(await byStatus()).toEqual([0, 0, 1]);
    await app.settle();
    expect((await refusalOf(buyer))?.body).not.toMatch(/paid|come back/);
    expect(await credits(buyer)).toBe(1);
    expect((await seller.post(`/listings/${id}/access/${buyer.id}/grant`)).body.code).toBe(
      'access_not_asked',
    );
  });
});

describe('an unlock that waits for the seller', () => {
  const waiting = async () => {
    const { id, seller } = await make.active({ approvalRequired: true });
    const buyer = await richBuyer(1);
    expect((await unlock(buyer, id)).body.data).toMatchObject({ access: 'PENDING' });
    return { id, seller, buyer, withdraw: () => buyer.post(`/listings/${id}/unlock/withdraw`) };
  };
  const toldOf = async (user: TestUser): Promise<string[]> => {
    await app.settle();
    const { data } = (await user.get('/notifications')).body;
    return data.map(({ kind }: { kind: string }) => kind);
  };

  test('is taken back for its credit, once, and asks again for another', async () => {
    const { id, seller, buyer, withdraw } = await waiting();
    const { moves } = (await buyer.get(`/listings/${id}`)).body.data;
    expect(moves.open.map(({ move }: { move: string }) => move)).toContain('WITHDRAW_UNLOCK');
    expect((await withdraw()).body.data).toMatchObject({ listingId: id, access: 'REVOKED' });
    expect(await credits(buyer)).toBe(1);
    expect((await withdraw()).body.code).toBe('access_not_waiting');
    expect(await toldOf(seller)).toContain('LISTING_ACCESS_WITHDRAWN');
    expect((await seller.post(`/listings/${id}/access/${buyer.id}/grant`)).body.code).toBe(
      'access_not_asked',
    );
    expect((await unlock(buyer, id)).body.data).toMatchObject({ access: 'PENDING' });
    expect(await credits(buyer)).toBe(0);
    expect((await seller.post(`/listings/${id}/access/${buyer.id}/grant`)).status).toBe(200);
    expect((await withdraw()).body.code).toBe('access_not_waiting');
    expect(await credits(buyer)).toBe(0);
  });

  test('writes to the seller once a day, however often it is taken back and asked anew; each is told in the app', async () => {
    const { id, seller, buyer, withdraw } = await waiting();
    const lettersNow = async () => {
      await app.settle();
      const sent = await app.mail.sentTo(seller.email);
      return sent.filter(({ kind, text }) => kind === 'access' && text.includes(id)).length;
    };
    for (let n = 0; n < 3; n += 1) {
      await withdraw();
      await unlock(buyer, id);
    }
    expect((await toldOf(seller)).filter((kind) => /^LISTING_ACCESS_(REQ|WITH)/.test(kind))).toHaveLength(7);
    expect(await toldOf(seller)).not.toContain('LISTING_UNLOCKED');
    expect(await lettersNow()).toBe(1);
    // Another buyer is another matter, and so is another day.
    await unlock(await richBuyer(1), id);
    expect(await lettersNow()).toBe(2);
    await app.later(DAY_MS);
    await withdraw();
    expect(await lettersNow()).toBe(3);
  });

  test('reminds the seller after two days, once, and lapses after seven with its credit back', async () => {
    const { id, seller, buyer } = await waiting();
    const reminders = async () =>
      (await toldOf(seller)).filter((kind) => kind === 'LISTING_ACCESS_WAITING').length;
    await app.later(DAY_MS);
    expect(await reminders()).toBe(0);
    await app.later(1.5 * DAY_MS);
    expect(await reminders()).toBe(1);
    await app.later(4 * DAY_MS);
    expect([await reminders(), await credits(buyer)]).toEqual([1, 0]);
    await app.later(DAY_MS);
    expect((await buyer.get(`/listings/${id}`)).body.data.access).toBe('REVOKED');
    expect(await credits(buyer)).toBe(1);
    expect(await toldOf(seller)).toContain('LISTING_ACCESS_WITHDRAWN');
    await toldOf(buyer);
    expect((await refusalOf(buyer))?.body).toContain('did not answer in time');
  });
});

describe('the seller’s approval', () => {
  const access = async (buyer: TestUser, id: string) => (await buyer.get(`/listings/${id}`)).body.data;

  async function mayBargain(buyer: TestUser, id: string): Promise<boolean> {
    const listing = await app.modules.listings.findListing(id);
    if (!listing) throw new Error(`There is no listing ${id}.`);
    return (await app.modules.listings.mayBargain(buyer.id, listing)) === true;
  }

  test('where it is required the buyer waits: granted they read, revoked they do not', async () => {
    const { id, seller } = await make.active({ approvalRequired: true });
    const buyer = await make.buyerOf(id);
    expect(await access(buyer, id)).toMatchObject({ access: 'PENDING', confidential: null });
    expect(await mayBargain(buyer, id)).toBe(false);
    const decide = (verb: string) => seller.post(`/listings/${id}/access/${buyer.id}/${verb}`);
    expect((await decide('grant')).body.data).toMatchObject({ buyerId: buyer.id, status: 'GRANTED' });
    expect((await access(buyer, id)).confidential).not.toBeNull();
    expect(await mayBargain(buyer, id)).toBe(true);
    expect((await seller.get(`/listings/${id}/access`)).body.data).toMatchObject([{ access: 'GRANTED' }]);
    expect((await decide('revoke')).body.data).toMatchObject({ status: 'REVOKED' });
    expect(await access(buyer, id)).toMatchObject({ access: 'REVOKED', confidential: null });
    expect(await mayBargain(buyer, id)).toBe(false);
    expect(await credits(buyer)).toBe(0);
    expect(await newsOf(id)).toEqual(
      expect.arrayContaining([
        'listing.access_requested',
        'listing.access_granted',
        'listing.access_revoked',
      ]),
    );
  });

  test('a buyer who is refused while waiting gets the credit back, once', async () => {
    const { id, seller } = await make.active({ approvalRequired: true });
    const buyer = await make.buyerOf(id);
    const decide = (verb: string) => seller.post(`/listings/${id}/access/${buyer.id}/${verb}`);
    const moves = async () => (await seller.get(`/listings/${id}/access`)).body.data[0].moves;
    expect(await moves()).toMatchObject({ open: [{ move: 'GRANT' }, { move: 'REVOKE' }], closed: [] });
    await Promise.all([decide('revoke'), decide('revoke')]);
    expect(await credits(buyer)).toBe(1);
    const refused = (await decide('grant')).body;
    expect(refused.code).toBe('access_not_asked');
    expect(await moves()).toEqual({
      open: [],
      closed: [{ move: 'GRANT', code: refused.code, because: refused.detail }],
    });
    expect(await access(buyer, id)).toMatchObject({ access: 'REVOKED', confidential: null });
    await decide('revoke');
    expect(await credits(buyer)).toBe(1);
  });

  test.each([
    [
      'is withdrawn',
      'You were not let in',
      (id: string, seller: TestUser) => seller.post(`/listings/${id}/withdraw`),
    ],
    // Long after the seller should have answered.
    ['expires', 'The seller did not answer', () => app.later(91 * DAY_MS)],
  ])(
    'who still waits when the listing %s gets the credit back, once, and others keep what they read',
    async (_, heading, leave) => {
      const { id, seller } = await make.active({ approvalRequired: true });
      const [waiting, reader] = [await make.buyerOf(id), await make.buyerOf(id)];
      await seller.post(`/listings/${id}/access/${reader.id}/grant`);
      expect([await credits(waiting), await credits(reader)]).toEqual([0, 0]);
      await leave(id, seller);
      await app.settle();
      expect([await credits(waiting), await credits(reader)]).toEqual([1, 0]);
      const notice = await refusalOf(waiting);
      expect(notice?.title).toMatch(new RegExp(`^${heading}`));
      expect(notice?.body).toContain('What you paid for it has come back to you.');
      expect((await seller.get(`/listings/${id}/access`)).body.data).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ buyerId: waiting.id, status: 'REVOKED' }),
          expect.objectContaining({ buyerId: reader.id, status: 'GRANTED' }),
        ]),
      );
      const late = await seller.post(`/listings/${id}/access/${waiting.id}/grant`);
      expect(late.body.code).toBe('access_not_asked');
      expect(late.body.detail).not.toMatch(/^You /);
      await seller.post(`/listings/${id}/access/${waiting.id}/revoke`);
      expect(await credits(waiting)).toBe(1);
    },
  );

  test('who still waits when the listing is suspended gets the credit back, and asks anew once it is back', async () => {
    const [{ id }, admin] = [await make.active({ approvalRequired: true }), await app.make.admin()];
    const waiting = await make.buyerOf(id);
    const reason = { reason: 'The seller answers nobody.' };
    expect((await admin.post(`/admin/listings/${id}/suspend`, reason)).status).toBe(200);
    await app.settle();
    expect(await credits(waiting)).toBe(1);
    expect((await admin.post(`/admin/listings/${id}/reinstate`)).status).toBe(200);
    app.clock.advance(1_000);
    expect((await unlock(waiting, id)).body.data).toMatchObject({ access: 'PENDING' });
    expect(await credits(waiting)).toBe(0);
  });

  test('one who was refused asks again for another credit, which a second refusal returns', async () => {
    const { id, seller } = await make.active({ approvalRequired: true });
    const buyer = await make.buyerOf(id);
    const decide = (verb: string) => seller.post(`/listings/${id}/access/${buyer.id}/${verb}`);
    await decide('revoke');
    const ask = () => buyer.post(`/listings/${id}/unlock`, accepted);
    app.clock.advance(1_000);
    for (const left of [0, 0]) {
      expect((await ask()).body.data).toMatchObject({ access: 'PENDING' });
      expect(await credits(buyer)).toBe(left);
    }
    await decide('revoke');
    expect(await credits(buyer)).toBe(1);
    app.clock.advance(1_000);
    await ask();
    expect((await decide('grant')).body.data).toMatchObject({ status: 'GRANTED' });
    expect(await credits(buyer)).toBe(0);
  });

  test('only the seller decides, and only about buyers who unlocked the listing', async () => {
    const { id, seller } = await make.active({ approvalRequired: true });
    const buyer = await make.buyerOf(id);
    const rival = await app.make.seller();
    expect((await rival.post(`/listings/${id}/access/${buyer.id}/grant`)).status).toBe(403);
    expect((await buyer.post(`/listings/${id}/access/${buyer.id}/grant`)).status).toBe(403);
    expect((await seller.post(`/listings/${id}/access/${rival.id}/grant`)).status).toBe(404);
    expect((await access(buyer, id)).access).toBe('PENDING');
  });

  test('a reservation closes the listing to other buyers at once, and a release opens it again', async () => {
    const { listings } = app.modules;
    const { database } = app.platform;
    const { id, usdot, seller } = await make.active();
    const [chosen, other] = [await make.buyerOf(id), await make.buyerOf(id)];
    await database.atomically(() => listings.reserve(id, chosen.id, 'An offer was accepted.'));
    expect((await access(chosen, id)).confidential).not.toBeNull();
    expect(await access(other, id)).toMatchObject({
      access: 'SUSPENDED',
      confidential: null,
      status: 'RESERVED',
    });
    expect([await mayBargain(chosen, id), await mayBargain(other, id)]).toEqual([true, false]);
    const ofSeller = async (reader: TestUser) =>
      (await reader.get(`/users/${seller.id}/listings`)).body.data.length;
    expect([await ofSeller(chosen), await ofSeller(other)]).toEqual([1, 0]);
    const { confidential } = await access(chosen, id);
    const { legalName } = confidential.carrier;
    expect((await chosen.get('/listings/unlocked')).body.data).toMatchObject([
      {
        id,
        access: 'GRANTED',
        unlocked: { usdot, legalName, contact: { id: seller.id, email: seller.email } },
      },
    ]);
    const [suspended] = (await other.get('/listings/unlocked')).body.data;
    expect(suspended).toMatchObject({ id, access: 'SUSPENDED', unlocked: null });
    expect(JSON.stringify(suspended)).not.toContain(String(usdot));
    await database.atomically(() => listings.release(id, 'It fell through.'));
    expect((await access(other, id)).confidential).not.toBeNull();
  });

  test('a buyer who has unlocked a listing keeps finding it after it left the market', async () => {
    const { id, seller } = await make.active();
    const [buyer, stranger] = [await make.buyerOf(id), await app.make.buyer()];
    await seller.post(`/listings/${id}/withdraw`);
    expect((await access(buyer, id)).status).toBe('WITHDRAWN');
    expect((await stranger.get(`/listings/${id}`)).status).toBe(404);
  });
});

describe('saving', () => {
  test('twice has one effect, so has removing, and the list shows only public listings', async () => {
    const { id, seller } = await make.active();
    const reader = await app.make.buyer();
    for (let times = 0; times < 2; times += 1) {
      expect((await reader.post(`/listings/${id}/save`)).body.data).toEqual({ saved: true });
    }
    expect((await reader.get('/listings/saved')).body.data).toMatchObject([{ id }]);
    expect((await reader.get(`/listings/${id}`)).body.data.saved).toBe(true);
    await seller.post(`/listings/${id}/pause`);
    expect((await reader.get('/listings/saved')).body.data).toEqual([]);
    await seller.post(`/listings/${id}/resume`);
    for (let times = 0; times < 2; times += 1) {
      expect((await reader.delete(`/listings/${id}/save`)).body.data).toEqual({ saved: false });
    }
    expect((await reader.get('/listings/saved')).body.data).toEqual([]);
  });
});

describe('search', () => {
  /** Words that no other test uses keep this world apart. */
  const WORD = 'zanzibar';
  const found = async (query: string): Promise<string[]> => {
    const { status, body } = await app.anonymous.get(`/listings/search?search=${WORD}&limit=100&${query}`);
    expect(status).toBe(200);
    return body.data.map(({ title }: { title: string }) => title.split(' ')[0]);
  };
  const world: Record<string, ListingOptions> = {
    Alpha: {
      askingPriceCents: 8_000_000,
      platformStanding: { amazonRelay: { status: 'ACTIVE', score: 'A' } },
    },
    Bravo: { askingPriceCents: 22_000_000, platformStanding: { highway: 'ACTIVE' } },
    Charlie: { askingPriceCents: 28_000_000, deal: { dealStructure: 'WHOLE_OPERATION_TRANSFER' } },
    Delta: { askingPriceCents: 90_000_000, deal: { dealStructure: 'ASSETS_ONLY' } },
    Echo: { askingPriceCents: 600_000_000, operation: { cargoTypes: ['LIVESTOCK', 'MEAT'] } },
  };

  beforeAll(async () => {
    for (const [name, options] of Object.entries(world)) {
      await make.active({ ...options, title: `${name} ${WORD} company 50% financed` });
      app.clock.advance(1_000);
    }
  });

  test.each([
    ['', ['Echo', 'Delta', 'Charlie', 'Bravo', 'Alpha']],
    ['sortBy=oldest', ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo']],
    ['sortBy=price_asc', ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo']],
    ['sortBy=price_desc', ['Echo', 'Delta', 'Charlie', 'Bravo', 'Alpha']],
    ['maxPriceCents=19999999', ['Alpha']],
    // A range that reaches beyond the bound is left out.
    ['maxPriceCents=29999998', ['Alpha']],
    ['maxPriceCents=30000000&sortBy=price_asc', ['Alpha', 'Bravo', 'Charlie']],
    ['priceBand=20000000&priceBand=500000000', ['Echo', 'Charlie', 'Bravo']],
    ['minPriceCents=500000000', ['Echo']],
    ['minPriceCents=600000000', []],
    ['amazonStatus=ACTIVE', ['Alpha']],
    ['highwaySetup=true', ['Bravo']],
    ['dealStructure=WHOLE_OPERATION_TRANSFER', ['Charlie']],
    ['cargo=MEAT', ['Echo']],
    ['minYears=1', ['Echo', 'Charlie', 'Bravo', 'Alpha']],
    ['minYears=1&sortBy=price_asc&maxPriceCents=30000000', ['Alpha', 'Bravo', 'Charlie']],
    ['authorityKind=BROKER', []],
    ['state=AK', []],
    ['maxRisk=100&sortBy=oldest', ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo']],
  ])('%s', async (query, titles) => {
    expect(await found(query)).toEqual(titles);
  });

  test('all words must match, one wrong letter is forgiven, and signs mean nothing', async () => {
    const by = async (text: string) =>
      (await app.anonymous.get(`/listings?search=${encodeURIComponent(text)}`)).body.data.length;
    expect(await by(`${WORD} BRAVO`)).toBe(1);
    expect(await by(`${WORD} 50%`)).toBe(5);
    expect(await by(`${WORD} 5%f`)).toBe(0);
    expect(await by(`${WORD} _%_`)).toBe(5);
    expect(await by(`${WORD} brava`)).toBe(1);
    expect(await by(`${WORD} brawa`)).toBe(0);
    expect(await by(`' OR 1=1 --`)).toBe(0);
  });

  test('a price filter reveals no more than the band: nothing distinguishes Bravo from Charlie', async () => {
    for (let cents = 19_000_000; cents <= 31_000_000; cents += 500_000) {
      for (const bound of ['minPriceCents', 'maxPriceCents']) {
        const names = await found(`${bound}=${cents}`);
        expect(names.includes('Bravo')).toBe(names.includes('Charlie'));
      }
    }
  });

  test.each(['newest', 'oldest', 'price_asc', 'price_desc', 'years_active', 'risk'])(
    'by %s the pages join into the whole, each listing once',
    async (sortBy) => {
      const whole = await found(`sortBy=${sortBy}`);
      const joined: string[] = [];
      for (let cursor = '', pages = 0; pages < 10; pages += 1) {
        const { body } = await app.anonymous.get(
          `/listings?search=${WORD}&sortBy=${sortBy}&limit=2${cursor && `&cursor=${cursor}`}`,
        );
        joined.push(...body.data.map(({ title }: { title: string }) => title.split(' ')[0]));
        if (!body.pagination.hasNext) break;
        cursor = body.pagination.nextCursor;
      }
      expect(joined).toEqual(whole);
      expect(new Set(joined).size).toBe(5);
      const counted: string[] = [];
      for (const page of [1, 2, 3]) {
        const { body } = await app.anonymous.get(
          `/listings?search=${WORD}&sortBy=${sortBy}&limit=2&page=${page}`,
        );
        expect(body.pagination).toMatchObject({ total: 5, totalPages: 3, hasNext: page < 3 });
        counted.push(...body.data.map(({ title }: { title: string }) => title.split(' ')[0]));
      }
      expect(counted).toEqual(whole);
    },
  );

  test('a cursor is of its order and its filters: under others it is refused, and never an empty page', async () => {
    const page = async (query: string) => (await app.anonymous.get(`/listings?search=${WORD}&${query}`)).body;
    const orders = ['newest', 'oldest', 'price_asc', 'price_desc', 'years_active', 'risk'];
    const answers: string[] = [];
    for (const order of orders) {
      const { nextCursor } = (await page(`sortBy=${order}&limit=2`)).pagination;
      const cursor = encodeURIComponent(nextCursor as string);
      for (const other of orders.filter((each) => each !== order)) {
        answers.push((await page(`sortBy=${other}&limit=2&cursor=${cursor}`)).code as string);
      }
      answers.push((await page(`sortBy=${order}&limit=2&minFleet=1&cursor=${cursor}`)).code as string);
    }
    expect(new Set(answers)).toEqual(new Set(['bad_cursor']));
  });

  test('facets count the matches of each value', async () => {
    const { body } = await app.anonymous.get(`/listings?search=${WORD}&facets=true&limit=1`);
    expect(body.data).toHaveLength(1);
    expect(body.facets).toMatchObject({
      counted: 5,
      capped: false,
      dealStructure: { EQUITY_SALE: 3, WHOLE_OPERATION_TRANSFER: 1, ASSETS_ONLY: 1 },
      authorityKind: { COMMON: 5 },
    });
    expect((await app.anonymous.get('/listings')).body.facets).toBeUndefined();
  });

  test('several states in one search match any of them', async () => {
    const [card] = (await app.anonymous.get(`/listings?search=${WORD}&limit=1`)).body.data;
    expect(await found(`state=${card.state}&state=AK`)).not.toHaveLength(0);
    expect(await found('state=AK&state=HI')).toHaveLength(0);
  });

  test.each([
    'colour=red',
    'sortBy=secret',
    'limit=101',
    'minPriceCents=1e3',
    'minPriceCents=1&minPriceCents=2',
    'search=%00%08',
    'search=a&search=b',
    'dealStructure[]=EQUITY_SALE',
    'state=Texas',
    'priceBand=123',
    'priceBand=500000&priceBand=',
    'verified=yes',
    'cursor=bm90LW91cnM',
  ])('refused: %s', async (query) => {
    expect((await app.anonymous.get(`/listings?${query}`)).status).toBe(400);
  });
});
