/** A deal at the mercy of people who do anything at any time: whatever they try, the money adds up. */
import fc from 'fast-check';
import { type DealWorld, startDealWorld } from '../../../tests/support/make-transactions';
import { chosenSeed } from '../../../tests/support/seeded';
import { sized } from '../../../tests/support/size';
import { confirmWire, tryMove, type Walk, walkOf, type Who } from '../../../tests/support/walk-deal';
import { HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

const WALKS = sized(50, 4);
/** What is still tried on a deal that is over. */
const AFTER_THE_END = 4;
const STEPS = { minLength: 25, maxLength: 40 };

let world: DealWorld;

beforeAll(async () => {
  // Some deals are above the limit of two admins and some below.
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '15000000' });
});
afterAll(() => world.close());

type Step =
  | { kind: 'try'; who: Who; luck: number; cents: number; open: boolean }
  | { kind: 'wait'; hours: number }
  | { kind: 'wire'; luck: number; tenths: number; partial: boolean; sendBack: boolean };

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
    arbitrary: fc.record({
      kind: fc.constant('wire' as const),
      luck,
      tenths: fc.constantFrom(10, 10, 10, 4, 13),
      partial: fc.boolean(),
      sendBack: fc.boolean(),
    }),
  },
);

const wireOf = ({ luck: by, tenths, partial, sendBack }: Extract<Step, { kind: 'wire' }>) => ({
  ...{ luck: by, partial, sendBack },
  reference: `W ${newId()}`,
  amountOf: (missingCents: number) => Math.ceil((missingCents * tenths) / 10),
});

/** What has to hold after each step, whatever it was. */
async function demandInvariants({ deal }: Walk): Promise<{ over: boolean }> {
  const { money, status, holdbackCents, moves, priceCents } = await world.read(deal);
  expect(money.inCents).toBe(money.outCents + money.heldCents);
  expect(money.heldCents).toBe(await world.held(deal));
  expect(money.heldCents).toBeGreaterThanOrEqual(0);
  expect(money.inCents).toBeLessThanOrEqual(priceCents);
  // What waits for a bank.
  if (status === 'CANCELLED') expect(money.heldCents).toBe(money.disputedCents);
  // A bank may have taken something of the hold-back; the books know how much.
  if (status === 'COMPLETED')
    expect(money.heldCents).toBeLessThanOrEqual(moves.next?.wait === 'HOLDBACK' ? holdbackCents : 0);
  const listing = await world.listingStatus(deal);
  expect(listing === 'RESERVED').toBe(status !== 'COMPLETED' && status !== 'CANCELLED');
  const [books] = await world.app.platform.database.select<{ debits: number; credits: number }>(
    `SELECT SUM(debitsPosted) AS debits, SUM(creditsPosted) AS credits FROM (
       SELECT debitsPosted, creditsPosted FROM ledger_accounts WHERE unit = 'USD'
       UNION ALL SELECT p.debitsPosted, p.creditsPosted FROM ledger_account_parts p
       JOIN ledger_accounts a ON a.id = p.accountId WHERE a.unit = 'USD') posted`,
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
      const stroll = walkOf(world, deal);
      let left = Number.POSITIVE_INFINITY;
      for (const each of steps) {
        if (each.kind === 'wait') await world.later(each.hours * HOUR_MS);
        else if (each.kind === 'wire') await confirmWire(world, stroll, wireOf(each));
        else await tryMove(world, stroll, each);
        await world.app.settle();
        const { over } = await demandInvariants(stroll);
        left = over ? Math.min(left, AFTER_THE_END) - 1 : left;
        if (left === 0) break;
      }
      await world.sendWiresBack();
      expect(await world.violations()).toEqual([]);
    }),
    { numRuns: WALKS, endOnFailure: true, seed: chosenSeed() },
  );
});
