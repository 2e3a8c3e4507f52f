/** What the bank of the payer disputes does not leave; what it takes back for good the deal bears, and the books show it. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentDisputeClosed, paymentDisputed } from '../payments';
import type { ClosingStatement } from './statement.schema';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const WIRE = { method: 'WIRE' };
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };

let world: DealWorld;

beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(async () => {
  try {
    await world.app.settle();
    await world.sendWiresBack();
    expect(await world.violations()).toEqual([]);
    const { deadJobs } = (await succeed(world.admin.get('/admin/jobs'))).body.data;
    expect(deadJobs).toEqual([]);
  } finally {
    await world.close();
  }
});

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
const movesOf = async (deal: MadeDeal) => (await world.timeline(deal)).map(({ move }) => move);
const lift = async (deal: MadeDeal) =>
  codeOf(
    world.admin.post(path(deal, '/admin/release-hold'), {
      ...(await world.versionOf(deal)),
      reason: 'The bank has decided.',
    }),
  );
const resolve = (deal: MadeDeal, outcome: string, buyerCents: number, sellerCents: number) =>
  codeOf(
    world.admin.post(path(deal, '/admin/resolve'), {
      ...{ outcome, split: { buyerCents, sellerCents }, reason: 'By what the bank left.' },
    }),
  );
const statementOf = async (deal: MadeDeal) =>
  (await succeed(world.admin.get(path(deal, '/closing-statement?format=json')))).body
    .data as ClosingStatement;
const losses = () => world.app.modules.ledger.balance('expense:chargebacks');

/** The deposit is paid with a card whose bank disputes it a day later, and decides thirty days after that. */
async function depositedBy(card: string): Promise<MadeDeal> {
  const deal = await world.at('SIGNED');
  await succeed(deal.buyer.post(path(deal, '/deposit'), { method: 'CARD', paymentMethodId: card }));
  await world.app.settle();
  return deal;
}
const untilDisputed = () => world.later(DAY_MS + HOUR_MS);
async function untilDecided(): Promise<void> {
  for (const days of [8, 8, 8, 7]) await world.later(days * DAY_MS);
}

/** Brings the rest of the price by wire, and the deal to its inspection. */
async function broughtToInspection(deal: MadeDeal): Promise<MadeDeal> {
  await world.advance(deal, 'IN_REVIEW', 'PAYMENT_PENDING');
  const { body } = await succeed(deal.buyer.post(path(deal, '/final-payment'), WIRE));
  const verify = path(deal, `/admin/verify-payment/${body.data.payment.id}`);
  await world.askBothAdmins(verify, { amountCents: PRICE - DEPOSIT, reference: `W ${deal.id}` });
  return world.advance(deal, 'TRANSFER_IN_PROGRESS', 'INSPECTION');
}

/** As the payments tell it, whatever the books of the gateway say. */
async function tell(deal: MadeDeal, disputedCents: number, outcome?: 'WON' | 'LOST', disputeId = newId()) {
  const [deposit] = await world.app.modules.payments.listForSubject(deal.id);
  if (!deposit) throw new Error('Expected a deposit.');
  const { id: paymentId, purpose, subjectId, payerId, amountCents, method } = deposit;
  const facts = { paymentId, purpose, subjectId, payerId, amountCents, method, disputeId, disputedCents };
  await (outcome
    ? world.app.emit(paymentDisputeClosed, { ...facts, outcome })
    : world.app.emit(paymentDisputed, { ...facts, reason: 'fraudulent' }));
  await world.app.settle();
  return disputeId;
}

test('while the bank has not decided, no money leaves and nobody lifts the hold; a dispute that is won is over', async () => {
  const deal = await broughtToInspection(await depositedBy('pm_card_createDisputeWon'));
  await untilDisputed();
  expect(await world.read(deal, deal.buyer)).toMatchObject({
    ...{ status: 'INSPECTION', onHold: true },
    hold: { reason: expect.stringContaining('bank has taken $10,000.00 back') },
  });
  expect(await codeOf(deal.buyer.post(path(deal, '/buyer/accept')))).toBe('409 deal_on_hold');
  expect(await lift(deal)).toBe('409 card_dispute_open');
  await untilDecided();
  expect(await world.read(deal)).toMatchObject({ status: 'INSPECTION', onHold: true, heldCents: PRICE });
  expect(await lift(deal)).toBe('200');
  expect(await codeOf(deal.buyer.post(path(deal, '/buyer/accept')))).toBe('200');
  expect((await statementOf(deal)).totals).toMatchObject({ lostCents: 0, heldCents: 0 });
});

describe('while the bank decides', () => {
  const propose = (deal: MadeDeal, who: 'buyer' | 'seller') =>
    codeOf(deal[who].post(path(deal, '/cancel'), { reason: 'The bank takes months.' }));
  const cancel = (deal: MadeDeal, buyerCents: number, sellerCents: number) =>
    codeOf(
      world.admin.post(path(deal, '/cancel'), {
        ...{ split: { buyerCents, sellerCents }, reason: 'The buyer called their bank.' },
      }),
    );
  const stuck = async (deal: MadeDeal) =>
    (await succeed(world.admin.get('/admin/money/stuck'))).body.data.filter(
      ({ subject }: { subject: string }) => subject === `transaction ${deal.id}`,
    );
  const openMoves = async (deal: MadeDeal, reader = world.admin) =>
    (await world.read(deal, reader)).moves.open.map(({ move }) => move);
  const FEE_SHARE = (cents: number) => (cents * 600_000) / PRICE;

  test('both sides, or an administrator, cancel the deal: the company is free, and what the bank leaves goes where they said', async () => {
    const agreed = await depositedBy('pm_card_createDisputeWon');
    const decided = await depositedBy('pm_card_createDisputeWon');
    await untilDisputed();
    expect((await world.read(agreed, agreed.seller)).money).toMatchObject({
      disputedCents: DEPOSIT,
      says: [expect.stringContaining('bank disputes $10,000.00')],
    });
    expect(await openMoves(agreed)).toContain('ADMIN_CANCEL');
    expect(await propose(agreed, 'seller')).toBe('200');
    expect(await openMoves(agreed, agreed.buyer)).toContain('AGREE_CANCEL');
    expect(await propose(agreed, 'buyer')).toBe('200');
    expect(await cancel(decided, DEPOSIT / 2, DEPOSIT / 2)).toBe('200');
    await world.app.settle();
    for (const deal of [agreed, decided]) {
      expect(await world.read(deal, deal.buyer)).toMatchObject({
        ...{ status: 'CANCELLED', onHold: false, heldCents: DEPOSIT },
        money: {
          disputedCents: DEPOSIT,
          returnedCents: 0,
          says: [expect.stringContaining('stays in escrow')],
        },
      });
      expect(await world.listingStatus(deal)).toBe('ACTIVE');
      expect((await world.timeline(deal)).at(-1)?.says).toContain(
        '$10,000.00 stays in escrow until the bank',
      );
      expect(await stuck(deal)).toEqual([]);
      expect(await resolve(deal, 'CANCELLED', DEPOSIT, 0)).toBe('409 move_not_open');
      for (const who of [deal.buyer, deal.seller]) {
        const leaving = await who.send('delete', '/users/me', { password: who.password });
        expect([leaving.status, JSON.stringify(leaving.body)]).toEqual([
          409,
          expect.stringContaining('bank'),
        ]);
      }
    }
    expect(await world.violations()).toEqual([]);
    await untilDecided();
    expect((await statementOf(agreed)).totals).toMatchObject({ refundedCents: DEPOSIT, heldCents: 0 });
    const fee = FEE_SHARE(DEPOSIT / 2);
    expect((await statementOf(decided)).totals).toMatchObject({
      ...{
        refundedCents: DEPOSIT / 2,
        feeCents: fee,
        sellerCents: DEPOSIT / 2 - fee,
        heldCents: 0,
        lostCents: 0,
      },
    });
    expect(await world.owedTo(decided.seller)).toBe(DEPOSIT / 2 - fee);
    expect((await world.timeline(agreed)).at(-1)?.says).toContain('$10,000.00 goes to the buyer');
    expect(await world.violations()).toEqual([]);
  });

  test('what the bank takes then is gone, and nobody is owed anything for it', async () => {
    const before = await losses();
    const deal = await depositedBy('pm_card_createDisputeLost');
    await untilDisputed();
    expect(await cancel(deal, DEPOSIT / 2, DEPOSIT / 2)).toBe('200');
    await untilDecided();
    expect((await statementOf(deal)).totals).toMatchObject({
      ...{ lostCents: DEPOSIT, refundedCents: 0, sellerCents: 0, feeCents: 0, heldCents: 0 },
    });
    expect(await world.owedTo(deal.seller)).toBe(0);
    expect((await world.timeline(deal)).at(-1)?.says).toContain('Nothing more is owed for it.');
    expect([await losses(), await stuck(deal)]).toEqual([before, []]);
    expect(await world.violations()).toEqual([]);
  });

  test('before the company is handed over, also when the price is paid: what no bank disputes is divided at once', async () => {
    const deal = await depositedBy('pm_card_createDisputeWon');
    await world.advance(deal, 'IN_REVIEW', 'PAYMENT_PENDING');
    const { body } = await succeed(deal.buyer.post(path(deal, '/final-payment'), WIRE));
    const verify = path(deal, `/admin/verify-payment/${body.data.payment.id}`);
    await world.askBothAdmins(verify, { amountCents: PRICE - DEPOSIT, reference: `W ${deal.id}` });
    await untilDisputed();
    const sellerCents = 2_000_000;
    expect(await cancel(deal, PRICE - sellerCents, sellerCents)).toBe('200');
    await world.app.settle();
    const fee = FEE_SHARE(sellerCents);
    expect(await world.read(deal)).toMatchObject({
      ...{ status: 'CANCELLED', heldCents: DEPOSIT },
      money: { disputedCents: DEPOSIT, returnedCents: PRICE - DEPOSIT - sellerCents },
    });
    expect(await world.owedTo(deal.seller)).toBe(sellerCents - fee);
    // It is no risk to anybody that a bank disputes what waits in escrow.
    expect(await world.app.modules.payouts.readPayee(deal.seller.id)).toMatchObject({ heldBack: null });
    expect(await world.violations()).toEqual([]);
    await untilDecided();
    expect((await statementOf(deal)).totals).toMatchObject({
      ...{ refundedCents: PRICE - sellerCents, feeCents: fee, heldCents: 0 },
    });
  });

  test('nobody cancels once the company is handed over, and the sides do not while it is held for something else', async () => {
    const handedOver = await broughtToInspection(await depositedBy('pm_card_createDisputeWon'));
    const disputed = await broughtToInspection(await depositedBy('pm_card_createDisputeWon'));
    const held = await depositedBy('pm_card_createDisputeWon');
    const quarrel = await depositedBy('pm_card_createDisputeWon');
    await succeed(world.admin.post(path(held, '/admin/hold'), { reason: 'The insurer has a question.' }));
    await untilDisputed();
    for (const deal of [disputed, quarrel])
      await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The trucks are not there.' }));
    expect(await cancel(handedOver, PRICE, 0)).toBe('409 deal_on_hold');
    expect(await resolve(disputed, 'CANCELLED', PRICE, 0)).toBe('409 deal_on_hold');
    expect(await propose(held, 'seller')).toBe('200');
    expect(await propose(held, 'buyer')).toBe('409 deal_on_hold');
    expect(await cancel(held, DEPOSIT, 0)).toBe('200');
    // Put on it while the bank decides, a hold for something else counts as well.
    const heldLater = await depositedBy('pm_card_createDisputeWon');
    await untilDisputed();
    await succeed(world.admin.post(path(heldLater, '/admin/hold'), { reason: 'The papers are not theirs.' }));
    expect(await propose(heldLater, 'seller')).toBe('200');
    expect(await propose(heldLater, 'buyer')).toBe('409 deal_on_hold');
    expect(await cancel(heldLater, DEPOSIT, 0)).toBe('200');
    // Nor does a dispute between the sides keep the company from the seller for as long.
    expect(await resolve(quarrel, 'COMPLETED', 0, DEPOSIT)).toBe('409 deal_on_hold');
    expect(await resolve(quarrel, 'CANCELLED', DEPOSIT, 0)).toBe('200');
    expect(await world.listingStatus(quarrel)).toBe('ACTIVE');
    await untilDecided();
    for (const deal of [held, quarrel])
      expect((await statementOf(deal)).totals).toMatchObject({ refundedCents: DEPOSIT, heldCents: 0 });
    for (const deal of [handedOver, disputed]) expect(await lift(deal)).toBe('200');
  });
});

test('a deposit that is lost is lost to the deal, and is not given back once more', async () => {
  const before = await losses();
  const deal = await depositedBy('pm_card_createDisputeLost');
  await untilDisputed();
  expect(await movesOf(deal)).toContain('CARD_DISPUTED');
  await untilDecided();
  expect(await world.read(deal)).toMatchObject({ status: 'DISPUTED', heldCents: 0, onHold: true });
  expect(await lift(deal)).toBe('200');
  expect(await resolve(deal, 'COMPLETED', 0, 0)).toBe('409 price_not_paid');
  expect(await resolve(deal, 'CANCELLED', 0, 0)).toBe('200');
  await world.app.settle();
  const { body } = await succeed(deal.buyer.get(path(deal, '/payments')));
  expect(body.data).toMatchObject([{ refundedCents: 0 }]);
  const { totals, paidOut } = await statementOf(deal);
  expect(totals).toMatchObject({ receivedCents: DEPOSIT, lostCents: DEPOSIT, heldCents: 0 });
  expect(paidOut).toMatchObject([{ kind: 'TAKEN_BY_BANK', amountCents: DEPOSIT }]);
  expect(await losses()).toBe(before);
});

test('of a price of which a part is lost the rest is divided, also to complete the sale', async () => {
  const deal = await broughtToInspection(await depositedBy('pm_card_createDisputeLost'));
  await untilDisputed();
  await untilDecided();
  const left = PRICE - DEPOSIT;
  expect(await world.read(deal)).toMatchObject({ status: 'DISPUTED', heldCents: left });
  expect(await lift(deal)).toBe('200');
  expect(await resolve(deal, 'COMPLETED', 0, left)).toBe('200');
  const { totals } = await statementOf(deal);
  expect(totals).toMatchObject({ receivedCents: PRICE, lostCents: DEPOSIT, refundedCents: 0, heldCents: 0 });
  expect(totals.sellerCents + totals.feeCents).toBe(left);
});

test('a refund never gives back what the bank has given already', async () => {
  const deal = await broughtToInspection(await depositedBy('pm_card_createDisputeLost'));
  await untilDisputed();
  await untilDecided();
  const left = PRICE - DEPOSIT;
  expect(await lift(deal)).toBe('200');
  expect(await resolve(deal, 'CANCELLED', left, 0)).toBe('200');
  const { body } = await succeed(deal.buyer.get(path(deal, '/payments')));
  const back = (body.data as { purpose: string; refundedCents: number }[]).map(
    ({ purpose, refundedCents }) => [purpose, refundedCents],
  );
  expect(back).toEqual([
    ['DEPOSIT', 0],
    ['FINAL_PAYMENT', left],
  ]);
});

test('a hold that stands already goes on until the bank has decided', async () => {
  const deal = await world.at('IN_REVIEW');
  await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'The insurer has a question.' }));
  const disputeId = await tell(deal, DEPOSIT);
  await tell(deal, DEPOSIT, undefined, disputeId);
  expect((await movesOf(deal)).filter((move) => move === 'CARD_DISPUTED')).toHaveLength(1);
  expect((await world.read(deal)).hold?.reason).toBe('The insurer has a question.');
  expect(await lift(deal)).toBe('409 card_dispute_open');
  await tell(deal, DEPOSIT, 'WON', disputeId);
  await tell(deal, DEPOSIT, 'WON', disputeId);
  expect((await movesOf(deal)).filter((move) => move === 'CARD_DISPUTE_WON')).toHaveLength(1);
  expect(await lift(deal)).toBe('200');
});

test('the hold-back of a completed sale is kept, and bears what is lost as far as it goes', async () => {
  const deal = await world.at('COMPLETED', { terms: { holdbackPct: 2, holdbackDays: 30 } });
  const heldBack = await world.held(deal);
  const disputeId = await tell(deal, DEPOSIT);
  await world.later(40 * DAY_MS);
  expect(await world.held(deal)).toBe(heldBack);
  const { seller } = deal;
  const leaving = await seller.send('delete', '/users/me', { password: seller.password });
  expect([leaving.status, JSON.stringify(leaving.body)]).toEqual([409, expect.stringContaining('hold-back')]);
  await tell(deal, DEPOSIT, 'LOST', disputeId);
  expect(await world.held(deal)).toBe(0);
  expect((await statementOf(deal)).totals).toMatchObject({ lostCents: heldBack, heldCents: 0 });
});

test('an appeal that turns the bank’s word gives the deal its money back', async () => {
  const before = await losses();
  const deal = await world.at('IN_REVIEW');
  const disputeId = await tell(deal, DEPOSIT);
  await tell(deal, DEPOSIT, 'LOST', disputeId);
  expect([await world.held(deal), await losses()]).toEqual([0, before - DEPOSIT]);
  await tell(deal, DEPOSIT, 'WON', disputeId);
  await tell(deal, DEPOSIT, 'LOST', disputeId);
  expect([await world.held(deal), await losses()]).toEqual([DEPOSIT, before]);
  expect(await lift(deal)).toBe('200');
  expect(await resolve(deal, 'CANCELLED', DEPOSIT, 0)).toBe('200');
});

test('news that is faster than the payment waits for it', async () => {
  const deal = await world.at('SIGNED');
  await succeed(deal.buyer.post(path(deal, '/deposit'), CARD));
  const { database } = world.app.platform;
  const later = world.app.clock.now() + HOUR_MS;
  const delayed = await database.change(
    `UPDATE jobs SET runAt = :later WHERE status = 'WAITING' AND kind LIKE 'payment.succeeded%'`,
    { later },
  );
  expect(delayed).toBeGreaterThan(0);
  await tell(deal, DEPOSIT);
  expect(await world.read(deal)).toMatchObject({ status: 'AWAITING_DEPOSIT', onHold: false });
  await world.later(2 * HOUR_MS);
  await world.later(2 * HOUR_MS);
  expect(await world.read(deal)).toMatchObject({ status: 'IN_REVIEW', onHold: true });
});

test('a payment that the deal has sent back stops nothing', async () => {
  const deal = await world.at('SIGNED');
  const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), WIRE));
  await succeed(deal.buyer.post(path(deal, '/deposit'), CARD));
  await world.app.settle();
  const arrived = { amountCents: DEPOSIT, reference: `TWICE ${deal.id}`, sendBack: true };
  await succeed(world.admin.post(path(deal, `/admin/verify-deposit/${body.data.payment.id}`), arrived));
  const disputeId = await tell(deal, DEPOSIT);
  await tell(deal, DEPOSIT, 'LOST', disputeId);
  expect(await world.read(deal)).toMatchObject({ status: 'IN_REVIEW', onHold: false, heldCents: DEPOSIT });
});
