/** What administrators do in each open state of a deal: with a reason, above the limit of one together, and told to both sides. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  type Stage,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import type { TestUser } from '../../../tests/support/app';
import { sessionOf } from '../../../tests/support/make-proof';
import { DAY_MS } from '../../platform/kernel/clock';
import type { State } from './process/process';

const REASON = 'Neither side can be reached.';

let world: DealWorld;

beforeAll(async () => {
  // Less than the deposit, so that all that is held takes two.
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '500000' });
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

const path = ({ id }: MadeDeal, rest: string) => `/transactions/${id}${rest}`;

async function approvedBy(side: 'buyer' | 'seller', phase: string): Promise<MadeDeal> {
  const deal = await world.at('IN_REVIEW');
  await world.settleItems(deal, phase);
  await succeed(deal[side].post(path(deal, `/${side}/approve`)));
  return deal;
}

describe('an administrator who is a side of the deal', () => {
  const both = (role: string) => world.app.make.user({ roles: ['admin', role] });
  const until = () => new Date(world.app.clock.now() + 30 * DAY_MS).toISOString();

  test.each(['buyer', 'seller'] as const)(
    'as its %s decides nothing about its company or money',
    async (side) => {
      const own = await both(side);
      const deal = await world.at('SIGNED', { [side]: own });
      const { usdot, seller } = deal;
      const waiver = { usdot, orderedOn: '2004-06-04', until: until(), reason: REASON };
      const proof = { userId: seller.id, usdot };
      const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), { method: 'WIRE' }));
      const payment = body.data.payment.id as string;
      const contest = { usdot, statement: 'This company is mine.' };
      const contested = await succeed((await world.app.make.seller()).post('/fmcsa/contests', contest));
      const asked = [
        own.post('/admin/out-of-service-waivers', waiver),
        own.post('/admin/proof-of-control', {
          ...proof,
          level: 3,
          evidence: 'Papers in hand.',
          session: sessionOf(world.app.clock.now()),
        }),
        own.post('/admin/proof-of-control/revoke', { ...proof, reason: REASON }),
        own.post('/admin/proof-of-control/decline', { ...proof, reason: REASON }),
        own.post(`/admin/contests/${contested.body.data.id}/decide`, {
          ...{ decision: 'UPHELD', holdersHash: 'a'.repeat(64), reason: REASON },
        }),
        own.post(`/admin/payments/${payment}/give-up`, { reason: REASON }),
        own.post(path(deal, `/admin/verify-deposit/${payment}`), {
          amountCents: 1_000_000,
          reference: 'W-1',
        }),
        own.post(path(deal, '/admin/extend'), { days: 3, reason: REASON }),
      ];
      const answers = await Promise.all(asked.map(codeOf));
      expect(answers).toEqual(asked.map(() => '403 forbidden'));
      // Nor claims what waits of it.
      await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: REASON }));
      const { data: queues } = (await succeed(world.admin.get('/admin/queues'))).body;
      const waiting = (queues as { kind: string; items: { id: string }[] }[]).filter(({ items }) =>
        items.some(({ id }) => id === deal.id || id === payment),
      );
      expect(waiting.length).toBeGreaterThan(0);
      for (const { kind, items } of waiting) {
        const item = items.find(({ id }) => id === deal.id || id === payment)?.id;
        expect([kind, await codeOf(own.post(`/admin/queues/${kind}/${item}/claim`))]).toEqual([
          kind,
          '403 forbidden',
        ]);
      }
    },
  );

  test('who bids for the company waives no order of it', async () => {
    const own = await both('buyer');
    const { listingId } = await world.offered({ buyer: own });
    const listing = await world.app.modules.listings.findListing(listingId);
    const waiver = { usdot: listing?.usdot, orderedOn: '2004-06-04', until: until(), reason: REASON };
    expect(await codeOf(own.post('/admin/out-of-service-waivers', waiver))).toBe('403 forbidden');
  });
});

const at = (stage: Stage) => () => world.at(stage);
const FUNDED: [State, () => Promise<MadeDeal>][] = [
  ['IN_REVIEW', at('IN_REVIEW')],
  ['BUYER_APPROVED', () => approvedBy('buyer', 'DUE_DILIGENCE')],
  ['SELLER_APPROVED', () => approvedBy('seller', 'PRE_CLOSING')],
  ['ADMIN_FINAL_REVIEW', at('ADMIN_FINAL_REVIEW')],
  ['PAYMENT_PENDING', at('PAYMENT_PENDING')],
  ['TRANSFER_IN_PROGRESS', at('TRANSFER_IN_PROGRESS')],
  ['INSPECTION', at('INSPECTION')],
];

const NAME_A_VERSION = ['/admin/approve', '/admin/release-hold', '/admin/status'];

/** By an admin who has just read the deal. */
async function ask(deal: MadeDeal, rest: string, given: object, who = world.admin): Promise<string> {
  const now = await world.versionOf(deal);
  const body = { ...(NAME_A_VERSION.includes(rest) ? now : {}), ...given };
  const send = (by: TestUser) =>
    codeOf(rest === '/admin/status' ? by.put(path(deal, rest), body) : by.post(path(deal, rest), body));
  const code = await send(who);
  // All that is held takes two here; before money one is enough. The first word of a decision is a move of the deal.
  const isKept = code === '200' && (await world.versionOf(deal)).version === now.version;
  return isKept ? send(world.secondAdmin) : code;
}

const lastMove = async (deal: MadeDeal) => (await world.timeline(deal)).at(-1);
const toBuyer = async (deal: MadeDeal) => ({ buyerCents: await world.held(deal), sellerCents: 0 });

async function needsReasons(deal: MadeDeal): Promise<void> {
  const split = await toBuyer(deal);
  const verbs: [string, object][] = [
    ['/admin/extend', { days: 3 }],
    ['/admin/hold', {}],
    ['/admin/release-hold', {}],
    ['/dispute', {}],
    ['/cancel', { split }],
    ['/admin/resolve', { outcome: 'CANCELLED', split }],
    ['/admin/status', { status: 'CANCELLED', split }],
  ];
  for (const [rest, body] of verbs)
    expect([rest, await ask(deal, rest, body)]).toEqual([rest, '400 invalid_request']);
}

/** More time, a hold and its end: the deal stays where it is. */
async function extendsAndHolds(deal: MadeDeal, state: State): Promise<void> {
  const { deadlineAt } = await world.read(deal);
  expect(await ask(deal, '/admin/extend', { days: 3, reason: REASON })).toBe('200');
  expect(await lastMove(deal)).toMatchObject({ move: 'ADMIN_EXTEND', by: 'ADMIN', reason: REASON });
  expect(await ask(deal, '/admin/release-hold', { reason: REASON })).toMatch(/^409 /);
  expect(await ask(deal, '/admin/hold', { reason: REASON })).toBe('200');
  expect(await ask(deal, '/admin/hold', { reason: REASON })).toBe('409 deal_on_hold');
  const held = await world.read(deal, deal.buyer);
  expect(held).toMatchObject({ status: state, onHold: true, hold: { reason: REASON } });
  // Nothing leaves by silence while it is held.
  expect(held.moves.next?.onSilence ?? '').not.toMatch(/accept|goes back|compensates|released/);
  expect(await ask(deal, '/admin/release-hold', { reason: REASON })).toBe('200');
  const after = await world.read(deal, deal.seller);
  expect([after.status, after.onHold]).toEqual([state, false]);
  expect(Date.parse(String(after.deadlineAt)) - Date.parse(String(deadlineAt))).toBeGreaterThanOrEqual(
    3 * DAY_MS,
  );
}

/** One admin alone changes nothing; another who decides otherwise neither; the one who then decides the same ends it. */
async function endsByTwo(deal: MadeDeal, rest: string, more: object): Promise<void> {
  const { status } = await world.read(deal);
  const split = await toBuyer(deal);
  const body = { ...more, reason: REASON, split };
  const other = { ...body, split: { buyerCents: split.buyerCents - 100, sellerCents: 100 } };
  expect(await ask(deal, rest, body)).toBe('200');
  expect(await ask(deal, rest, body)).toBe('409 second_admin_needed');
  expect(await ask(deal, rest, other, world.secondAdmin)).toBe('200');
  expect(await world.read(deal)).toMatchObject({ status, heldCents: split.buyerCents });
  expect(await ask(deal, rest, other)).toBe('200');
  expect(await world.statusOf(deal)).toBe('CANCELLED');
  expect(await lastMove(deal)).toMatchObject({ by: 'ADMIN', reason: REASON, to: 'CANCELLED' });
  expect(await world.held(deal)).toBe(0);
}

test('before money an administrator gives time, holds, or cancels alone; nothing is disputed or decided', async () => {
  const deal = await world.at('SIGNED');
  await needsReasons(deal);
  await extendsAndHolds(deal, 'AWAITING_DEPOSIT');
  const split = { buyerCents: 0, sellerCents: 0 };
  const closed: [string, object][] = [
    ['/dispute', {}],
    ['/admin/approve', {}],
    ['/admin/resolve', { outcome: 'CANCELLED', split }],
    ['/admin/status', { status: 'DISPUTED' }],
    ['/admin/status', { status: 'COMPLETED', split }],
  ];
  for (const [rest, body] of closed) {
    expect([rest, await ask(deal, rest, { ...body, reason: REASON })]).toEqual([rest, '409 move_not_open']);
  }
  expect(await ask(deal, '/admin/status', { status: 'CANCELLED', reason: REASON })).toBe('200');
  expect(await lastMove(deal)).toMatchObject({ move: 'ADMIN_CANCEL', to: 'CANCELLED', reason: REASON });
});

test('an administrator clears a deal, lifts a hold and moves it as it was read, not as it is by now', async () => {
  const deal = await world.at('ADMIN_FINAL_REVIEW');
  const read = await world.versionOf(deal);
  await succeed(deal.buyer.post(path(deal, '/extension/proposals'), { days: 3 }));
  for (const [rest, body] of [
    ['/admin/approve', {}],
    ['/admin/status', { status: 'PAYMENT_PENDING', reason: REASON }],
  ] as const) {
    expect([rest, await ask(deal, rest, { ...body, ...read })]).toEqual([rest, '409 transaction_changed']);
  }
  expect(await ask(deal, '/admin/hold', { reason: REASON })).toBe('200');
  const first = await world.versionOf(deal);
  expect(await ask(deal, '/admin/release-hold', { reason: REASON })).toBe('200');
  expect(await ask(deal, '/admin/hold', { reason: 'The officers have changed.' })).toBe('200');
  expect(await ask(deal, '/admin/release-hold', { ...first, reason: REASON })).toBe(
    '409 transaction_changed',
  );
  expect(await world.read(deal)).toMatchObject({ status: 'ADMIN_FINAL_REVIEW', onHold: true });
  expect(await ask(deal, '/admin/release-hold', { reason: REASON })).toBe('200');
  expect(await ask(deal, '/admin/status', { status: 'PAYMENT_PENDING', reason: REASON })).toBe('200');
});

const DEPOSIT_BACK = { buyerCents: 1_000_000, sellerCents: 0 };
const STALE: [Stage | 'DISPUTED', 'buyer' | 'seller' | 'admin', string, object][] = [
  ['IN_REVIEW', 'buyer', '/buyer/approve', {}],
  ['IN_REVIEW', 'seller', '/seller/approve', {}],
  ['IN_REVIEW', 'seller', '/cancel', { reason: REASON }],
  ['IN_REVIEW', 'admin', '/cancel', { reason: REASON }],
  ['IN_REVIEW', 'admin', '/admin/extend', { days: 3, reason: REASON }],
  ['TRANSFER_IN_PROGRESS', 'seller', '/seller/mark-transferred', {}],
  ['INSPECTION', 'buyer', '/buyer/accept', {}],
  ['IN_REVIEW', 'seller', '/extension/proposals', { days: 3 }],
  ['IN_REVIEW', 'buyer', '/price/proposals', { priceCents: 19_000_000 }],
  ['DISPUTED', 'seller', '/dispute/proposals', { outcome: 'CANCELLED', split: DEPOSIT_BACK }],
  ['DISPUTED', 'admin', '/admin/resolve', { outcome: 'CANCELLED', reason: REASON }],
];

test.each(STALE)(
  'at %s the %s who names what they have read acts on nothing else: %s',
  async (stage, who, rest, given) => {
    const deal =
      stage === 'DISPUTED'
        ? await world.at('IN_REVIEW').then(async (made) => {
            await succeed(made.buyer.post(path(made, '/dispute'), { reason: REASON }));
            return made;
          })
        : await world.at(stage);
    const actor = who === 'admin' ? world.admin : deal[who];
    const body = rest === '/admin/resolve' ? { ...given, split: await toBuyer(deal) } : given;
    const former = await world.versionOf(deal);
    await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: REASON }));
    const before = await world.read(deal);
    const late = await actor.post(path(deal, rest), { ...body, ...former });
    expect([late.status, late.body.code]).toEqual([409, 'transaction_changed']);
    expect(late.body.detail).toContain(`version ${(await world.versionOf(deal)).version} now`);
    expect(await world.read(deal)).toEqual(before);
    const read = await actor.post(path(deal, rest), { ...body, ...(await world.versionOf(deal)) });
    expect(read.body.code).not.toBe('transaction_changed');
  },
);

test('who proposes is told what the other side has proposed since they read the deal, and takes its place only after that', async () => {
  const deal = await world.at('IN_REVIEW');
  const proposals: [string, object, object, string][] = [
    ['/extension/proposals', { days: 3 }, { days: 5 }, 'The other side has proposed 3 more days;'],
    ['/price/proposals', { priceCents: 19_000_000 }, { priceCents: 19_500_000 }, 'a price of $190,000.00;'],
  ];
  for (const [rest, theirs, mine, told] of proposals) {
    const read = await world.versionOf(deal);
    await succeed(deal.buyer.post(path(deal, rest), { ...theirs, ...read }));
    const late = await deal.seller.post(path(deal, rest), { ...mine, ...read });
    expect([late.status, late.body.code]).toEqual([409, 'transaction_changed']);
    expect(late.body.detail).toContain(told);
    expect(
      await codeOf(deal.seller.post(path(deal, rest), { ...mine, ...(await world.versionOf(deal)) })),
    ).toBe('201');
  }
});

test.each(FUNDED)('at %s: more time, a hold, a dispute, and its decision by two', async (state, make) => {
  const deal = await make();
  await extendsAndHolds(deal, state);
  const split = await toBuyer(deal);
  for (const status of ['COMPLETED', 'AWAITING_DEPOSIT']) {
    expect(await ask(deal, '/admin/status', { status, split, reason: REASON })).toBe('409 move_not_open');
  }
  expect(await ask(deal, '/admin/resolve', { outcome: 'CANCELLED', split, reason: REASON })).toBe(
    '409 move_not_open',
  );
  const [rest, body] = state === 'INSPECTION' ? ['/admin/status', { status: 'DISPUTED' }] : ['/dispute', {}];
  expect(await ask(deal, rest, { ...body, reason: REASON })).toBe('200');
  expect(await lastMove(deal)).toMatchObject({
    move: 'DISPUTE',
    by: 'ADMIN',
    from: state,
    to: 'DISPUTED',
    reason: REASON,
  });
  for (const closed of ['/dispute', '/cancel']) {
    expect([closed, await ask(deal, closed, { reason: REASON })]).toEqual([closed, '409 move_not_open']);
  }
  if (state === 'INSPECTION') {
    await extendsAndHolds(deal, 'DISPUTED');
  }
  await endsByTwo(deal, '/admin/resolve', { outcome: 'CANCELLED' });
});

test.each(FUNDED)('at %s: a cancellation by two, and never while the deal is held', async (_, make) => {
  const deal = await make();
  await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: REASON }));
  expect(await ask(deal, '/cancel', { reason: REASON })).toBe('409 deal_on_hold');
  expect(await ask(deal, '/admin/release-hold', { reason: REASON })).toBe('200');
  await endsByTwo(deal, '/cancel', {});
});
