/** The purchase agreement and the transfer packet: made from the terms, for the two sides, signed by hash and typed name. */
import type { TestUser } from '../../../../tests/support/app';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../../tests/support/make-transactions';
import { smallPdf, type Upload, uploadDocument } from '../../../../tests/support/make-documents';
import { DAY_MS } from '../../../platform/kernel/clock';
import { pdfText } from '../../../../tests/support/pdf-text';
import { STRUCTURES } from '../process/checklists';
import type { AgreementView } from './agreement.schema';

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

const pathOf = ({ id }: { id: string }) => `/transactions/${id}/agreement`;
const read = async (deal: MadeDeal, who: TestUser) =>
  (await succeed(who.get(pathOf(deal)))).body.data as AgreementView;
const sign = (deal: MadeDeal, who: TestUser, hash: string, typedName = who.name) =>
  who.post(`${pathOf(deal)}/sign`, { hash, typedName });
const textOf = ({ title, blocks }: AgreementView) =>
  [title, ...blocks.map(({ number, text }) => `${number} ${text}`)].join('\n');
const itemOf = async (deal: MadeDeal, code: string) => {
  const rows = await world.app.platform.database.select<{ status: string; evidence: string | null }>(
    'SELECT status, evidence FROM transaction_checklist_items WHERE transactionId = :id AND code = :code',
    { id: deal.id, code },
  );
  return rows[0];
};

const OF_A_COMPANY = [
  'Notice of new owners and officers to FMCSA',
  'Cover letter to IRS form 8822-B',
  'Notice of the change to the insurer',
  'Designation of process agents',
];
const LETTERS_OF: Record<(typeof STRUCTURES)[number], string[]> = {
  EQUITY_SALE: OF_A_COMPANY,
  FAMILY_OR_PARTNER_CHANGE: OF_A_COMPANY,
  WHOLE_OPERATION_TRANSFER: [
    'Joint request to record a transfer',
    'Request for filing of form BMC-91X',
    'Designation of process agents of the transferee',
    'Notice of the change to the insurer',
  ],
  ASSETS_ONLY: ['Notice of sold equipment to the insurer'],
};
/** What is sold, in the words of the structure. */
const SOLD: Record<(typeof STRUCTURES)[number], string> = {
  EQUITY_SALE: 'buys all shares or membership interests in the Company',
  WHOLE_OPERATION_TRANSFER: 'The USDOT number of the Seller does not move',
  ASSETS_ONLY: 'No USDOT number, docket number, operating authority, safety record or insurance passes',
  FAMILY_OR_PARTNER_CHANGE: 'every other owner whose consent is needed has given it',
};
const MONTH = '30 days after the handover';
const TWO_MONTHS = '60 days after the handover';
const OF_AN_ENTITY: [string, string][] = [
  ['Form MCS-150 updated with the new officers', MONTH],
  ['FMCSA told of the new owner', MONTH],
  ['Form BOC-3 confirmed or filed anew', MONTH],
  ['IRS form 8822-B: the new responsible party', TWO_MONTHS],
];
const FILINGS: Record<(typeof STRUCTURES)[number], [what: string, until: string][]> = {
  EQUITY_SALE: OF_AN_ENTITY,
  FAMILY_OR_PARTNER_CHANGE: OF_AN_ENTITY,
  WHOLE_OPERATION_TRANSFER: [
    [
      'Joint transfer request to FMCSA, with the data and signatures of both sides',
      '30 days after the payment of the price',
    ],
    ["The buyer's own form MCS-150 updated with what was taken over", MONTH],
    ["The seller's own form MCS-150 updated after the transfer", MONTH],
  ],
  ASSETS_ONLY: [["The seller's own form MCS-150 updated after the transfer", MONTH]],
};
/** The row of a list of the packet that begins with these words, up to the next one. */
const rowOf = (shown: string, what: string): string => {
  const [, row = ''] = squeezed(shown).split(squeezed(what));
  return row.slice(0, 45);
};
/** Lines break in the middle of a cell, also at a hyphen. */
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');
const LETTER_TITLES = new Set(Object.values(LETTERS_OF).flat());

test('there is none before the deposit, and none for strangers', async () => {
  const deal = await world.at('SIGNED');
  expect(await codeOf(deal.buyer.get(pathOf(deal)))).toBe('409 agreement_not_yet');
  expect(await codeOf(sign(deal, deal.buyer, 'a'.repeat(64)))).toBe('409 agreement_not_yet');
  const stranger = await world.app.make.buyer();
  expect((await stranger.get(pathOf(deal))).status).toBe(404);
  expect((await sign(deal, stranger, 'a'.repeat(64))).status).toBe(404);
});

test.each(STRUCTURES)(
  'of %s says what was agreed, both parties and the duties afterwards',
  async (dealStructure) => {
    const deal = await world.at('PAYMENT_PENDING', {
      dealStructure,
      terms: {
        ...{
          holdbackPct: 10,
          holdbackDays: 60,
          contingencies: ['BUYER_FINANCING'],
          closingDate: '2027-01-31',
        },
        ...{ transitionSupportDays: 14, otherConditions: 'The red truck stays with the seller.' },
        sellerFinancing: { sharePct: 20, termMonths: 24 },
      },
    });
    const agreement = await read(deal, deal.buyer);
    const text = textOf(agreement);
    const words = [
      ...['The seller is Test Person', 'The buyer is Test Person', `USDOT number ${deal.usdot}`, 'and MC'],
      ...[
        'The price is $200,000.00 (two hundred thousand dollars)',
        'mean to close by January 31, 2027',
        'a deposit of $10,000.00',
        'lends the Buyer $40,000.00',
        'within 24 months',
      ],
      ...[
        '$20,000.00 stays in escrow for 60 days',
        'financing that was meant',
        'For 14 days after completion',
      ],
      ...[
        'The red truck stays with the seller.',
        'compensates the Seller',
        'escrow with the Platform',
        'Included are: trucks',
      ],
      ...[SOLD[dealStructure], 'Telephone lines and e-mail addresses of the Company pass to the Buyer'],
      agreement.termsHash,
    ];
    expect(words.filter((some) => !text.includes(some))).toEqual([]);

    expect(text).not.toContain('undefined');
    expect(agreement.notice).toContain('not legal advice');
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(agreement.hash);
    const { headers, bytes } = await succeed(deal.seller.get(`${pathOf(deal)}?format=pdf`));
    expect(headers.get('content-disposition')).toContain(`purchase-agreement-${deal.id}-v1.pdf`);
    const printed = pdfText(bytes);
    expect(printed).toContain('not signed by both');
    expect(words.filter((some) => !squeezed(printed).includes(squeezed(some)))).toEqual([]);
    const packet = await succeed(deal.buyer.get(`/transactions/${deal.id}/packet`));
    const shown = pdfText(packet.bytes);
    for (const words of [
      'Transfer packet',
      String(deal.usdot),
      'Test Person',
      'What has to be done and filed',
    ])
      expect(shown).toContain(words);
    // Each letter begins with its heading, and says to whom it goes.
    const lines = shown.split('\n');
    const headings = lines.filter((line, place) => LETTER_TITLES.has(line) && lines[place + 1] === 'To');
    expect(headings).toEqual(LETTERS_OF[dealStructure]);
    for (const [what, until] of FILINGS[dealStructure]) expect(rowOf(shown, what)).toContain(squeezed(until));
    expect(shown).not.toMatch(/\{\w+\}|undefined/);
  },
);

test('contacts that are not included do not pass, as both read it and as it is printed', async () => {
  const deal = await world.at('IN_REVIEW', { deal: { contactContinuity: 'NOT_INCLUDED' } });
  const { bytes } = await succeed(deal.buyer.get(`${pathOf(deal)}?format=pdf`));
  const stays = 'Telephone lines and e-mail addresses of the Company do not pass to the Buyer.';
  for (const text of [textOf(await read(deal, deal.buyer)), pdfText(bytes)]) {
    expect(squeezed(text)).toContain(squeezed(stays));
    expect(squeezed(text)).not.toContain(squeezed('pass to the Buyer, and customers'));
  }
});

test('both sign by hash and the name of their account, which settles its item of the checklist', async () => {
  const terms = {
    ...{ holdbackPct: 1, holdbackDays: 1, exclusivityDays: 1, transitionSupportDays: 1 },
    sellerFinancing: { sharePct: 5, termMonths: 1 },
  };
  const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE', terms });
  const agreement = await read(deal, deal.seller);
  expect(textOf(agreement).match(/\b1 (?:day|month)s?\b/g)).toEqual(['1 month', '1 day', '1 day', '1 day']);
  const { hash } = agreement;
  expect(await codeOf(sign(deal, deal.buyer, 'a'.repeat(64)))).toBe('409 agreement_differs');
  expect(await codeOf(sign(deal, deal.buyer, hash, 'Somebody Else'))).toBe('422 name_differs');
  expect((await sign(deal, world.admin, hash, 'Test Person')).status).toBe(403);
  const first = (await succeed(sign(deal, deal.buyer, hash))).body.data as AgreementView;
  expect(first).toMatchObject({
    signedByBoth: false,
    signatures: { seller: null, buyer: { typedName: 'Test Person', hash } },
  });
  expect(first.signatures.buyer?.address).toMatch(/127\.0\.0\.1$/);
  expect((await itemOf(deal, 'PURCHASE_AGREEMENT'))?.status).toBe('OPEN');
  // What one has signed stands, whatever becomes of names.
  await succeed(deal.seller.put('/users/me', { firstName: 'Ømer', lastName: 'Çelik-Nguyễn' }));
  expect((await read(deal, deal.seller)).hash).toBe(hash);
  expect((await succeed(sign(deal, deal.buyer, hash))).body.data.signatures).toEqual(first.signatures);
  const both = await Promise.all([1, 2].map(() => sign(deal, deal.seller, hash, 'ømer çelik nguyen')));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(both[1]?.body.data.signedByBoth).toBe(true);
  expect(await itemOf(deal, 'PURCHASE_AGREEMENT')).toMatchObject({
    status: 'DONE',
    evidence: expect.stringContaining(hash) as string,
  });
  const { body } = await succeed(deal.buyer.get(`/transactions/${deal.id}/timeline`));
  const moves = (body.data as { move: string; says: string }[]).filter(
    ({ move }) => move === 'SIGN_AGREEMENT',
  );
  expect(moves).toHaveLength(2);
  expect(moves[1]?.says).toContain('Both sides have signed');
  const paper = pdfText((await succeed(deal.buyer.get(`${pathOf(deal)}?format=pdf`))).bytes);
  for (const words of [
    '1, signed by both',
    `sign version 1 of this agreement`,
    'ømer çelik nguyen',
    'Test Person',
  ])
    expect(paper).toContain(words);
  await world.app.settle();
  const notices = (await deal.buyer.get('/notifications')).body.data as object[];
  expect(notices.some((notice) => JSON.stringify(notice).includes('download the copy'))).toBe(true);
  const { database } = world.app.platform;
  await expect(
    database.change("UPDATE transaction_agreement_signatures SET typedName = 'X'"),
  ).rejects.toThrow();
  await expect(database.change('DELETE FROM transaction_agreements')).rejects.toThrow();
});

test('another price makes another version, which both sign again; the former one can still be read', async () => {
  const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
  const former = await read(deal, deal.buyer);
  for (const side of [deal.buyer, deal.seller]) await succeed(sign(deal, side, former.hash));
  const { body } = await succeed(
    deal.buyer.post(`/transactions/${deal.id}/price/proposals`, { priceCents: 19_000_000 }),
  );
  const proposal = body.data.proposals.find(({ kind }: { kind: string }) => kind === 'PRICE').id as string;
  await succeed(deal.seller.post(`/transactions/${deal.id}/price/proposals/${proposal}/accept`, {}));
  expect((await itemOf(deal, 'PURCHASE_AGREEMENT'))?.status).toBe('OPEN');
  expect(await codeOf(sign(deal, deal.buyer, former.hash))).toBe('409 agreement_differs');
  const now = await read(deal, deal.buyer);
  expect(now).toMatchObject({ version: 2, signedByBoth: false, formerVersions: [1] });
  expect(textOf(now)).toContain('$190,000.00');
  for (const side of [deal.buyer, deal.seller]) await succeed(sign(deal, side, now.hash));
  expect((await itemOf(deal, 'PURCHASE_AGREEMENT'))?.status).toBe('DONE');
  const kept = (await succeed(deal.seller.get(`${pathOf(deal)}?version=1`))).body.data as AgreementView;
  expect(kept).toMatchObject({ hash: former.hash, signedByBoth: true });
  expect((await deal.seller.get(`${pathOf(deal)}?version=7`)).status).toBe(404);
});

describe('an agreement of their own', () => {
  const bring = (deal: MadeDeal, who: TestUser, documentId: string, version = 1) =>
    who.post(`${pathOf(deal)}/own`, { documentId, version });
  const drawUp = (deal: MadeDeal, who: TestUser, version: number) =>
    who.post(`${pathOf(deal)}/draw-up`, { version });
  const paper = (who: TestUser, title: string) =>
    uploadDocument(who, { type: 'PURCHASE_AGREEMENT', title, content: smallPdf(`% ${title}`) });

  test('takes the place of the one drawn up here, and both sign its very file', async () => {
    const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
    const { buyer, seller } = deal;
    const drawn = await read(deal, buyer);
    await succeed(sign(deal, buyer, drawn.hash));
    const documentId = await paper(seller, 'Our contract');
    expect((await buyer.get(`/documents/${documentId}`)).status).toBe(404);
    const own = (await succeed(bring(deal, seller, documentId))).body.data as AgreementView;
    expect(own).toMatchObject({
      ...{ version: 2, blocks: [], signedByBoth: false, formerVersions: [1] },
      signatures: { buyer: null, seller: null },
      own: { documentId, broughtBy: 'SELLER' },
    });
    expect(own.notice).toContain('nobody here has read it');
    // What was signed of the former one stands, and signs nothing of this one.
    expect(await codeOf(sign(deal, buyer, drawn.hash))).toBe('409 agreement_differs');
    const { bytes } = await succeed(buyer.get(`${pathOf(deal)}?format=original`));
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(own.hash);
    const part = await buyer.get(`${pathOf(deal)}?format=original`, { range: 'bytes=0-7' });
    expect([part.status, part.bytes.toString()]).toEqual([206, '%PDF-1.4']);
    // The copy among the papers bears the reader's name; each reading is in the owner's log.
    expect((await succeed(buyer.get(`/documents/${documentId}/download`))).bytes.equals(bytes)).toBe(false);
    expect((await seller.get(`/documents/${documentId}/views`)).body.data).toHaveLength(3);
    expect((await (await world.app.make.buyer()).get(`${pathOf(deal)}?format=original`)).status).toBe(404);
    for (const side of [buyer, seller]) await succeed(sign(deal, side, own.hash));
    expect(await itemOf(deal, 'PURCHASE_AGREEMENT')).toMatchObject({
      status: 'DONE',
      evidence: expect.stringContaining(own.hash) as string,
    });
    const page = pdfText((await succeed(seller.get(`${pathOf(deal)}?format=pdf`))).bytes);
    for (const words of [
      'Purchase agreement of the parties',
      '2, signed by both',
      own.hash,
      'paper.pdf',
      'the seller',
    ])
      expect(page).toContain(words);
    // It is binding: neither side replaces it alone, and its file stays.
    expect(await codeOf(bring(deal, seller, await paper(seller, 'Better'), 2))).toBe('409 agreement_binding');
    expect(await codeOf(drawUp(deal, buyer, 2))).toBe('409 agreement_binding');
    expect(await codeOf(seller.delete(`/documents/${documentId}`))).toBe('409 document_kept');
    const former = (await succeed(seller.get(`${pathOf(deal)}?version=1`))).body.data as AgreementView;
    expect(former).toMatchObject({ hash: drawn.hash, own: null, signatures: { seller: null } });
    expect(former.signatures.buyer?.hash).toBe(drawn.hash);
  });

  test('can be replaced and taken back, until both have signed; each time both sign anew', async () => {
    const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
    const { buyer, seller } = deal;
    const [first, second] = [await paper(buyer, 'First'), await paper(seller, 'Second')];
    expect(await codeOf(drawUp(deal, buyer, 1))).toBe('409 move_not_open');
    const one = (await succeed(bring(deal, buyer, first))).body.data as AgreementView;
    await succeed(sign(deal, buyer, one.hash));
    // On the version that was seen, never on another.
    expect(await codeOf(bring(deal, seller, second, 1))).toBe('409 agreement_differs');
    const two = (await succeed(bring(deal, seller, second, 2))).body.data as AgreementView;
    expect(two).toMatchObject({ version: 3, signatures: { buyer: null }, own: { broughtBy: 'SELLER' } });
    await succeed(sign(deal, seller, two.hash));
    const back = (await succeed(drawUp(deal, buyer, 3))).body.data as AgreementView;
    expect(back).toMatchObject({
      version: 4,
      own: null,
      signatures: { seller: null },
      formerVersions: [2, 3],
    });
    expect(textOf(back)).toContain('This is version 4 of the agreement.');
    expect((await buyer.get(`${pathOf(deal)}?format=original`)).status).toBe(404);
    expect(
      (await succeed(buyer.get(`${pathOf(deal)}?format=original&version=3`))).bytes.toString(),
    ).toContain('% Second');
    await succeed(bring(deal, buyer, first, 4));
    // Another price sets it aside.
    const { body } = await succeed(
      buyer.post(`/transactions/${deal.id}/price/proposals`, { priceCents: 19_000_000 }),
    );
    const proposal = body.data.proposals.find(({ kind }: { kind: string }) => kind === 'PRICE').id as string;
    await succeed(seller.post(`/transactions/${deal.id}/price/proposals/${proposal}/accept`, {}));
    const priced = await read(deal, buyer);
    expect(priced).toMatchObject({ version: 6, own: null });
    for (const side of [buyer, seller]) await succeed(sign(deal, side, priced.hash));
    expect((await itemOf(deal, 'PURCHASE_AGREEMENT'))?.status).toBe('DONE');
    const { body: line } = await succeed(buyer.get(`/transactions/${deal.id}/timeline?limit=50`));
    const moves = (line.data as { move: string; documents: { id: string }[] }[]).filter(
      ({ move }) => move === 'USE_OWN_AGREEMENT',
    );
    expect(moves.map(({ documents }) => documents.map(({ id }) => id)).sort()).toEqual(
      [[first], [first], [second]].sort(),
    );
  });

  test('is a PDF of whoever brings it, that shows everybody the same, once the deposit is there', async () => {
    const early = await world.at('SIGNED');
    const { buyer, seller } = early;
    const file = await paper(buyer, 'Early');
    expect(await codeOf(bring(early, buyer, file))).toBe('409 agreement_not_yet');
    const deal = await world.at('IN_REVIEW', { buyer, seller });
    const refused = async (who: TestUser, given: Upload) =>
      codeOf(bring(deal, who, await uploadDocument(who, { type: 'PURCHASE_AGREEMENT', ...given })));
    expect(await codeOf(bring(deal, seller, file))).toBe('422 document_not_usable');
    expect(await refused(buyer, { type: 'OTHER' })).toBe('422 document_not_usable');
    expect(await refused(buyer, { content: Buffer.from('A contract.') })).toBe('422 document_not_usable');
    const acting = smallPdf('4 0 obj\n<< /S /JavaScript >>\nendobj');
    expect(await refused(buyer, { content: acting })).toBe('422 document_not_usable');
    const [{ id = '' } = {}] = (await buyer.get('/documents')).body.data as { id: string }[];
    const let_ = { reason: 'Known to us.', version: 1 };
    await succeed(world.admin.post(`/documents/${id}/quarantine/release`, let_));
    expect(await codeOf(bring(deal, buyer, id))).toBe('422 document_not_usable');
    expect((await bring(deal, world.admin, file)).status).toBe(403);
    expect((await bring(deal, await world.app.make.buyer(), file)).status).toBe(404);
    expect((await read(deal, buyer)).version).toBe(1);
  });
});

test('a packet is for the parties and admins, once the platform has cleared the deal', async () => {
  const deal = await world.at('IN_REVIEW');
  const path = `/transactions/${deal.id}/packet`;
  expect(await codeOf(deal.buyer.get(path))).toBe('409 packet_not_yet');
  const cleared = await world.at('INSPECTION', { dealStructure: 'EQUITY_SALE' });
  const stranger = await world.app.make.buyer();
  expect((await stranger.get(`/transactions/${cleared.id}/packet`)).status).toBe(404);
  const packet = await succeed(world.admin.get(`/transactions/${cleared.id}/packet`));
  // After the handover each filing has its day.
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'America/New_York' });
  const after = (days: number) => day.format(world.app.clock.now() + days * DAY_MS);
  const shown = pdfText(packet.bytes);
  expect(rowOf(shown, 'FMCSA told of the new owner')).toContain(squeezed(after(30)));
  expect(rowOf(shown, 'IRS form 8822-B: the new responsible party')).toContain(squeezed(after(60)));
});
