/** The stand-in of Stripe as the gateway behind the app under test, with its webhooks signed and delivered over HTTP. */
import { signWebhook } from '../../src/modules/gateway/sandbox/sandbox-signature.rules';
import { HOUR_MS } from '../../src/platform/kernel/clock';
import { newId } from '../../src/platform/kernel/ids';
import type { PreparedGateway } from './make-gateway';
import { idOnPage } from './sandbox-gateway';
import { startStripeStandIn } from './stripe-stand-in';
import { StripeRefusal, type StripeEvent } from './stripe-world';

const SECRET = 'whsec_of_the_stand_in';
/** An event that was not taken is sent again. */
const SENT_AGAIN_AFTER_MS = HOUR_MS;

export async function prepareStripe(): Promise<PreparedGateway> {
  let clock = () => Date.now();
  const standIn = await startStripeStandIn(() => clock());
  const { world, payments } = standIn;

  /** Whether it was done; a refusal is shown to the person who sits before the page. */
  function onPage(act: () => void): boolean {
    world.catchUp();
    try {
      act();
      return true;
    } catch (error) {
      if (error instanceof StripeRefusal) return false;
      throw error;
    }
  }

  const intentsOf = (paymentId: string) =>
    world.all('payment_intent').filter(({ metadata }) => metadata.paymentId === paymentId);

  return {
    environment: {
      PAYMENT_GATEWAY: 'stripe',
      STRIPE_SECRET_KEY: 'sk_test_stand_in',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_stand_in',
      STRIPE_WEBHOOK_SECRETS: `whsec_of_yesterday,${SECRET}`,
      STRIPE_API_BASE: standIn.url,
      WIRE_BENEFICIARY: 'Test',
      WIRE_BANK_NAME: 'Test Bank',
      WIRE_ROUTING_NUMBER: '000000000',
      WIRE_ACCOUNT_NUMBER: '00000000',
    },
    abandon: standIn.close,
    stand({ clock: appClock, anonymous }) {
      clock = () => appClock.now();

      async function deliver(event: StripeEvent): Promise<void> {
        const body = JSON.stringify(event);
        const signature = signWebhook(body, SECRET, Math.floor(appClock.now() / 1_000));
        const { status } = await anonymous.post('/webhooks/stripe', body, { 'stripe-signature': signature });
        if (status === 200) world.delivered.add(event.id);
        else world.after(SENT_AGAIN_AFTER_MS, () => world.pending.push(event));
      }

      return {
        name: 'stripe',
        webhookSecret: SECRET,
        standIn,
        pages: {
          payCheckout: (url, paymentMethodId = 'pm_card_visa') =>
            Promise.resolve(onPage(() => standIn.checkouts.pay(idOnPage(url), paymentMethodId))),
          payInvoice: (url, paymentMethodId = 'pm_card_visa') =>
            Promise.resolve(onPage(() => standIn.subscriptions.pay(idOnPage(url), paymentMethodId))),
          authenticate: (url, passes = true) =>
            Promise.resolve(onPage(() => payments.authenticate(idOnPage(url), passes))),
          completeAccount(accountId, transfers = 'ARRIVE') {
            standIn.connect.completeAccount(accountId, transfers);
            return Promise.resolve();
          },
        },
        async deliverNews() {
          world.catchUp();
          const events = world.takeEvents();
          for (const event of events) await deliver(event);
          return events.length > 0;
        },
        loseNews() {
          world.takeEvents();
          return Promise.resolve();
        },
        findNews: (type, about) =>
          Promise.resolve(
            world.told.findLast((event) => event.type === type && JSON.stringify(event).includes(about)) ??
              null,
          ),
        intentsOf: (paymentId) =>
          Promise.resolve(intentsOf(paymentId).map(({ id, status }) => ({ id, status: String(status) }))),
        settleUnheard(paymentId) {
          const told = [...world.pending];
          for (const intent of intentsOf(paymentId)) payments.end(intent, payments.methodOf(intent), null);
          world.pending = told;
          return Promise.resolve();
        },
        forgetPayment(paymentId) {
          for (const { id } of intentsOf(paymentId)) world.forget(id);
          return Promise.resolve();
        },
        plantPayment(of = 'OURS') {
          const fields = { amount: 50, amount_received: 50, currency: 'usd', status: 'succeeded' };
          const form = new Map(of === 'OURS' ? [['metadata[paymentId]', newId()]] : []);
          return Promise.resolve(world.make('pi', 'payment_intent', form, { ...fields, created: 0 }).id);
        },
        removePayment(id) {
          world.forget(id);
          return Promise.resolve();
        },
        stall() {
          world.stall();
          return Promise.resolve();
        },
        changeBankOf(accountId, fingerprint) {
          const data = [
            {
              ...{ id: 'ba_1', object: 'bank_account', fingerprint, account: accountId },
              ...{ account_holder_name: null, bank_name: 'STRIPE TEST BANK', routing_number: '110000000' },
            },
          ];
          world.change(world.get(accountId), { external_accounts: { object: 'list', data } });
          return Promise.resolve();
        },
        failBankPayout(accountId) {
          standIn.connect.failBankPayout(accountId);
          return Promise.resolve();
        },
        close: standIn.close,
      };
    },
  };
}
