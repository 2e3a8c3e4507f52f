/** The app with either gateway, so that one test can ask the same of both. */
import { signWebhook } from '../../src/modules/payments/webhook-signature.rules';
import { startTestApp } from './app';
import { type StripeEvent, type StripeWorld } from './stripe-world';
import { startStripeStandIn } from './stripe-stand-in';

export const GATEWAYS = ['sandbox', 'stripe'] as const;
export type GatewayName = (typeof GATEWAYS)[number];

const SECRET = 'whsec_of_the_stand_in';

export type GatewayApp = Awaited<ReturnType<typeof startGatewayApp>>;

export async function startGatewayApp(name: GatewayName) {
  return name === 'sandbox' ? withSandbox() : withStripe();
}

async function withSandbox() {
  const app = await startTestApp();
  const { database } = app.platform;
  return {
    app,
    stripe: null,
    webhookSecret: app.config.SANDBOX_WEBHOOK_SECRET,
    settle: app.settle,
    countIntents: async (paymentId: string): Promise<number> => {
      const rows = await database.select(
        'SELECT id FROM sandbox_payment_intents WHERE reference = :paymentId',
        {
          paymentId,
        },
      );
      return rows.length;
    },
    /** News that has not been delivered is lost for good. */
    loseWebhooks: async (): Promise<void> => {
      await database.change(
        `DELETE FROM jobs WHERE kind = 'payments.sandbox_deliver' AND status = 'WAITING'`,
      );
    },
    completeAccount: async (accountId: string, refuses = false): Promise<void> => {
      await app.anonymous.post(`/sandbox/accounts/${accountId}/complete`, {
        transfers: refuses ? 'REFUSED' : 'ARRIVE',
      });
    },
    close: app.close,
  };
}

async function withStripe() {
  let clock = () => Date.now();
  const standIn = await startStripeStandIn(() => clock());
  const app = await startTestApp({
    environment: {
      PAYMENT_GATEWAY: 'stripe',
      STRIPE_SECRET_KEY: 'sk_test_stand_in',
      STRIPE_WEBHOOK_SECRETS: `whsec_of_yesterday,${SECRET}`,
      STRIPE_API_BASE: standIn.url,
      WIRE_BENEFICIARY: 'Test',
      WIRE_BANK_NAME: 'Test Bank',
      WIRE_ROUTING_NUMBER: '000000000',
      WIRE_ACCOUNT_NUMBER: '00000000',
    },
  });
  clock = () => app.clock.now();
  const { world } = standIn;

  async function deliver(event: StripeEvent): Promise<void> {
    const body = JSON.stringify(event);
    const signature = signWebhook(body, SECRET, Math.floor(app.clock.now() / 1_000));
    await app.anonymous.post('/webhooks/stripe', body, { 'stripe-signature': signature });
  }

  return {
    app,
    stripe: standIn,
    webhookSecret: SECRET,
    /** Like `app.settle`, with the stand-in's events delivered in between. */
    async settle(): Promise<void> {
      do {
        await app.settle();
        world.catchUp();
        for (const event of takeEvents(world)) await deliver(event);
      } while (world.pending.length > 0);
      await app.settle();
    },
    countIntents: (paymentId: string): Promise<number> =>
      Promise.resolve(
        world.all('payment_intent').filter(({ metadata }) => metadata.paymentId === paymentId).length,
      ),
    loseWebhooks(): Promise<void> {
      takeEvents(world);
      return Promise.resolve();
    },
    completeAccount(accountId: string, refuses = false): Promise<void> {
      world.completeAccount(accountId, refuses);
      return Promise.resolve();
    },
    async close(): Promise<void> {
      await app.close();
      await standIn.close();
      if (standIn.undescribed.length > 0) {
        throw new Error(`Not in Stripe's description: ${standIn.undescribed.join('; ')}`);
      }
    },
  };
}

function takeEvents(world: StripeWorld): StripeEvent[] {
  const events = world.pending;
  world.pending = [];
  return events;
}
