/** What the terms of a deal do: the price of a buyer's silence, causes to leave, what is paid now and owed later. */
import { uploadDocument } from '../../../tests/support/make-documents';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { makeListings } from '../../../tests/support/make-listings';
import { FIRST_VERSION } from '../../../tests/support/make-offers';
import type { TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const WALK_AWAY = 500_000;
const REASON = { reason: 'The numbers do not work for us.' };

let world: DealWorld;

beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(async () => {
  try {
    await world.app.settle();
    await world.sendWiresBack();
    expect(await world.violations()).toEqual([]);
  } finally {
    await world.close();
  }
});

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
const refunded = async (deal: MadeDeal) =>
  ((await deal.buyer.get(path(deal, '/payments'))).body.data as { refundedCents: number }[]).map(
    ({ refundedCents }) => refundedCents,
  );
const silenceOf = async (deal: MadeDeal, reader?: TestUser) =>
  (await world.read(deal, reader)).moves.next?.onSilence;

/** Ready on the seller's side, so that only the buyer is missing. */
async function sellerReady(terms: Record<string, unknown> = {}): Promise<MadeDeal> {
  const deal = await world.at('IN_REVIEW', { terms });
  await world.settleItems(deal, 'DUE_DILIGENCE');
  await world.settleItems(deal, 'PRE_CLOSING');
  await succeed(deal.seller.post(path(deal, '/seller/approve')));
  return deal;
}

describe('a buyer who says nothing', () => {
  test('is told before signing what silence costs, pays it to the seller when the review ends, and gets back the rest', async () => {
    const deal = await world.open();
    const { terms, walkAwayCents, moves } = await world.read(deal, deal.buyer);
    expect([terms.walkAwayCents, walkAwayCents]).toEqual([WALK_AWAY, WALK_AWAY]);
    expect(moves.open.find(({ move }) => move === 'ACCEPT_TERMS')?.effect).toContain(
      '$5,000.00 of the deposit',
    );
    await world.advance(deal, 'OPENED', 'IN_REVIEW');
    expect(await silenceOf(deal)).toContain('goes back in full');
    await world.settleItems(deal, 'DUE_DILIGENCE');
    await world.settleItems(deal, 'PRE_CLOSING');
    await succeed(deal.seller.post(path(deal, '/seller/approve')));
    expect(await silenceOf(deal, deal.buyer)).toContain('$5,000.00 of the deposit compensates the seller');
    await world.later(30 * DAY_MS);
    await world.app.settle();
    expect(await world.read(deal)).toMatchObject({ status: 'CANCELLED', heldCents: 0 });
    expect(await world.owedTo(deal.seller)).toBe(WALK_AWAY);
    expect(await refunded(deal)).toEqual([DEPOSIT - WALK_AWAY]);
    expect((await deal.seller.get(path(deal, '/timeline?limit=100'))).body.data.at(-1)).toMatchObject({
      move: 'REVIEW_EXPIRED',
      says: expect.stringContaining('$5,000.00 of the deposit') as string,
      detail: { feeCents: 0, sellerCents: WALK_AWAY, buyerCents: DEPOSIT - WALK_AWAY },
    });
  });

  test('pays nothing where the terms leave the deposit to the buyer', async () => {
    const deal = await world.at('IN_REVIEW', { terms: { depositIfBuyerWalks: 'BACK_TO_BUYER' } });
    for (const phase of ['DUE_DILIGENCE', 'PRE_CLOSING']) await world.settleItems(deal, phase);
    await succeed(deal.seller.post(path(deal, '/seller/approve')));
    expect(await silenceOf(deal)).toContain('goes back in full');
  });

  test('pays nothing where the seller was missing, or the platform', async () => {
    const seller = await world.at('IN_REVIEW');
    await world.settleItems(seller, 'DUE_DILIGENCE');
    await succeed(seller.buyer.post(path(seller, '/buyer/approve')));
    const platform = await world.at('ADMIN_FINAL_REVIEW');
    await world.later(37 * DAY_MS);
    await world.app.settle();
    for (const deal of [seller, platform]) {
      expect(await world.statusOf(deal)).toBe('CANCELLED');
      expect(await world.owedTo(deal.seller)).toBe(0);
      expect(await refunded(deal)).toEqual([DEPOSIT]);
    }
  });

  test('pays what the offer says: nothing, or all of a deposit of its own size', async () => {
    const free = await sellerReady({ depositIfBuyerWalks: 'BACK_TO_BUYER' });
    const strict = await sellerReady({ depositCents: 3_000_000, depositIfBuyerWalks: 'SELLER_KEEPS_IT' });
    expect((await world.read(strict)).depositCents).toBe(3_000_000);
    await world.later(30 * DAY_MS);
    await world.app.settle();
    expect([await world.owedTo(free.seller), await refunded(free)]).toEqual([0, [DEPOSIT]]);
    expect([await world.owedTo(strict.seller), await refunded(strict)]).toEqual([3_000_000, [0]]);
  });
});

describe('a buyer who leaves', () => {
  const leave = (deal: MadeDeal, body: object) =>
    deal.buyer.post(path(deal, '/buyer/walk-away'), { ...REASON, ...body });

  test('with a contingency of the terms as cause, while the review runs, has the deposit back in full', async () => {
    const deal = await world.at('IN_REVIEW', { terms: { contingencies: ['INSURANCE_QUOTE'] } });
    expect(await codeOf(leave(deal, { cause: 'KEY_STAFF_STAY', costCents: 0 }))).toBe('409 not_a_cause');
    await succeed(leave(deal, { cause: 'INSURANCE_QUOTE', costCents: 0 }));
    await world.app.settle();
    expect(await world.statusOf(deal)).toBe('CANCELLED');
    expect([await world.owedTo(deal.seller), await refunded(deal)]).toEqual([0, [DEPOSIT]]);
    expect(await world.listingStatus(deal)).toBe('ACTIVE');
  });

  test('without cause names the cost that was read, which compensates the seller; never under a hold', async () => {
    const deal = await world.at('PAYMENT_PENDING', { terms: { contingencies: ['INSURANCE_QUOTE'] } });
    expect(await codeOf(leave(deal, { cause: 'INSURANCE_QUOTE', costCents: 0 }))).toBe('409 not_a_cause');
    const cheap = await leave(deal, { costCents: 0 });
    expect([cheap.body.code, cheap.body.detail]).toEqual(['walk_away_cost_differs', 'It costs $5,000.00.']);
    await succeed(world.admin.post(path(deal, '/admin/hold'), REASON));
    expect(await codeOf(leave(deal, { costCents: WALK_AWAY }))).toBe('409 deal_on_hold');
    await succeed(
      world.admin.post(path(deal, '/admin/release-hold'), { ...(await world.versionOf(deal)), ...REASON }),
    );
    await succeed(leave(deal, { costCents: WALK_AWAY }));
    await world.app.settle();
    expect([await world.owedTo(deal.seller), await refunded(deal)]).toEqual([
      WALK_AWAY,
      [DEPOSIT - WALK_AWAY],
    ]);
  });
});

test('what the seller lends is owed later: escrow takes the rest, and the fee is that of the whole price', async () => {
  const deal = await world.at('PAYMENT_PENDING', {
    terms: { sellerFinancing: { sharePct: 40, termMonths: 24 }, holdbackPct: 5, holdbackDays: 30 },
  });
  expect(await world.read(deal)).toMatchObject({
    ...{ priceCents: PRICE, paidNowCents: 12_000_000, owedLaterCents: 8_000_000, feeCents: 600_000 },
  });
  const { body } = await succeed(deal.buyer.get(`/offers/${deal.offerId}`));
  expect(body.data).toMatchObject({ paidNowCents: 12_000_000, owedLaterCents: 8_000_000 });
  const codes = (await deal.buyer.get(path(deal, '/checklist'))).body.data.map(
    ({ code }: { code: string }) => code,
  );
  expect(codes).toContain('PROMISSORY_NOTE');
  await world.advance(deal, 'PAYMENT_PENDING', 'INSPECTION');
  expect(await world.held(deal)).toBe(12_000_000);
  await succeed(deal.buyer.post(path(deal, '/buyer/accept')));
  await world.app.settle();
  expect(await world.owedTo(deal.seller)).toBe(12_000_000 - 600_000 - 1_000_000);
  expect(await world.held(deal)).toBe(1_000_000);
});

test('a hold on an inspection tells nobody that silence accepts, nor a day by which', async () => {
  const deal = await world.at('INSPECTION');
  await succeed(world.admin.post(path(deal, '/admin/hold'), REASON));
  const read = await world.read(deal, deal.buyer);
  expect([read.deadlineAt, read.next?.until]).toEqual([null, null]);
  expect(JSON.stringify(read.moves)).not.toContain('Silence accepts');
  await world.app.settle();
  const { body } = await deal.buyer.get('/notifications?limit=1');
  expect(body.data[0].body ?? JSON.stringify(body.data[0])).not.toContain('due by');
});

describe('another price after the acceptance', () => {
  const propose = (deal: MadeDeal, who: TestUser, priceCents: number) =>
    who.post(path(deal, '/price/proposals'), { priceCents, reason: 'Two trucks are older than said.' });
  const agree = (deal: MadeDeal, who: TestUser, proposalId: string) =>
    who.post(path(deal, `/price/proposals/${proposalId}/accept`));
  const sign = async (deal: MadeDeal, side: 'buyer' | 'seller') =>
    codeOf(deal[side].post(path(deal, `/${side}/accept-terms`), await world.termsOf(deal.id)));

  test('takes the consent of the other side: new terms that both sign, a new fee, the same deposit; then the rest is due', async () => {
    const deal = await world.at('PAYMENT_PENDING', { terms: { holdbackPct: 10, holdbackDays: 30 } });
    const before = await world.read(deal);
    await succeed(deal.buyer.post(path(deal, '/final-payment'), { method: 'WIRE' }));
    expect(await codeOf(propose(deal, deal.buyer, PRICE))).toBe('409 price_not_possible');
    expect(await codeOf(propose(deal, deal.buyer, DEPOSIT))).toBe('409 price_not_possible');
    const { body } = await succeed(propose(deal, deal.buyer, 18_000_000));
    const [proposal] = body.data.proposals;
    expect(proposal).toMatchObject({
      ...{ kind: 'PRICE', by: 'BUYER', priceCents: 18_000_000 },
      reason: '$180,000.00 instead of $200,000.00. Two trucks are older than said.',
    });
    expect(await codeOf(agree(deal, deal.buyer, proposal.id))).toBe('409 no_such_proposal');
    await succeed(agree(deal, deal.seller, proposal.id));
    const after = await world.read(deal);
    expect(after).toMatchObject({
      ...{ status: 'PAYMENT_PENDING', priceCents: 18_000_000, depositCents: DEPOSIT, feeCents: 540_000 },
      ...{ holdbackCents: 1_800_000, signatures: { buyerAt: null, sellerAt: null }, terms: { version: 2 } },
      formerTerms: [
        { version: 1, priceCents: PRICE, termsHash: before.termsHash, signatures: before.signatures },
      ],
      next: { who: ['BUYER', 'SELLER'] },
    });
    expect(after.termsHash).not.toBe(before.termsHash);
    const pay = () =>
      deal.buyer.post(path(deal, '/final-payment'), { method: 'CARD', paymentMethodId: 'pm_card_visa' });
    expect(await codeOf(pay())).toBe('409 terms_not_accepted');
    const old = deal.buyer.post(path(deal, '/buyer/accept-terms'), { termsHash: before.termsHash });
    expect(await codeOf(old)).toBe('409 terms_differ');
    expect([await sign(deal, 'buyer'), await sign(deal, 'seller')]).toEqual(['200', '200']);
    const payments = (await deal.buyer.get(path(deal, '/payments'))).body.data as { status: string }[];
    expect(payments.map(({ status }) => status)).toEqual(['SUCCEEDED', 'CANCELLED']);
    await world.advance(deal, 'PAYMENT_PENDING', 'COMPLETED');
    await world.app.settle();
    expect(await world.owedTo(deal.seller)).toBe(18_000_000 - 540_000 - 1_800_000);
    expect((await world.timeline(deal)).find(({ move }) => move === 'AGREE_PRICE')?.detail).toMatchObject({
      ...{ priceCents: 18_000_000, formerPriceCents: PRICE, feeCents: 540_000 },
    });
  });

  test('is not open any more once the price is paid', async () => {
    const deal = await world.at('TRANSFER_IN_PROGRESS');
    expect(await codeOf(propose(deal, deal.seller, PRICE + 1))).toBe('409 move_not_open');
  });

  test('nobody approves under terms that are not signed', async () => {
    const deal = await world.at('IN_REVIEW');
    await world.settleItems(deal, 'DUE_DILIGENCE');
    await world.settleItems(deal, 'PRE_CLOSING');
    const { body } = await succeed(propose(deal, deal.seller, 21_000_000));
    await succeed(agree(deal, deal.buyer, body.data.proposals[0].id));
    const approve = (side: 'buyer' | 'seller') => codeOf(deal[side].post(path(deal, `/${side}/approve`)));
    expect([await approve('buyer'), await approve('seller')]).toEqual([
      '409 terms_not_accepted',
      '409 terms_not_accepted',
    ]);
    await sign(deal, 'seller');
    await sign(deal, 'buyer');
    expect([await approve('buyer'), await approve('seller')]).toEqual(['200', '200']);
  });

  test('the buyer who does not sign the new terms is the one who is missing', async () => {
    const deal = await sellerReady();
    await succeed(deal.buyer.post(path(deal, '/buyer/approve')));
    const { body } = await succeed(propose(deal, deal.seller, 21_000_000));
    await succeed(agree(deal, deal.buyer, body.data.proposals[0].id));
    expect(await codeOf(world.admin.post(path(deal, '/admin/approve'), await world.versionOf(deal)))).toBe(
      '409 terms_not_accepted',
    );
    expect((await world.read(deal)).next?.who).toEqual(['BUYER', 'SELLER']);
    expect(await silenceOf(deal)).toContain('goes back in full');
    await sign(deal, 'seller');
    expect((await world.read(deal)).next?.who).toEqual(['BUYER']);
    expect(await silenceOf(deal)).toContain('$5,000.00 of the deposit compensates the seller');
  });
});

describe('exclusivity', () => {
  test('shuts other buyers out while it runs; afterwards they read again and line up behind', async () => {
    const offer = await world.offered({ terms: { exclusivityDays: 5 } });
    const { listingId } = offer;
    const rival = await world.app.make.buyer();
    const listings = makeListings(world.app);
    await listings.unlock(rival, listingId);
    await succeed(offer.seller.post(`/offers/${offer.offerId}/accept`, FIRST_VERSION));
    const access = async () => (await succeed(rival.get(`/listings/${listingId}`))).body.data.access;
    const bid = () => rival.post('/offers', { listingId, amountCents: 19_000_000 });
    expect([await access(), await codeOf(bid())]).toEqual(['SUSPENDED', '409 listing_closed']);
    await world.later(5 * DAY_MS - 60_000);
    expect(await access()).toBe('SUSPENDED');
    await world.later(2 * 60_000);
    expect(await access()).toBe('GRANTED');
    const told = async (who: TestUser) =>
      ((await succeed(who.get('/notifications?limit=100'))).body.data as { kind: string }[]).filter(
        ({ kind }) => kind === 'EXCLUSIVITY_ENDED',
      ).length;
    expect([await told(offer.buyer), await told(offer.seller), await told(rival)]).toEqual([1, 1, 0]);
    const { body } = await succeed(bid());
    expect(body.data).toMatchObject({ status: 'SUPERSEDED', backupRank: 1 });
    const newcomer = await world.app.make.buyer();
    await listings.unlock(newcomer, listingId);
    const second = await succeed(newcomer.post('/offers', { listingId, amountCents: 22_000_000 }));
    expect(second.body.data).toMatchObject({ status: 'SUPERSEDED', backupRank: 1 });
    expect((await rival.get(`/offers/${body.data.id}`)).body.data.backupRank).toBe(2);
  });

  test('ends at once where the seller asks for more, and not where the buyer asks for less', async () => {
    const deal = await world.at('IN_REVIEW');
    const exclusiveUntil = async () =>
      (await world.app.modules.listings.findListing(deal.listingId))?.exclusiveUntil;
    await succeed(deal.buyer.post(path(deal, '/price/proposals'), { priceCents: 19_000_000 }));
    await succeed(deal.seller.post(path(deal, '/price/proposals'), { priceCents: 19_500_000 }));
    expect(await exclusiveUntil()).toEqual(expect.any(Number));
    await succeed(deal.seller.post(path(deal, '/price/proposals'), { priceCents: 21_000_000 }));
    expect(await exclusiveUntil()).toBeNull();
    await world.app.settle();
    const { body } = await succeed(deal.buyer.get('/notifications?limit=100'));
    expect(JSON.stringify(body.data)).not.toContain('EXCLUSIVITY_ENDED');
  });
});

describe('days that bind', () => {
  const remindersOf = async (deal: MadeDeal, who: TestUser): Promise<string[]> => {
    await world.app.settle();
    const { body } = await succeed(who.get('/notifications?limit=100'));
    const notices = body.data as { kind: string; text: string; subject?: unknown }[];
    return notices
      .filter(
        (notice) => notice.kind === 'TRANSACTION_DATE_REMINDER' && JSON.stringify(notice).includes(deal.id),
      )
      .map((notice) => JSON.stringify(notice))
      .reverse();
  };

  test('both are reminded of the closing date before and after it, until the deal has ended', async () => {
    const day = new Date(world.app.clock.now() + 10 * DAY_MS).toISOString().slice(0, 10);
    const deal = await world.at('IN_REVIEW', { terms: { closingDate: day } });
    await world.later(4 * DAY_MS);
    expect(await remindersOf(deal, deal.seller)).toHaveLength(1);
    await world.later(8 * DAY_MS);
    const told = await remindersOf(deal, deal.buyer);
    expect(told.at(-1)).toContain('meant to close');
    await succeed(deal.buyer.post(path(deal, '/buyer/walk-away'), { ...REASON, costCents: WALK_AWAY }));
    await world.later(10 * DAY_MS);
    expect(await remindersOf(deal, deal.buyer)).toHaveLength(told.length);
  });

  /** What somebody was told of the items of a deal that are due. */
  const itemsToldTo = async (deal: MadeDeal, who: TestUser): Promise<string[]> => {
    await world.app.settle();
    const { body } = await succeed(who.get('/notifications?limit=100'));
    return (body.data as { kind: string }[])
      .filter((notice) => notice.kind === 'TRANSACTION_ITEMS_DUE' && JSON.stringify(notice).includes(deal.id))
      .map((notice) => JSON.stringify(notice))
      .reverse();
  };

  test('owners are told of open items once before their day and once when they are late, then the other side too', async () => {
    const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
    const held = await world.at('IN_REVIEW');
    const disputed = await world.at('IN_REVIEW');
    await succeed(disputed.buyer.post(path(disputed, '/dispute'), REASON));
    await succeed(world.admin.post(path(held, '/admin/hold'), REASON));
    const items = (await deal.seller.get(path(deal, '/checklist'))).body.data as {
      id: string;
      code: string;
    }[];
    const settle = async (who: TestUser, code: string) =>
      succeed(
        who.put(path(deal, `/checklist/${items.find((item) => item.code === code)?.id}`), {
          ...{ status: 'DONE', documentIds: [await uploadDocument(who)] },
        }),
      );
    await settle(deal.seller, 'CAP_TABLE');
    await world.later(10 * DAY_MS);
    expect(await itemsToldTo(deal, deal.seller)).toEqual([]);
    await world.later(1 * DAY_MS + HOUR_MS);
    // Nine items are due on one day: one notice names what is open of them.
    const near = await itemsToldTo(deal, deal.seller);
    expect(near).toHaveLength(1);
    expect(near[0]).toMatch(/This is due by .*Articles and operating agreement.*EIN letter/);
    expect(near[0]).not.toContain('Cap table');
    expect(await itemsToldTo(deal, deal.buyer)).toEqual([expect.stringContaining('UCC filings')]);
    const letters = await world.app.mail.sentTo(deal.seller.email);
    expect(letters.some(({ text }) => text.includes('EIN letter'))).toBe(true);
    await settle(deal.buyer, 'LIEN_SEARCH');
    await world.later(4 * DAY_MS);
    const late = (await itemsToldTo(deal, deal.seller)).slice(1);
    expect(late).toEqual([expect.stringMatching(/are late.*This was due by/)]);
    const other = (await itemsToldTo(deal, deal.buyer)).slice(1);
    expect(other).toEqual([expect.stringMatching(/The seller was to settle by .*Articles/)]);
    await world.later(5 * DAY_MS);
    expect(await itemsToldTo(deal, deal.seller)).toHaveLength(2);
    // A hold is no time to ask for papers; once it is lifted, what was late meanwhile is told once.
    for (const who of [held.seller, held.buyer]) expect(await itemsToldTo(held, who)).toEqual([]);
    for (const who of [disputed.seller, disputed.buyer]) expect(await itemsToldTo(disputed, who)).toEqual([]);
    const lift = { ...(await world.versionOf(held)), ...REASON };
    await succeed(world.admin.post(path(held, '/admin/release-hold'), lift));
    await world.later(HOUR_MS);
    expect(await itemsToldTo(held, held.seller)).toEqual([expect.stringContaining('are late')]);
  });

  test('the days of the items of the closing count from the payment of the price', async () => {
    const deal = await world.at('TRANSFER_IN_PROGRESS');
    await world.later(26 * DAY_MS);
    expect(await itemsToldTo(deal, deal.seller)).toEqual([]);
    await world.later(1 * DAY_MS + HOUR_MS);
    expect(await itemsToldTo(deal, deal.seller)).toEqual([
      expect.stringContaining('Assignment of the shares'),
    ]);
    await world.settleItems(deal, 'CLOSING');
    await world.later(5 * DAY_MS);
    expect(await itemsToldTo(deal, deal.seller)).toHaveLength(1);
  });

  test('what is to be done after the sale is reminded before and after its day, once it is open only', async () => {
    const deal = await world.at('COMPLETED', { dealStructure: 'EQUITY_SALE' });
    const items = (await deal.buyer.get(path(deal, '/checklist'))).body.data as {
      id: string;
      code: string;
    }[];
    const done = items.find(({ code }) => code === 'IRS_8822_B');
    await succeed(
      deal.buyer.put(path(deal, `/checklist/${done?.id}`), {
        ...{ status: 'DONE', documentIds: [await uploadDocument(deal.buyer)] },
      }),
    );
    await world.later(29 * DAY_MS);
    const before = await remindersOf(deal, deal.buyer);
    expect(before.some((text) => text.includes('MCS-150'))).toBe(true);
    // Also what no law gives a time for.
    expect(before.some((text) => text.includes('Brokers and load boards told'))).toBe(true);
    expect(before.some((text) => text.includes('was due'))).toBe(false);
    await world.later(3 * DAY_MS);
    const after = await remindersOf(deal, deal.buyer);
    expect(after.some((text) => text.includes('FMCSA told of the new owner: this was due'))).toBe(true);
    await world.later(40 * DAY_MS);
    expect((await remindersOf(deal, deal.buyer)).some((text) => text.includes('8822'))).toBe(false);
    expect(await remindersOf(deal, deal.seller)).toEqual([]);
    expect(await remindersOf(deal, world.admin)).toContainEqual(
      expect.stringContaining('The FMCSA record shows the new owner: this was due'),
    );
  });

  test('the hold-back asks about them before it goes; silence releases it, an objection leaves it to an administrator', async () => {
    const terms = { holdbackPct: 10, holdbackDays: 60 };
    const silent = await world.at('COMPLETED', { terms });
    const contested = await world.at('COMPLETED', { terms });
    const settled = await world.at('COMPLETED', { terms });
    const lifted = await world.at('COMPLETED', { terms });
    await world.settleItems(settled, 'POST_CLOSING');
    expect(await silenceOf(silent)).toContain('items with a federal deadline are open: “Form MCS-150');
    expect(await silenceOf(settled)).toBe('The hold-back is released to the seller.');
    await world.later(47 * DAY_MS);
    await world.app.settle();
    const { body } = await succeed(contested.buyer.get('/notifications?limit=100'));
    expect(JSON.stringify(body.data)).toContain('items with a federal deadline are open');
    const object = (who: TestUser, deal = contested) =>
      codeOf(who.post(path(deal, '/buyer/object-to-release'), REASON));
    expect([await object(contested.seller), await object(contested.buyer)]).toEqual(['403 forbidden', '200']);
    expect(await object(lifted.buyer, lifted)).toBe('200');
    await world.later(20 * DAY_MS);
    const lift = { ...(await world.versionOf(lifted)), ...REASON };
    await succeed(world.admin.post(path(lifted, '/admin/release-hold'), lift));
    // Who decides that it goes has decided: no second objection stops it.
    expect(await object(lifted.buyer, lifted)).toBe('409 move_not_open');
    expect(await world.held(silent)).toBe(0);
    expect((await world.timeline(silent)).at(-1)).toMatchObject({ move: 'RELEASE_HOLDBACK' });
    expect(await world.held(settled)).toBe(0);
    expect(await world.held(contested)).toBe(2_000_000);
    const split = { buyerCents: 1_500_000, sellerCents: 500_000 };
    const decision = { outcome: 'COMPLETED', split, reason: 'The notices were never filed.' };
    await succeed(world.admin.post(path(contested, '/admin/resolve'), decision));
    await world.app.settle();
    expect(await world.read(contested)).toMatchObject({ heldCents: 0, hold: null, moves: { next: null } });
    expect(await world.owedTo(contested.seller)).toBe(PRICE - 600_000 - 1_500_000);
    // The days that the hold has stopped come after it.
    await world.later(14 * DAY_MS);
    expect(await world.held(lifted)).toBe(0);
  });
});
