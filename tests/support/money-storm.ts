/** People with money to give back and to pay out, and a Stripe that loses, doubles and mixes up what it says. */
import { newId } from '../../src/platform/kernel/ids';
import { HOUR_MS } from '../../src/platform/kernel/clock';
import { signWebhook } from '../../src/modules/gateway/sandbox/sandbox-signature.rules';
import type { TestUser } from './app';
import { type MadeDeal, startDealWorld, succeed } from './make-transactions';
import type { Chance } from './seeded';
import { type Fault, startStripeStandIn, type StripeStandIn } from './stripe-stand-in';
import type { StripeEvent } from './stripe-world';

const SECRET = 'whsec_of_the_stand_in';
const FAULTS: Fault[] = ['RESET', 'DROP', 'ERROR_500', 'RATE_LIMIT'];
const FAULT_RATE = 0.25;
const LOST_RATE = 0.05;
const DOUBLED_RATE = 0.2;
const SIDE_BY_SIDE = 4;

export type MoneyStorm = Awaited<ReturnType<typeof startMoneyStorm>>;

/** `home`: the environment of the database that the app here and the server that is killed share. */
export async function startMoneyStorm(home: Record<string, string>, chance: Chance) {
  let offsetMs = 0;
  const now = () => Date.now() + offsetMs;
  const stripe = await startStripeStandIn(now);
  const environment = {
    ...home,
    PAYMENT_GATEWAY: 'stripe',
    STRIPE_SECRET_KEY: 'sk_test_stand_in',
    STRIPE_WEBHOOK_SECRETS: SECRET,
    STRIPE_API_BASE: stripe.url,
    // One administrator decides over all of them.
    TWO_ADMIN_WINDOW_HOURS: '0',
    REDIS_KEY_PREFIX: `mcx-test:${newId()}:`,
  };
  const world = await startDealWorld(environment);
  const admin = await world.app.make.admin();

  async function send(url: string, event: StripeEvent): Promise<boolean> {
    const body = JSON.stringify(event);
    const signature = signWebhook(body, SECRET, Math.floor(now() / 1_000));
    try {
      const { ok } = await fetch(`${url}/api/webhooks/stripe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
        body,
      });
      return ok;
    } catch {
      return false;
    }
  }

  return {
    environment,
    world,
    stripe,
    admin,

    /** Whoever is to be paid out: their account is ready, and `cents` are payable to them. */
    async payableSeller(cents: number, refuses = false): Promise<TestUser> {
      const seller = await world.app.make.seller();
      await world.app.modules.ledger.post([
        {
          id: `test:${seller.id}:earned`,
          debit: 'bank:wire',
          credit: `payable:${seller.id}`,
          amount: cents,
          unit: 'USD',
          reason: 'Earned',
          subject: { type: 'test', id: seller.id },
        },
      ]);
      await succeed(seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() }));
      const account = stripe.world.all('account').at(-1)?.id ?? '';
      stripe.connect.completeAccount(account, refuses ? 'REFUSED' : 'ARRIVE');
      return seller;
    },

    /** The accounts may be paid to from now on. */
    async waitForAccounts(): Promise<void> {
      await this.deliverAll(world.app.url);
      await succeed(admin.post('/clock/advance', { byMs: 48 * HOUR_MS }));
      offsetMs = world.app.clock.now() - Date.now();
    },

    deposited: (people: { buyer: TestUser; seller: TestUser }) => world.at('IN_REVIEW', people),
    async disputed(people: { buyer: TestUser; seller: TestUser }): Promise<MadeDeal> {
      const deal = await world.at('TRANSFER_IN_PROGRESS', people);
      await succeed(deal.buyer.post(`/transactions/${deal.id}/dispute`, { reason: 'Nobody answers.' }));
      return deal;
    },

    /** The gateway's clock goes with that of the platform. */
    async follow(url: string): Promise<void> {
      const { data } = (await (await fetch(`${url}/api/clock`)).json()) as { data: { now: string } };
      offsetMs = Date.parse(data.now) - Date.now();
    },

    rage(): void {
      stripe.failBy(() => (chance.next() < FAULT_RATE ? chance.pick(FAULTS) : null));
      stripe.delayBy(5);
    },
    calm(): void {
      stripe.failBy(() => null);
      stripe.delayBy(0);
    },

    /** What is pending, mixed up, some of it lost for good and some twice; what is not taken comes again later. */
    async deliverSome(url: string): Promise<void> {
      stripe.world.catchUp();
      const events = chance.shuffle(takeEvents(stripe));
      const copies = events
        .filter(() => chance.next() >= LOST_RATE)
        .flatMap((event) => (chance.next() < DOUBLED_RATE ? [event, event] : [event]));
      while (copies.length > 0) {
        const few = copies.splice(0, SIDE_BY_SIDE);
        const taken = await Promise.all(few.map((event) => send(url, event)));
        stripe.world.pending.push(...few.filter((_, index) => !taken[index]));
      }
    },
    async deliverAll(url: string): Promise<void> {
      stripe.world.catchUp();
      for (const event of takeEvents(stripe)) {
        if (!(await send(url, event))) throw new Error(`The event ${event.type} was not taken.`);
      }
    },
    async close(): Promise<void> {
      await world.close();
      await stripe.close();
    },
  };
}

function takeEvents(stripe: StripeStandIn): StripeEvent[] {
  const events = stripe.world.pending;
  stripe.world.pending = [];
  return events;
}
