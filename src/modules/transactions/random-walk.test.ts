/** A deal at the mercy of people who do anything at any time: whatever they try, the money adds up. */
import fc from 'fast-check';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  type Person,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import type { ApiAnswer } from '../../../tests/support/client';
import { sized } from '../../../tests/support/size';
import { HOUR_MS } from '../../platform/kernel/clock';
import type { MoveName } from './process/process';
import type { TransactionView } from './transactions.schema';

const WALKS = sized(50, 4);
/** Every day the same walks, so that a change is to blame when one fails; thoroughly, new ones. */
const DAILY_SEED = -562994122;
/** What is still tried on a deal that is over. */
const AFTER_THE_END = 4;
const STEPS = { minLength: 25, maxLength: 40 };

let world: DealWorld;

beforeAll(async () => {
  // Some deals are above the limit of two admins and some below.
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '15000000' });
});
afterAll(() => world.close());

type Who = 'buyer' | 'seller' | 'admin' | 'secondAdmin';

/** `luck` chooses among what there is to choose from. */
type Step =
  | { kind: 'try'; who: Who; luck: number; cents: number; open: boolean }
  | { kind: 'wait'; hours: number }
  | { kind: 'wire'; luck: number; sendBack: boolean };

const luck = fc.nat(1_000_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('try' as const),
      who: fc.constantFrom<Who>('buyer', 'seller', 'buyer', 'seller', 'admin', 'secondAdmin'),
      luck,
      cents: luck,
      // Mostly what is open, so that the walk gets somewhere.
      open: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      hours: fc.constantFrom(1, 1, 30, 100, 200, 340, 800),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wire' as const), luck, sendBack: fc.boolean() }),
  },
);

/** Moves that soon end a walk are chosen seldom; all others four times as often. */
const SELDOM: MoveName[] = ['CANCEL', 'PROPOSE_CANCEL', 'AGREE_CANCEL', 'ADMIN_CANCEL', 'DISPUTE', 'HOLD'];
const often = <Known extends { move: MoveName }>(known: Known[]): Known[] =>
  known.flatMap((each) => (SELDOM.includes(each.move) ? [each] : [each, each, each, each]));

const pick = <Item>(items: readonly Item[], by: number): Item | undefined => items[by % items.length];

interface Walk {
  deal: MadeDeal;
  people: Record<Who, Person>;
}

const METHODS = [
  { method: 'CARD', paymentMethodId: 'pm_card_visa' },
  { method: 'CARD', paymentMethodId: 'pm_card_chargeDeclined' },
  { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' },
  { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_insufficientFunds' },
  { method: 'WIRE' },
];

/** The request of each move that a person can make, well-formed for the deal as it is. */
function requestOf({ deal, people }: Walk, view: TransactionView, who: Who, move: MoveName, cents: number) {
  const person = people[who];
  const side = who === 'buyer' || who === 'seller' ? who : 'admin';
  const send = (rest: string, body?: object) => person.post(`/transactions/${deal.id}${rest}`, body);
  const reason = 'It came over me.';
  const sellerCents = view.heldCents === 0 ? 0 : cents % (view.heldCents + 1);
  const split = { buyerCents: view.heldCents - sellerCents, sellerCents };
  const outcome = view.heldCents === view.priceCents && cents % 2 === 0 ? 'COMPLETED' : 'CANCELLED';
  const theirs = (wanted: string) =>
    view.proposals.find(({ by, kind }) => kind === wanted && by.toLowerCase() !== side)?.id ?? deal.id;
  const requests: Partial<Record<MoveName, () => Promise<ApiAnswer>>> = {
    ACCEPT_TERMS: () => send(`/${side}/accept-terms`),
    PAY_DEPOSIT: () => send('/deposit', pick(METHODS, cents)),
    PAY_BALANCE: () => send('/final-payment', pick(METHODS, cents)),
    APPROVE: () => send(`/${side}/approve`),
    PROPOSE_EXTENSION: () => send('/extension/proposals', { days: (cents % 30) + 1 }),
    AGREE_EXTENSION: () => send(`/extension/proposals/${theirs('EXTENSION')}/accept`),
    ADMIN_APPROVE: () => send('/admin/approve'),
    MARK_TRANSFERRED: () => send('/seller/mark-transferred'),
    ACCEPT: () => send('/buyer/accept'),
    CANCEL: () => send('/cancel', { reason }),
    PROPOSE_CANCEL: () => send('/cancel', { reason }),
    AGREE_CANCEL: () => send('/cancel', { reason }),
    ADMIN_CANCEL: () => send('/cancel', { reason, ...(cents % 3 === 0 ? {} : { split }) }),
    DISPUTE: () => send('/dispute', { reason }),
    ADD_EVIDENCE: () => send('/dispute/evidence', { statement: reason }),
    PROPOSE_SETTLEMENT: () => send('/dispute/proposals', { outcome, split }),
    SETTLE: () => send(`/dispute/proposals/${theirs('SETTLEMENT')}/accept`),
    RESOLVE: () => send('/admin/resolve', { outcome, split, reason }),
    HOLD: () => send('/admin/hold', { reason }),
    RELEASE_HOLD: () => send('/admin/release-hold', { reason }),
  };
  return requests[move];
}

/** One request serves several moves: which one it is depends on the deal, so its refusal may be that of another. */
const SHARED: MoveName[] = ['CANCEL', 'PROPOSE_CANCEL', 'AGREE_CANCEL'];
/** What an open move may still answer: the gateway's word on a payment, or the same admin saying the same twice. */
const EVEN_IF_OPEN = ['409 payment_under_way', '409 already_paid', '409 second_admin_needed'];

async function tryMove(walk: Walk, { who, luck: by, cents, open }: Extract<Step, { kind: 'try' }>) {
  const { deal, people } = walk;
  const view = await world.read(deal, people[who]);
  const known: { move: MoveName; code: string | null }[] = open
    ? often(view.moves.open.map(({ move }) => ({ move, code: null })))
    : view.moves.closed;
  const chosen = pick(known, by);
  if (!chosen) return;
  if (chosen.move === 'UPDATE_CHECKLIST') {
    for (const phase of ['DUE_DILIGENCE', 'PRE_CLOSING', 'CLOSING']) {
      if (open) await world.settleItems(deal, phase).catch(() => undefined);
    }
    return;
  }
  const request = requestOf(walk, view, who, chosen.move, cents);
  if (!request) throw new Error(`The walk knows no request for ${chosen.move}.`);
  const answer = await codeOf(request());
  if (chosen.code === null) {
    const fine = answer === '200' || answer === '201' || EVEN_IF_OPEN.includes(answer);
    expect([view.status, who, chosen.move, fine ? 'fine' : answer]).toEqual([
      view.status,
      who,
      chosen.move,
      'fine',
    ]);
  } else {
    expect(answer).toMatch(
      SHARED.includes(chosen.move) ? /^(200|4\d\d) ?/ : new RegExp(`^4\\d\\d ${chosen.code}$`),
    );
  }
}

async function confirmWire({ deal }: Walk, { luck: by, sendBack }: Extract<Step, { kind: 'wire' }>) {
  const { body } = await succeed(world.admin.get(`/transactions/${deal.id}/payments`));
  const wires = (body.data as { id: string; method: string; purpose: string; amountCents: number }[]).filter(
    ({ method }) => method === 'WIRE',
  );
  const wire = pick(wires, by);
  if (!wire) return;
  const which = wire.purpose === 'DEPOSIT' ? 'verify-deposit' : 'verify-payment';
  const seen = { amountCents: wire.amountCents, reference: `W ${wire.id}`, sendBack };
  const answer = await codeOf(world.admin.post(`/transactions/${deal.id}/admin/${which}/${wire.id}`, seen));
  expect(answer).toMatch(/^(200|409 .*)$/);
}

/** What has to hold after each step, whatever it was. */
async function demandInvariants({ deal }: Walk): Promise<{ over: boolean }> {
  const { money, status, holdbackCents, moves, priceCents } = await world.read(deal);
  expect(money.inCents).toBe(money.outCents + money.heldCents);
  expect(money.heldCents).toBe(await world.held(deal));
  expect(money.heldCents).toBeGreaterThanOrEqual(0);
  expect(money.inCents).toBeLessThanOrEqual(priceCents);
  if (status === 'CANCELLED') expect(money.heldCents).toBe(0);
  if (status === 'COMPLETED')
    expect(money.heldCents).toBe(moves.next?.wait === 'HOLDBACK' ? holdbackCents : 0);
  const listing = await world.listingStatus(deal);
  expect(listing === 'RESERVED').toBe(status !== 'COMPLETED' && status !== 'CANCELLED');
  const [books] = await world.app.platform.database.select<{ debits: number; credits: number }>(
    `SELECT SUM(debitsPosted) AS debits, SUM(creditsPosted) AS credits FROM ledger_accounts WHERE unit = 'USD'`,
  );
  expect(Number(books?.debits)).toBe(Number(books?.credits));
  expect(await world.app.modules.transactions.findViolations()).toEqual([]);
  return { over: money.heldCents === 0 && (status === 'COMPLETED' || status === 'CANCELLED') };
}

test('whatever is tried, by whom and when: the table is kept, no cent is lost, an ended deal holds nothing', async () => {
  const walk = fc.record({
    amountCents: fc.constantFrom(1_000_000, 12_000_000, 40_000_000),
    holdbackPct: fc.constantFrom(0, 10),
    head: fc.constantFrom(
      'SIGNED' as const,
      'IN_REVIEW' as const,
      'PAYMENT_PENDING' as const,
      'INSPECTION' as const,
    ),
    steps: fc.array(step, STEPS),
  });
  await fc.assert(
    fc.asyncProperty(walk, async ({ amountCents, holdbackPct, head, steps }) => {
      const deal = await world.at(head, { amountCents, terms: { holdbackPct, holdbackDays: 30 } });
      const people = {
        buyer: deal.buyer,
        seller: deal.seller,
        admin: world.admin,
        secondAdmin: world.secondAdmin,
      };
      let left = Number.POSITIVE_INFINITY;
      for (const each of steps) {
        if (each.kind === 'wait') await world.later(each.hours * HOUR_MS);
        else if (each.kind === 'wire') await confirmWire({ deal, people }, each);
        else await tryMove({ deal, people }, each);
        await world.app.settle();
        const { over } = await demandInvariants({ deal, people });
        left = over ? Math.min(left, AFTER_THE_END) - 1 : left;
        if (left === 0) break;
      }
      await world.sendWiresBack();
      expect(await world.violations()).toEqual([]);
    }),
    { numRuns: WALKS, endOnFailure: true, ...(process.env.THOROUGH ? {} : { seed: DAILY_SEED }) },
  );
}, 180_000);
