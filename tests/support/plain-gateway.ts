/** The plain gateway behind the app under test: its webhooks are signed in its own way, and sent over HTTP. */
import { newId } from '../../src/platform/kernel/ids';
import type { PreparedGateway } from './make-gateway';
import { createPlainGateway, PLAIN_SECRET, signPlainly } from './plain-adapter';

const hasNone = (): never => {
  throw new Error('The plain gateway has no such thing.');
};

export function preparePlain(): Promise<PreparedGateway> {
  let clock = () => Date.now();
  const { gateway, world, settle, endPayment } = createPlainGateway(() => clock());
  const about = (paymentId: string) => world.payments.filter(({ thing }) => thing.reference === paymentId);
  const remove = (isGone: (payment: (typeof world.payments)[number]) => boolean) => {
    const left = world.payments.filter((payment) => !isGone(payment));
    world.payments.splice(0, world.payments.length, ...left);
    return Promise.resolve();
  };

  return Promise.resolve({
    environment: {},
    gateways: [() => gateway],
    abandon: () => Promise.resolve(),
    stand({ clock: appClock, anonymous }) {
      clock = () => appClock.now();
      return {
        name: 'plain',
        webhookSecret: PLAIN_SECRET,
        standIn: null,
        pages: {
          payCheckout: hasNone,
          payInvoice: hasNone,
          authenticate: hasNone,
          completeAccount: hasNone,
        },
        async deliverNews() {
          settle();
          const events = world.pending.splice(0);
          for (const { payload } of events) {
            const headers = { 'plain-signature': signPlainly(payload) };
            const { status } = await anonymous.post('/webhooks/plain', payload, headers);
            if (status !== 200) throw new Error(`An event was not taken: ${payload}`);
          }
          return events.length > 0;
        },
        loseNews() {
          world.pending.length = 0;
          return Promise.resolve();
        },
        findNews: hasNone,
        intentsOf: (paymentId) =>
          Promise.resolve(about(paymentId).map(({ thing: { id, status } }) => ({ id, status }))),
        settleUnheard(paymentId) {
          const told = [...world.pending];
          about(paymentId).forEach(endPayment);
          world.pending.splice(0, world.pending.length, ...told);
          return Promise.resolve();
        },
        forgetPayment: (paymentId) => remove(({ thing }) => thing.reference === paymentId),
        plantPayment(of = 'OURS') {
          const id = `pl_${newId().replaceAll('-', '')}`;
          world.payments.push({
            ...{ key: id, paymentMethodId: 'pm_card_visa', settlesAt: null },
            thing: {
              ...{
                id,
                reference: of === 'OURS' ? 'unknown' : null,
                amountCents: 5,
                receivedCents: 5,
                currency: 'usd',
              },
              ...{
                status: 'SUCCEEDED',
                failure: null,
                authenticationUrl: null,
                customerId: null,
                invoiceId: null,
              },
            },
          });
          return Promise.resolve(id);
        },
        removePayment: (id) => remove(({ thing }) => thing.id === id),
        stall() {
          for (const payment of world.payments) payment.settlesAt = Number.MAX_SAFE_INTEGER;
          return Promise.resolve();
        },
        changeBankOf: hasNone,
        failBankPayout: hasNone,
        close: () => Promise.resolve(),
      };
    },
  });
}
