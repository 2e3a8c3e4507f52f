/**
 * Staff in the dashboard, the bank of the payer and administrators at once, by chance, over one deal: whatever they do, each
 * cent is where Stripe says that it is, and the verbs that the list of stuck money names bring the deal to its end.
 */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../../tests/support/make-transactions';
import { chosenSeed, seededChance } from '../../../../tests/support/seeded';
import { sized } from '../../../../tests/support/size';
import { moneyAtStripe } from '../../../../tests/support/stripe-money';
import type { StripeObject } from '../../../../tests/support/stripe-world';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';

const DEALS = sized(60, 4);
const STEPS = 12;
/** So often the list is worked through; a deal that still waits then has no way out. */
const ROUNDS = 20;
const reason = 'By the bank statement and the dashboard.';

let world: DealWorld;
beforeAll(async () => {
  // One administrator does here what takes two above the limit.
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '10000000000' });
});
afterAll(() => world.close());

function stripe() {
  const { standIn } = world.app.gateway;
  if (!standIn) throw new Error('This is about Stripe.');
  return standIn;
}
const say = (path: string, body: object = {}) => codeOf(world.admin.post(path, { ...body, reason }));
const sum = (objects: readonly StripeObject[]) =>
  objects.reduce((cents, { amount }) => cents + Number(amount), 0);
const isOpen = ({ status }: StripeObject) => status === 'needs_response';

/** A deal whose deposit came by card, and what each can do about it; a step that is not possible does nothing. */
function handsOn(deal: MadeDeal, paymentId: string, chance: ReturnType<typeof seededChance>) {
  const intent = stripe().dashboard.paymentOf({ paymentId });
  const of = (kind: string) =>
    stripe()
      .world.all(kind)
      .filter(({ payment_intent }) => payment_intent === intent.id);
  const path = (rest: string) => `/transactions/${deal.id}${rest}`;
  /** What neither a refund nor the bank has taken. */
  const left = () =>
    Number(intent.amount_received) -
    sum(of('refund').filter(({ status }) => status !== 'failed')) -
    sum(of('dispute').filter(({ status }) => status !== 'won'));
  const some = (most: number) => (chance.chance(0.5) ? most : chance.between(1, most));
  const isDisputed = () => of('dispute').some(({ status }) => status !== 'won');

  async function unbooked(): Promise<string[]> {
    const { body } = await succeed(world.admin.get('/admin/outside-refunds?limit=100'));
    return (body.data as { id: string; status: string; paymentId: string | null }[])
      .filter((each) => each.status === 'UNBOOKED' && each.paymentId === paymentId)
      .map(({ id }) => id);
  }
  async function divide(outcome: string): Promise<string> {
    const held = await world.held(deal);
    const sellerCents = chance.pick([0, Math.floor(held / 3), held]);
    return say(path('/admin/resolve'), { outcome, split: { buyerCents: held - sellerCents, sellerCents } });
  }
  const lift = async () => say(path('/admin/release-hold'), await world.versionOf(deal));

  const hands: Record<string, () => unknown> = {
    refund: () => left() > 0 && !isDisputed() && stripe().dashboard.refund(intent, some(left())),
    refundFails() {
      const made = of('refund').filter(({ status }) => status === 'succeeded');
      if (made.length > 0) stripe().dashboard.failRefund(chance.pick(made));
    },
    dispute() {
      if (left() > 0 && !of('dispute').some(isOpen)) stripe().dashboard.openDispute(intent, some(left()));
    },
    bank() {
      const open = of('dispute').find(isOpen);
      if (open) stripe().dashboard.decideDispute(open, chance.pick(['WON', 'LOST']));
    },
    appeal() {
      const lost = of('dispute').find(({ status }) => status === 'lost');
      if (lost) stripe().dashboard.decideDispute(lost, 'WON');
    },
    async bear() {
      for (const outsideRefundId of await unbooked())
        await say(path('/admin/book-refund'), { outsideRefundId });
    },
    async lose() {
      for (const id of await unbooked()) await say(`/admin/outside-refunds/${id}/book`, { as: 'LOSS' });
    },
    lift,
    divide: () => divide(chance.pick(['CANCELLED', 'COMPLETED'])),
    cancel: () => say(path('/cancel')),
    claim: () => codeOf(deal.buyer.post(path('/dispute'), { reason })),
    wait: () => world.later(DAY_MS),
  };

  /** What the list of stuck money says of one thing. */
  async function work({ kind, subject }: { kind: string; subject: string }): Promise<void> {
    const id = subject.slice(subject.lastIndexOf(' ') + 1);
    if (kind === 'REFUND_PAST_US') {
      if ((await say(path('/admin/book-refund'), { outsideRefundId: id })) !== '200')
        await say(`/admin/outside-refunds/${id}/book`, { as: 'LOSS' });
    }
    if (kind === 'REFUND_NEEDS_ATTENTION' || kind === 'REFUND_AWAITING_WIRE') {
      const settled = await codeOf(world.admin.post(`/admin/refunds/${id}/settle-by-bank`));
      if (settled !== '200')
        await codeOf(world.admin.post(`/admin/refunds/${id}/confirm-wire`, { reference: `B ${id}` }));
    }
    if (kind === 'DEAL_UNDIVIDED') {
      await divide('CANCELLED');
      await divide('COMPLETED');
    }
    if (kind === 'HOLDBACK_ON_HOLD') await lift();
  }

  return {
    hands,
    async end(): Promise<void> {
      for (const dispute of of('dispute').filter(isOpen)) stripe().dashboard.decideDispute(dispute, 'LOST');
      for (let round = 0; round < ROUNDS; round += 1) {
        await world.later(2 * HOUR_MS);
        const { body } = await succeed(world.admin.get('/admin/money/stuck'));
        const stuck = body.data as { kind: string; subject: string }[];
        const status = await world.statusOf(deal);
        if (['COMPLETED', 'CANCELLED'].includes(status)) {
          if (stuck.length === 0) return;
          for (const each of stuck) await work(each);
        } else {
          for (const hand of ['bear', 'lift', 'cancel', 'claim', 'divide']) await hands[hand]?.();
        }
      }
    },
  };
}

test('whatever many hands do to the money of a deal, it is where Stripe says, and comes to its end', async () => {
  const chance = seededChance(chosenSeed());
  for (let made = 0; made < DEALS; made += 1) {
    const deal = await world.at('SIGNED');
    const paymentMethodId = chance.pick([
      'pm_card_visa',
      'pm_card_visa',
      'pm_card_pendingRefund',
      'pm_card_refundFail',
    ]);
    const { body } = await succeed(
      deal.buyer.post(`/transactions/${deal.id}/deposit`, { method: 'CARD', paymentMethodId }),
    );
    await world.app.settle();
    const { hands, end } = handsOn(deal, String(body.data.payment.id), chance);
    const done: string[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      const name = chance.pick(Object.keys(hands));
      done.push(name);
      await hands[name]?.();
      await world.app.settle();
    }
    await end();
    await world.app.settle();
    const { body: stuck } = await succeed(world.admin.get('/admin/money/stuck'));
    expect([done, stuck.data, await world.held(deal)]).toEqual([done, [], 0]);
    expect(await world.app.modules.ledger.balance('gateway:stripe')).toBe(moneyAtStripe(stripe().world));
    expect([done, await world.app.violations('transactions', 'ledger', 'money', 'gateway')]).toEqual([
      done,
      [],
    ]);
  }
});
