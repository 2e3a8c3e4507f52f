/** Documents end to end: upload, who may read what at which stage, the log of readings, links, review, deletion, quarantine. */
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { type Upload, smallPdf, upload, uploadVersion } from '../../../tests/support/make-documents';
import { stampedTexts } from '../../../tests/support/stamp-text';
import { png } from '../../../tests/support/make-files';
import { makeListings } from '../../../tests/support/make-listings';
import { makeOffers } from '../../../tests/support/make-offers';
import { startS3 } from '../../../tests/support/s3-stand-in';
import { codeOf, type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { stampPdf } from '../../platform/paper/stamp';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';

/** Says what a test wants of every file: clean, found, or nothing at all. */
async function startScanner() {
  const scanner = { says: 'OK' as 'OK' | 'FOUND' | null, asked: 0 };
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    scanner.asked += 1;
    if (scanner.says === null) return socket.destroy();
    let read = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part: Buffer) => {
      read = Buffer.concat([read, part]);
      if (!read.subarray(-4).equals(Buffer.alloc(4))) return;
      socket.end(scanner.says === 'FOUND' ? 'stream: Some.Virus FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(scanner, {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  });
}

/** A file of a few thousand bytes, asked for in parts by its owner. */
async function expectParts(app: TestApp, seller: TestUser): Promise<void> {
  const content = Buffer.from(Array.from({ length: 700 }, (_, row) => `unit ${row},Kenworth\n`).join(''));
  const { id } = (await succeed(upload(seller, { content }))).body.data;
  const path = `/documents/${id}/download`;
  const whole = await seller.get(path);
  const size = content.length;
  const tag = String(whole.headers.get('etag'));
  expect([whole.status, whole.headers.get('accept-ranges'), whole.headers.get('content-length')]).toEqual([
    ...[200, 'bytes', String(size)],
  ]);
  const asked = async (range: string, more: Record<string, string> = {}) => {
    const { status, headers, bytes, body } = await seller.get(path, { range, ...more });
    const named = [headers.get('content-range'), headers.get('content-length')];
    return status === 416 ? [status, named[0], body.code] : [status, ...named, bytes.toString()];
  };
  const part = (from: number, to: number) => [
    ...[206, `bytes ${from}-${to}/${size}`, String(to - from + 1), content.subarray(from, to + 1).toString()],
  ];
  const all = [200, null, String(size), content.toString()];
  expect(await asked('bytes=0-9')).toEqual(part(0, 9));
  expect(await asked('bytes=100-')).toEqual(part(100, size - 1));
  expect(await asked('bytes=-5')).toEqual(part(size - 5, size - 1));
  expect(await asked(`bytes=10-${size + 100}`)).toEqual(part(10, size - 1));
  const beyond = [416, `bytes */${size}`, 'range_not_satisfiable'];
  expect(await asked(`bytes=${size}-`)).toEqual(beyond);
  expect(await asked('bytes=-0')).toEqual(beyond);
  // Several parts, other units and what is no range are answered with all of it.
  for (const other of ['bytes=0-1,5-6', 'lines=0-5', 'bytes', 'bytes=a-b;']) {
    expect(await asked(other)).toEqual(all);
  }
  expect(await asked('bytes=0-9', { 'if-range': tag })).toEqual(part(0, 9));
  for (const other of ['"another"', `W/${tag}`, new Date(0).toUTCString()]) {
    expect(await asked('bytes=0-9', { 'if-range': other })).toEqual(all);
  }
  expect(
    (
      await fetch(
        `${app.url}/api${path}`,
        headersOf(seller, { 'if-none-match': tag, 'cache-control': 'max-age=0', range: 'bytes=0-9' }),
      )
    ).status,
  ).toBe(304);
  const head = await fetch(`${app.url}/api${path}`, {
    method: 'HEAD',
    ...headersOf(seller, { range: 'bytes=0-9' }),
  });
  expect([head.status, head.headers.get('content-length'), head.headers.get('content-range')]).toEqual([
    ...[200, String(size), null],
  ]);

  // A link opens a part once as well; after a cut another one brings the rest.
  const link = async () =>
    String((await succeed(seller.post(`/documents/${id}/link`))).body.data.url).replace('/api', '');
  const first = await link();
  const begun = await app.anonymous.get(first, { range: 'bytes=0-99' });
  expect([begun.status, begun.bytes.toString()]).toEqual([206, content.subarray(0, 100).toString()]);
  expect((await app.anonymous.get(first, { range: 'bytes=100-' })).status).toBe(404);
  const rest = await app.anonymous.get(await link(), { range: 'bytes=100-', 'if-range': tag });
  expect(Buffer.concat([begun.bytes, rest.bytes]).equals(content)).toBe(true);
}

const headersOf = ({ token }: TestUser, headers: Record<string, string>) => ({
  headers: { authorization: `Bearer ${token}`, ...headers },
});

describe('documents on S3', () => {
  let s3: Awaited<ReturnType<typeof startS3>>;
  let app: TestApp;
  beforeAll(async () => {
    s3 = await startS3();
    app = await startTestApp({ environment: { ...s3.environment, S3_TIMEOUT_MS: '500' } });
  });
  afterAll(async () => {
    await app.close();
    await s3.close();
  });

  it('are kept there, and the way is open again as soon as the store is', async () => {
    const seller = await app.make.seller();
    const { id } = (await succeed(upload(seller))).body.data;
    expect([...s3.objects.keys()]).toEqual([expect.stringMatching(/^documents\/[0-9a-f]{64}$/)]);
    expect((await seller.get(`/documents/${id}/download`)).bytes.equals(smallPdf())).toBe(true);

    s3.fail('busy');
    for (const answer of [await upload(seller), await seller.get(`/documents/${id}/download`)]) {
      expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
        503,
        'service_unavailable',
        '30',
      ]);
    }
    expect((await fetch(`${app.url}/api/health/ready`)).status).toBe(503);
    s3.fail('denied');
    expect((await upload(seller)).status).toBe(500);
    s3.fail(null);
    expect((await fetch(`${app.url}/api/health/ready`)).status).toBe(200);
    expect((await seller.get('/documents')).body.data).toHaveLength(1);
    expect(await app.violations('documents')).toEqual([]);

    // What belongs to nothing is found, and so is what is gone.
    const [key = ''] = s3.objects.keys();
    s3.objects.set(
      key.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      { content: Buffer.from('x'), at: 0 },
    );
    s3.objects.delete(key);
    expect((await app.violations('documents')).map(({ check }) => check)).toEqual([
      ...['documents.file_stored', 'documents.row_stored'],
    ]);
    expect((await seller.get(`/documents/${id}/download`)).status).toBe(503);
  });

  it('are handed out in parts', async () => expectParts(app, await app.make.seller()));
});

describe('documents', () => {
  let world: DealWorld;
  let scanner: Awaited<ReturnType<typeof startScanner>>;
  let admin: TestUser;

  beforeAll(async () => {
    scanner = await startScanner();
    world = await startDealWorld({ CLAMD_HOST: scanner.address, DOCUMENTS_PER_PERSON: '4' });
    ({ admin } = world);
  });
  afterAll(async () => {
    await world.close();
    await scanner.close();
  });

  const uploaded = async (by: TestUser, given: Upload = {}) => (await succeed(upload(by, given))).body.data;
  const statusOf = async (reader: { get: TestUser['get'] }, path: string) => (await reader.get(path)).status;

  it('takes a file, names it safely, and hands it out as an attachment that can do nothing', async () => {
    const seller = await world.app.make.seller();
    const content = smallPdf();
    const given = {
      content,
      name: 'C:\\temp\\Größe "1"\r\nX: y.pdf.exe',
      type: 'INSURANCE',
      title: 'Policy 2026',
    };
    const answer = await upload(seller, given);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      ...{ type: 'INSURANCE', title: 'Policy 2026', kind: 'pdf', mediaType: 'application/pdf', mine: true },
      ...{ status: 'AVAILABLE', review: 'PENDING', sizeBytes: content.length, attachedTo: [], version: 1 },
    });
    expect(answer.body.data.fileName).not.toMatch(/[\r\n\\/"]|exe/);
    const file = await seller.get(`/documents/${answer.body.data.id}/download`);
    expect(file.bytes.equals(content)).toBe(true);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+\.pdf$/,
    );
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('cache-control')).toContain('no-store');
    expect((await seller.get('/documents?type=INSURANCE')).body.data).toHaveLength(1);
    expect((await seller.get('/documents?type=OTHER')).body.data).toHaveLength(0);
  });

  it('hands out parts, notes who read one, and gives what bears a name whole', async () => {
    const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
    await expectParts(world.app, seller);
    const { listingId } = await world.offered({ seller, buyer });
    const sheet = await uploaded(seller, { listingId, content: Buffer.from('unit,year\n1,2019\n') });
    const inParts = (id: string, range: string) => buyer.get(`/documents/${id}/download`, { range });
    expect((await inParts(sheet.id, 'bytes=5-8')).bytes.toString()).toBe('year');
    expect((await inParts(sheet.id, 'bytes=50-')).status).toBe(416);
    const log = (await seller.get(`/documents/${sheet.id}/views`)).body.data;
    expect(log).toMatchObject([{ reader: { id: buyer.id }, act: 'DOWNLOADED' }]);
    const pdf = await uploaded(seller, { listingId });
    const marked = await inParts(pdf.id, 'bytes=0-9');
    expect([marked.status, marked.headers.get('accept-ranges')]).toEqual([200, 'none']);
    expect(marked.bytes.subarray(-6).toString()).toContain('%%EOF');
    const again = await buyer.get(`/documents/${pdf.id}/download`, {
      ...{ range: 'bytes=0-9', 'if-range': String(marked.headers.get('etag')) },
    });
    expect([again.status, again.headers.get('etag') === marked.headers.get('etag')]).toEqual([200, false]);
  });

  it('lets read a document whoever may read what it belongs to now, and answers everybody else 404', async () => {
    const [seller, buyer, second, stranger] = [
      ...[await world.app.make.seller(), await world.app.make.buyer()],
      ...[await world.app.make.buyer(), await world.app.make.buyer()],
    ] as [TestUser, TestUser, TestUser, TestUser];
    const listings = makeListings(world.app);
    const { listingId, offerId } = await world.offered({ seller, buyer });
    await listings.unlock(second, listingId);
    const own = await uploaded(seller);
    const ofListing = await uploaded(seller, { listingId });
    const rejected = await uploaded(seller, { listingId });
    const verdict = { verdict: 'REJECTED', reason: 'It is of another company.', version: 1 };
    await succeed(admin.put(`/documents/${rejected.id}/verify`, verdict));

    const readers = { seller, buyer, second, stranger, admin, anonymous: world.app.anonymous };
    const documents: Record<string, string> = { own: own.id, ofListing: ofListing.id, rejected: rejected.id };
    /** By id, by download, by link, and by the list of what it belongs to. */
    const expectStage = async (stage: string, allowed: Record<string, readonly string[]>) => {
      for (const [name, id] of Object.entries(documents)) {
        for (const [reader, client] of Object.entries(readers)) {
          const may = allowed[name]?.includes(reader);
          const refused = reader === 'anonymous' ? 401 : 404;
          const link = await client.post(`/documents/${id}/link`);
          const seen = {
            read: await statusOf(client, `/documents/${id}`),
            download: await statusOf(client, `/documents/${id}/download`),
            link: link.status,
          };
          const what = `${stage}: ${name} as ${reader}`;
          expect({ what, ...seen }).toEqual({
            what,
            read: may ? 200 : refused,
            download: may ? 200 : refused,
            link: may ? 201 : refused,
          });
        }
      }
    };
    await expectStage('open', {
      own: ['seller', 'admin'],
      ofListing: ['seller', 'buyer', 'second', 'admin'],
      rejected: ['seller', 'admin'],
    });
    expect(await statusOf(stranger, `/documents/listing/${listingId}`)).toBe(404);
    expect(
      (await second.get(`/documents/listing/${listingId}`)).body.data.map(({ id }: { id: string }) => id),
    ).toEqual([ofListing.id]);
    expect((await seller.get(`/documents/listing/${listingId}`)).body.data).toHaveLength(2);

    // A link that was made before the stage changed opens nothing after it.
    const link = await succeed(second.post(`/documents/${ofListing.id}/link`));
    const acceptance = await makeOffers(world.app).seen(offerId);
    const accepted = await succeed(seller.post(`/offers/${offerId}/accept`, acceptance));
    const transactionId = String(accepted.body.data.transactionId);
    expect((await world.app.anonymous.get(link.body.data.url.replace('/api', ''))).status).toBe(404);
    documents.ofDeal = (await uploaded(buyer, { transactionId })).id;
    await expectStage('reserved', {
      own: ['seller', 'admin'],
      ofListing: ['seller', 'buyer', 'admin'],
      rejected: ['seller', 'admin'],
      ofDeal: ['seller', 'buyer', 'admin'],
    });
    expect(await statusOf(second, `/documents/transaction/${transactionId}`)).toBe(404);
    for (const reader of [seller, buyer, world.admin]) {
      const { data } = (await reader.get(`/documents/transaction/${transactionId}`)).body;
      expect(data).toEqual([expect.objectContaining({ uploadedBy: { id: buyer.id, name: 'Test P.' } })]);
    }

    // Each reading by another is in the owner's log, and an admin's in the action log as well.
    const log = (await seller.get(`/documents/${ofListing.id}/views?limit=100`)).body.data as {
      reader: { id: string; name: string };
      act: string;
    }[];
    expect(new Set(log.map(({ reader }) => reader.id))).toEqual(new Set([buyer.id, second.id, admin.id]));
    expect(
      log
        .filter(({ reader }) => reader.id === buyer.id)
        .map(({ act }) => act)
        .sort(),
    ).toEqual([...['DOWNLOADED', 'DOWNLOADED', 'VIEWED', 'VIEWED']]);
    expect(log.find(({ reader }) => reader.id === admin.id)?.reader.name).toBe('MC Exchange');
    expect(await statusOf(buyer, `/documents/${ofListing.id}/views`)).toBe(404);
    const entries = await admin.get(`/admin/action-log?subjectId=${own.id}&limit=100`);
    const actions = entries.body.data.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['document.read_by_admin', 'document.downloaded_by_admin']),
    );

    // Evidence stays, and so does what a listing was reserved on; what belongs to nothing goes.
    expect((await buyer.delete(`/documents/${documents.ofDeal}`)).status).toBe(409);
    expect((await seller.delete(`/documents/${ofListing.id}`)).status).toBe(409);
    expect((await buyer.delete(`/documents/${own.id}`)).status).toBe(404);
    await succeed(seller.delete(`/documents/${own.id}`));
    expect(await statusOf(seller, `/documents/${own.id}`)).toBe(404);
    expect(await statusOf(admin, `/documents/${own.id}/download`)).toBe(404);
  });

  it('bears the name of whoever else downloads it, and is not handed out without', async () => {
    const seller = await world.app.make.seller();
    const buyer = await world.app.make.user({ firstName: 'Đặng' });
    const { listingId } = await world.offered({ seller, buyer });
    const pdf = await uploaded(seller, { listingId });
    const photo = await uploaded(seller, { listingId, content: png(60, 40), type: 'EQUIPMENT_PHOTO' });
    const sheet = await uploaded(seller, { listingId, content: Buffer.from('unit,year\n1,2019\n') });
    const bytesFor = async (reader: TestUser, { id }: { id: string }) =>
      (await succeed(reader.get(`/documents/${id}/download`))).bytes;

    expect((await bytesFor(seller, pdf)).equals(smallPdf())).toBe(true);
    const now = new Date(world.app.clock.now()).toISOString();
    const words = `Downloaded by Đặng Person on ${now.slice(0, 10)} at ${now.slice(11, 16)} UTC · MC Exchange · confidential`;
    // The same words on the same paper are the same bytes.
    const expected = await stampPdf(smallPdf(), words);
    expect((await bytesFor(buyer, pdf)).equals(expected)).toBe(true);
    // Across each page, and once more at its foot.
    for (const shown of await stampedTexts(expected))
      expect(shown.split('\n').filter((line) => line === words).length).toBeGreaterThan(2);
    expect(await stampedTexts(expected)).toHaveLength(1);
    const link = String((await succeed(buyer.post(`/documents/${pdf.id}/link`))).body.data.url);
    expect((await world.app.anonymous.get(link.replace('/api', ''))).bytes.equals(expected)).toBe(true);
    const forAdmin = await stampPdf(smallPdf(), words.replace('Đặng', 'Test'));
    expect((await bytesFor(admin, pdf)).equals(forAdmin)).toBe(true);
    const [own, marked] = [await bytesFor(seller, photo), await bytesFor(buyer, photo)];
    expect(marked.subarray(0, 8).equals(own.subarray(0, 8))).toBe(true);
    expect(marked.equals(own)).toBe(false);
    expect((await bytesFor(buyer, sheet)).toString()).toBe('unit,year\n1,2019\n');

    // One that cannot be marked any more stays with its owner, and nobody is said to have it.
    const [row] = await world.app.platform.database.select<{ storageKey: string }>(
      'SELECT storageKey FROM documents WHERE id = :id',
      { id: pdf.id },
    );
    const broken = '%PDF-1.4 broken'.padEnd(smallPdf().length);
    await world.app.platform.storage.put(String(row?.storageKey), Buffer.from(broken));
    const before = (await seller.get(`/documents/${pdf.id}/views`)).body.data.length;
    const refused = await buyer.get(`/documents/${pdf.id}/download`);
    expect([refused.status, refused.body.code]).toEqual([409, 'document_not_marked']);
    expect((await seller.get(`/documents/${pdf.id}/views`)).body.data).toHaveLength(before);
    expect((await bytesFor(seller, pdf)).toString()).toBe(broken);
  });

  it('attaches nothing to what is not the uploader’s', async () => {
    const [seller, buyer, stranger] = [
      await world.app.make.seller(),
      await world.app.make.buyer(),
      await world.app.make.seller(),
    ];
    const { listingId } = await world.offered({ seller, buyer });
    expect((await upload(stranger, { listingId: stranger.id })).status).toBe(404);
    // A listing that anyone may find has documents that they may not.
    expect((await upload(stranger, { listingId })).status).toBe(404);
    expect((await upload(buyer, { listingId })).status).toBe(403);
    expect((await upload(stranger, { transactionId: listingId })).status).toBe(404);
    const both = await upload(seller, { listingId, transactionId: listingId });
    expect(both.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'transactionId' }] });
    expect((await seller.get('/documents')).body.data).toEqual([]);
  });

  it('opens a document by a link once, within a minute, and while its maker may read it', async () => {
    const seller = await world.app.make.seller();
    const { id } = await uploaded(seller);
    const made = async () =>
      String((await succeed(seller.post(`/documents/${id}/link`))).body.data.url).replace('/api', '');
    const follow = (url: string) => world.app.anonymous.get(url);
    const url = await made();
    expect((await follow(url)).bytes.equals(smallPdf())).toBe(true);
    expect((await follow(url)).status).toBe(404);
    const late = await made();
    world.app.clock.advance(61 * SECOND_MS);
    expect((await follow(late)).status).toBe(404);
    const suspended = await made();
    await succeed(
      admin.post(`/admin/users/${seller.id}/suspend`, { reason: 'To see what a link still opens.' }),
    );
    expect((await follow(suspended)).status).toBe(404);
    const both = await Promise.all([follow(suspended), follow(`${url.slice(0, -1)}_`)]);
    expect(both.map(({ status }) => status)).toEqual([404, 404]);
    await world.app.later(2 * HOUR_MS);
    expect(await world.app.platform.database.select('SELECT tokenHash FROM document_links')).toEqual([]);
  });

  it('keeps no more than the quota, and counts what is deleted no more', async () => {
    const seller = await world.app.make.seller();
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) ids.push((await uploaded(seller)).id);
    // Whoever has no room has nothing looked at, which is dear.
    const looked = scanner.asked;
    const refused = await upload(seller);
    expect([refused.status, refused.body.code]).toEqual([409, 'document_quota_reached']);
    expect(scanner.asked).toBe(looked);
    await succeed(seller.delete(`/documents/${ids[0]}`));
    // Side by side, one place is taken once.
    const raced = await Promise.all([upload(seller), upload(seller), upload(seller)]);
    expect(raced.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await world.app.violations('documents')).toEqual([]);
    await world.app.platform.database.change(
      'UPDATE document_owners SET documents = documents - 1 WHERE ownerId = :id',
      { id: seller.id },
    );
    expect(await world.app.violations('documents')).toMatchObject([{ check: 'documents.room_counted' }]);
    await world.app.platform.database.change(
      'UPDATE document_owners SET documents = documents + 1 WHERE ownerId = :id',
      { id: seller.id },
    );
  });

  it('verifies and rejects on the version that was read, never one’s own, and tells the owner', async () => {
    const seller = await world.app.make.seller();
    const { id } = await uploaded(seller, { type: 'EIN_LETTER', title: 'EIN letter' });
    const pending = await admin.get('/documents/admin/pending?type=EIN_LETTER');
    expect(pending.body.data).toMatchObject([{ document: { id }, owner: { id: seller.id } }]);
    const decide = (by: TestUser, body: object, of = id) => by.put(`/documents/${of}/verify`, body);
    expect((await decide(admin, { verdict: 'REJECTED', version: 1 })).body.errors).toMatchObject([
      { field: 'reason' },
    ]);
    expect((await decide(seller, { verdict: 'VERIFIED', version: 1 })).status).toBe(403);
    const verified = await succeed(decide(admin, { verdict: 'VERIFIED', version: 1 }));
    expect(verified.body.data).toMatchObject({ review: 'VERIFIED', version: 2 });
    expect((await decide(admin, { verdict: 'REJECTED', reason: 'A late word.', version: 1 })).body.code).toBe(
      'document_changed',
    );
    expect((await decide(admin, { verdict: 'VERIFIED', version: 2 })).body.code).toBe('document_decided');
    await succeed(decide(admin, { verdict: 'REJECTED', reason: 'It is of another company.', version: 2 }));
    expect((await seller.get(`/documents/${id}`)).body.data).toMatchObject({
      review: 'REJECTED',
      reviewReason: 'It is of another company.',
    });
    const own = await uploaded(admin);
    expect((await decide(admin, { verdict: 'VERIFIED', version: 1 }, own.id)).status).toBe(403);
    await world.app.settle();
    const told = (await seller.get('/notifications')).body.data.map(({ kind }: { kind: string }) => kind);
    expect(told).toEqual(expect.arrayContaining(['DOCUMENT_VERIFIED', 'DOCUMENT_REJECTED']));
  });

  describe('in versions', () => {
    interface Version {
      document: {
        id: string;
        fileVersion: number;
        sha256: string;
        review: string;
        replacedBy: string | null;
      };
      uploadedBy: { id: string };
    }
    const versionsFor = async (reader: TestUser, id: string): Promise<Version[]> =>
      (await succeed(reader.get(`/documents/${id}/versions`))).body.data;
    const idsFor = async (reader: TestUser, id: string) =>
      (await versionsFor(reader, id)).map(({ document }) => document.id);
    const added = async (by: TestUser, id: string, given: Parameters<typeof uploadVersion>[2] = {}) =>
      (await succeed(uploadVersion(by, id, given))).body.data;
    const listed = async (reader: TestUser, path: string) =>
      (await succeed(reader.get(path))).body.data.map(({ id }: { id: string }) => id);
    const everyWay = async (reader: TestUser, id: string) => [
      await codeOf(reader.get(`/documents/${id}`)),
      await codeOf(reader.get(`/documents/${id}/download`)),
      await codeOf(reader.post(`/documents/${id}/link`)),
      await codeOf(reader.get(`/documents/${id}/versions`)),
    ];
    const fourTimes = (code: string) => Array.from({ length: 4 }, () => code);

    it('a new one is read in place of the former, which its owner and the parties keep', async () => {
      const [seller, buyer, second, third, stranger] = [
        ...[await world.app.make.seller(), await world.app.make.buyer(), await world.app.make.buyer()],
        ...[await world.app.make.buyer(), await world.app.make.seller()],
      ] as [TestUser, TestUser, TestUser, TestUser, TestUser];
      const { listingId, offerId } = await world.offered({ seller, buyer });
      for (const reader of [second, third]) await makeListings(world.app).unlock(reader, listingId);
      const first = await uploaded(seller, { listingId, type: 'LOSS_RUNS', title: 'Loss runs' });
      await succeed(admin.put(`/documents/${first.id}/verify`, { verdict: 'VERIFIED', version: 1 }));
      for (const reader of [second, third]) await succeed(reader.get(`/documents/${first.id}/download`));
      const link = String((await succeed(second.post(`/documents/${first.id}/link`))).body.data.url);
      await succeed(seller.post(`/listings/${listingId}/access/${third.id}/revoke`));

      for (const other of [buyer, stranger, admin])
        expect(await codeOf(uploadVersion(other, first.id))).toBe('404 not_found');
      const raced = await Promise.all([uploadVersion(seller, first.id), uploadVersion(seller, first.id)]);
      expect(raced.map(({ status }) => status).sort()).toEqual([201, 409]);
      const next = raced.find(({ status }) => status === 201)?.body.data;
      expect(next).toMatchObject({
        ...{ type: 'LOSS_RUNS', title: 'Loss runs', fileVersion: 2, replacedBy: null, review: 'PENDING' },
        attachedTo: [{ kind: 'listing', id: listingId }],
      });
      expect(await codeOf(uploadVersion(seller, first.id))).toBe('409 document_replaced');

      // Readers get the new one, however they ask, and strangers learn of neither.
      for (const reader of [buyer, second]) {
        expect(await everyWay(reader, first.id)).toEqual(fourTimes('409 document_replaced'));
        expect(await everyWay(reader, next.id)).toEqual(['200', '200', '201', '200']);
        expect(await idsFor(reader, next.id)).toEqual([next.id]);
        expect(await listed(reader, `/documents/listing/${listingId}`)).toEqual([next.id]);
        expect(await codeOf(reader.get(`/documents/${first.id}/views`))).toBe('404 not_found');
      }
      expect(await codeOf(world.app.anonymous.get(link.replace('/api', '')))).toBe('409 document_replaced');
      for (const id of [first.id, next.id]) {
        for (const reader of [stranger, third])
          expect(await everyWay(reader, id)).toEqual(fourTimes('404 not_found'));
      }
      const report = await succeed(second.get(`/listings/${listingId}/due-diligence`));
      expect(report.body.data.documents).toMatchObject([{ id: next.id, verifiedAt: null }]);

      // What was verified is the former one, and who has it all sees both.
      for (const reader of [seller, admin]) {
        expect(await versionsFor(reader, first.id)).toMatchObject([
          { document: { id: next.id, fileVersion: 2, review: 'PENDING', sha256: next.sha256 } },
          {
            document: {
              id: first.id,
              fileVersion: 1,
              review: 'VERIFIED',
              sha256: first.sha256,
              replacedBy: next.id,
            },
            uploadedBy: { id: seller.id },
          },
        ]);
        expect((await reader.get(`/documents/${first.id}/download`)).status).toBe(200);
      }
      expect(await listed(seller, '/documents')).toEqual([next.id]);
      const pending = (await admin.get('/documents/admin/pending?type=LOSS_RUNS')).body.data;
      expect(pending.map(({ document }: Version) => document.id)).toEqual([next.id]);

      // Those hear of it who have read it and still may.
      await world.app.settle();
      const told = async (reader: TestUser) =>
        (await reader.get('/notifications?kind=DOCUMENT_REPLACED')).body.data.length;
      expect([await told(second), await told(third), await told(buyer), await told(seller)]).toEqual([
        1, 0, 0, 0,
      ]);
      expect(JSON.stringify(await world.app.mail.sentTo(second.email))).toContain('new version');

      // Whoever buys sees what the paper said when they made their offer.
      await succeed(seller.post(`/offers/${offerId}/accept`, await makeOffers(world.app).seen(offerId)));
      expect(await idsFor(buyer, next.id)).toEqual([next.id, first.id]);
      expect(await everyWay(buyer, first.id)).toEqual(['200', '200', '201', '200']);
      expect(await everyWay(second, first.id)).toEqual(fourTimes('404 not_found'));
      for (const id of [first.id, next.id])
        expect(await codeOf(seller.delete(`/documents/${id}`))).toBe('409 document_kept');
      expect(await world.app.violations('documents')).toEqual([]);
    });

    it('takes room, goes with the one that stands, and does not come back', async () => {
      const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
      const { listingId } = await world.offered({ seller, buyer });
      const first = await uploaded(seller, { listingId });
      const second = await added(seller, first.id, { title: 'Anew' });
      const third = await added(seller, second.id, { content: png(20, 20), name: 'scan.png' });
      expect(third).toMatchObject({ title: 'Anew', kind: 'png', fileVersion: 3 });
      await uploaded(seller);
      expect(await codeOf(uploadVersion(seller, third.id))).toBe('409 document_quota_reached');
      await succeed(seller.delete(`/documents/${second.id}`));
      expect(await idsFor(seller, third.id)).toEqual([third.id, first.id]);
      // A number is used once.
      expect((await added(seller, third.id)).fileVersion).toBe(4);
      const [standing = ''] = await idsFor(seller, third.id);
      await succeed(seller.delete(`/documents/${standing}`));
      expect(await listed(buyer, `/documents/listing/${listingId}`)).toEqual([]);
      for (const id of [first.id, third.id, standing]) {
        for (const reader of [seller, buyer, admin])
          expect(await codeOf(reader.get(`/documents/${id}`))).toBe('404 not_found');
      }
      expect(await listed(seller, '/documents')).toHaveLength(1);
      expect(await world.app.violations('documents')).toEqual([]);
    });

    it('the former stands until the new one can be read', async () => {
      const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
      const { listingId } = await world.offered({ seller, buyer });
      const scanned = await uploaded(seller, { listingId });
      const refused = await uploaded(seller, { listingId });
      const seen = () => listed(buyer, `/documents/listing/${listingId}`);
      const before = await seen();
      scanner.says = null;
      const waiting = await added(seller, scanned.id);
      expect(waiting).toMatchObject({ status: 'QUARANTINED', quarantine: { reason: 'SCAN_PENDING' } });
      scanner.says = 'OK';
      const acting = { content: smallPdf('4 0 obj\n<< /S /JavaScript >>\nendobj') };
      const form = await added(seller, refused.id, acting);
      expect(await seen()).toEqual(before);
      expect(await everyWay(buyer, scanned.id)).toEqual(['200', '200', '201', '200']);
      expect(await idsFor(buyer, scanned.id)).toEqual([scanned.id]);
      await world.app.later(2 * MINUTE_MS);
      expect(await seen()).toEqual([waiting.id, refused.id].sort().reverse());
      const judge = (id: string, act: string) =>
        succeed(
          admin.post(`/documents/${id}/quarantine/${act}`, {
            reason: 'The form MCS-150 of FMCSA.',
            version: 1,
          }),
        );
      await judge(form.id, 'refuse');
      expect(await everyWay(buyer, refused.id)).toEqual(['200', '200', '201', '200']);
      const again = await added(seller, refused.id, acting);
      await judge(again.id, 'release');
      expect(await seen()).toEqual([again.id, waiting.id].sort().reverse());
      expect(again.fileVersion).toBe(3);
    });
  });

  it('keeps from everybody what the scanner has not looked at, and asks it until it answers', async () => {
    const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
    const { listingId } = await world.offered({ seller, buyer });
    scanner.says = null;
    const [clean, bad] = [await uploaded(seller, { listingId }), await uploaded(seller, { listingId })];
    expect(clean).toMatchObject({ status: 'QUARANTINED', quarantine: { reason: 'SCAN_PENDING' } });
    for (const reader of [seller, admin]) {
      expect((await reader.get(`/documents/${clean.id}/download`)).body.code).toBe('document_quarantined');
      expect((await reader.post(`/documents/${clean.id}/link`)).status).toBe(409);
    }
    expect(await statusOf(buyer, `/documents/${clean.id}`)).toBe(404);
    expect((await buyer.get(`/documents/listing/${listingId}`)).body.data).toEqual([]);
    expect(
      (await admin.put(`/documents/${clean.id}/verify`, { verdict: 'VERIFIED', version: 1 })).status,
    ).toBe(409);
    await world.app.later(2 * MINUTE_MS);
    expect((await seller.get(`/documents/${clean.id}`)).body.data.status).toBe('QUARANTINED');

    await world.app.platform.database.change('UPDATE documents SET statusAt = statusAt - 1 WHERE id = :id', {
      id: bad.id,
    });
    scanner.says = 'FOUND';
    const asked = scanner.asked;
    await world.app.platform.database.change(
      "UPDATE documents SET quarantine = 'ACTIVE_CONTENT' WHERE id = :id",
      { id: clean.id },
    );
    await world.app.later(MINUTE_MS);
    expect(scanner.asked).toBe(asked + 1);
    expect((await seller.get(`/documents/${bad.id}`)).body.data.quarantine.reason).toBe('VIRUS');
    expect((await upload(seller)).body.code).toBe('document_unsafe');
    scanner.says = 'OK';
    await world.app.platform.database.change(
      "UPDATE documents SET quarantine = 'SCAN_PENDING' WHERE id = :id",
      { id: clean.id },
    );
    await world.app.later(MINUTE_MS);
    expect(await statusOf(buyer, `/documents/${clean.id}/download`)).toBe(200);

    // After a week nothing is left of what was found.
    await world.app.later(8 * DAY_MS);
    expect(await statusOf(seller, `/documents/${bad.id}`)).toBe(404);
    expect(await world.app.violations('documents')).toEqual([]);
  });

  it('lets an admin let out a form with a script, by reason and version, and nothing worse', async () => {
    const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
    const { listingId } = await world.offered({ seller, buyer });
    const acting = (inside: string) =>
      uploaded(seller, {
        listingId,
        title: 'MCS-150',
        content: smallPdf(`4 0 obj\n<< ${inside} >>\nendobj`),
      });
    const form = await acting('/S /JavaScript /J#53 (app.alert(1))');
    expect(form).toMatchObject({
      status: 'QUARANTINED',
      quarantine: { reason: 'ACTIVE_CONTENT', found: ['JS', 'JavaScript'], releasable: true },
      released: null,
    });
    const waiting = await admin.get('/documents/admin/quarantine');
    expect(waiting.body.data).toMatchObject([{ document: { id: form.id }, owner: { id: seller.id } }]);
    const queues = (await admin.get('/admin/queues')).body.data as { kind: string; waiting: number }[];
    expect(queues.find(({ kind }) => kind === 'DOCUMENT_QUARANTINE')?.waiting).toBe(1);
    const judge = (by: TestUser, id: string, act: 'release' | 'refuse', version = 1) =>
      codeOf(
        by.post(`/documents/${id}/quarantine/${act}`, { reason: 'The form MCS-150 of FMCSA.', version }),
      );
    expect(await codeOf(admin.post(`/documents/${form.id}/quarantine/release`, { version: 1 }))).toBe(
      '400 invalid_request',
    );
    expect(await judge(seller, form.id, 'release')).toBe('403 forbidden');
    expect(await judge(admin, form.id, 'release', 2)).toBe('409 document_changed');

    // Nothing is let out that the scanner has not passed, and what it finds goes.
    scanner.says = null;
    expect(await judge(admin, form.id, 'release')).toBe('503 service_unavailable');
    const virus = await acting('/S /JavaScript');
    scanner.says = 'FOUND';
    expect(await judge(admin, virus.id, 'release')).toBe('409 document_quarantined');
    expect((await seller.get(`/documents/${virus.id}`)).body.data.quarantine.reason).toBe('VIRUS');
    scanner.says = 'OK';
    expect(await statusOf(buyer, `/documents/${form.id}`)).toBe(404);
    expect(await judge(admin, form.id, 'release')).toBe('200');
    expect(await judge(admin, form.id, 'release', 2)).toBe('409 document_not_releasable');
    expect((await buyer.get(`/documents/${form.id}`)).body.data).toMatchObject({
      ...{ status: 'AVAILABLE', quarantine: null, version: 2 },
      released: { found: ['JS', 'JavaScript'] },
    });
    expect(await statusOf(buyer, `/documents/${form.id}/download`)).toBe(200);

    // What carries a file or starts a program stays in, whoever asks; refused, it is gone.
    for (const worse of ['/S /Launch /F (cmd.exe)', '/EF << /F 5 0 R >> /JS (x)']) {
      const { id, quarantine } = await acting(worse);
      expect(quarantine.releasable).toBe(false);
      expect(await judge(admin, id, 'release')).toBe('409 document_not_releasable');
      expect(await judge(admin, id, 'refuse')).toBe('200');
      for (const reader of [seller, buyer, admin])
        expect(await statusOf(reader, `/documents/${id}`)).toBe(404);
    }
    const own = await uploaded(admin, { content: smallPdf('4 0 obj\n<< /S /JavaScript >>\nendobj') });
    expect(await judge(admin, own.id, 'release')).toBe('403 forbidden');
    await succeed(admin.delete(`/documents/${own.id}`));
    await world.app.settle();
    const told = (await seller.get('/notifications')).body.data as { kind: string; body: string }[];
    for (const kind of ['DOCUMENT_RELEASED', 'DOCUMENT_REFUSED']) {
      expect(told.find((notice) => notice.kind === kind)?.body).toContain('The form MCS-150 of FMCSA.');
    }
    const entries = await admin.get(`/admin/action-log?subjectId=${form.id}&limit=100`);
    expect(entries.body.data).toContainEqual(
      expect.objectContaining({ action: 'document.released', reason: 'The form MCS-150 of FMCSA.' }),
    );
    expect((await admin.get('/documents/admin/quarantine')).body.data).toEqual([]);
    expect(await world.app.violations('documents')).toEqual([]);
  });

  it('goes with the account, but for the evidence of a deal', async () => {
    const [seller, buyer] = [await world.app.make.seller(), await world.app.make.buyer()];
    const deal = await world.at('COMPLETED', { seller, buyer });
    const evidence = await uploaded(buyer, { transactionId: deal.id });
    const loose = await uploaded(buyer);
    const exported = await succeed(buyer.get('/users/me/export'));
    expect(exported.body.data.documents.map(({ id }: { id: string }) => id).sort()).toEqual(
      [evidence.id, loose.id].sort(),
    );
    await succeed(buyer.send('delete', '/users/me', { password: buyer.password }));
    await world.app.settle();
    expect(await statusOf(seller, `/documents/${evidence.id}/download`)).toBe(200);
    expect(await statusOf(admin, `/documents/${loose.id}`)).toBe(404);
    expect(await world.app.violations('documents')).toEqual([]);
  });
});
