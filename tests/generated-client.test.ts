/** That the OpenAPI document makes a client with which nobody can go wrong unnoticed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { startTestApp, type TestApp } from './support/app';
import { makeListings } from './support/make-listings';

const ROOT = join(__dirname, '..');
const CLIENT = readFileSync(join(__dirname, 'generated-client/client.ts'), 'utf8');

let folder: string;

/** What the compiler says of the client beside the types made from the document. */
function complaintsAbout(client: string): string[] {
  const path = join(folder, 'client.ts');
  writeFileSync(path, client);
  const program = ts.createProgram([path], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Node20,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcx-client-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const generator = join(ROOT, 'node_modules/openapi-typescript/bin/cli.js');
  const document = join(ROOT, 'docs/openapi.yaml');
  // What has a default may be left out of a body; without this option the types ask for it.
  const options = ['--default-non-nullable', 'false', '-o', join(folder, 'api.d.ts')];
  execFileSync(process.execPath, [generator, document, ...options], { stdio: 'ignore' });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a client made from the document', () => {
  it('compiles', () => {
    expect(complaintsAbout(CLIENT)).toEqual([]);
  });

  it.each([
    ['a problem code', "'offer_exists'", "'offer_exist'"],
    ['a problem code of another operation', "'offer_exists'", "'out_of_credits'"],
    ['a field of a body', 'amountCents: 20_000_000', 'amountInCents: 20_000_000'],
    ['a field of an answer', 'data.data.amountCents', 'data.data.amountInCents'],
    ['what has to be sent', ", header: { 'Idempotency-Key': crypto.randomUUID() }", ''],
    ['a value of a list', "sortBy: 'newest'", "sortBy: 'latest'"],
  ])('does not compile when %s is wrong', (_what, right, wrong) => {
    expect(CLIENT).toContain(right);
    expect(complaintsAbout(CLIENT.replace(right, wrong))).not.toEqual([]);
  });
});

describe('the running client', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it('searches, unlocks and offers, and is refused by the code that it knows', async () => {
    const listings = makeListings(app);
    const { id } = await listings.active();
    const buyer = await app.make.buyer();
    // Its types stand beside a copy of it only, so the compiler of the tests must not follow the import.
    const path: string = './generated-client/client';
    const { offerOnFirstListing } = (await import(path)) as {
      offerOnFirstListing: (url: string, token: string, name: string) => Promise<Record<string, unknown>>;
    };
    const offer = () => offerOnFirstListing(`${app.url}/api`, String(buyer.token), buyer.name);
    expect(await offer()).toEqual({ refused: 'Buy a credit first.' });
    await listings.giveCredits(buyer.id, 1);
    const made = await offer();
    expect(made).toMatchObject({ amountCents: 20_000_000 });
    expect((await buyer.get(`/offers/${String(made.offerId)}`)).body.data.listing.id).toBe(id);
    expect(await offer()).toEqual({ refused: 'You have an offer there.' });
  });
});
