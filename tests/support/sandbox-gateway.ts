/** The sandbox as the gateway behind the app under test: its pages are endpoints, its world is tables. */
import { signWebhook } from '../../src/modules/gateway/sandbox/sandbox-signature.rules';
import { newId } from '../../src/platform/kernel/ids';
import type { PreparedGateway } from './make-gateway';
import { asStripeSends, gatewayEvent } from './stripe-hand-made';

/** The id of what a page of a gateway is about. */
export const idOnPage = (url: string | null): string => new URL(url ?? '').pathname.split('/').at(-1) ?? '';

export const prepareSandbox = (): Promise<PreparedGateway> =>
  Promise.resolve({
    environment: {},
    abandon: () => Promise.resolve(),
    stand({ platform: { config, database }, clock, anonymous }) {
      const dropJobs = (kind: string) =>
        database.change(`DELETE FROM jobs WHERE kind = :kind AND status = 'WAITING'`, { kind });
      return {
        name: 'sandbox',
        webhookSecret: config.SANDBOX_WEBHOOK_SECRET,
        standIn: null,
        pages: {
          async payCheckout(url, paymentMethodId = 'pm_card_visa') {
            const path = `/sandbox/checkouts/${idOnPage(url)}/complete`;
            return (await anonymous.post(path, { paymentMethodId })).status === 200;
          },
          async payInvoice(url, paymentMethodId = 'pm_card_visa') {
            const path = `/sandbox/invoices/${idOnPage(url)}/pay`;
            return (await anonymous.post(path, { paymentMethodId })).status === 200;
          },
          async authenticate(url, passes = true) {
            const path = `/sandbox/payments/${idOnPage(url)}/authenticate`;
            return (await anonymous.post(path, { passes })).status === 200;
          },
          async completeAccount(accountId, transfers = 'ARRIVE') {
            await anonymous.post(`/sandbox/accounts/${accountId}/complete`, { transfers });
          },
        },
        // The queue of the app does it.
        deliverNews: () => Promise.resolve(false),
        async loseNews() {
          await dropJobs('sandbox.deliver');
        },
        async findNews(type, about) {
          const [found] = await database.select<{ body: string }>(
            `SELECT body FROM sandbox_events WHERE body LIKE :type AND body LIKE :about ORDER BY id DESC LIMIT 1`,
            { type: `%"${type}"%`, about: `%${about}%` },
          );
          return found ? (JSON.parse(found.body) as { id: string }) : null;
        },
        intentsOf: (paymentId) =>
          database.select<{ id: string; status: string }>(
            'SELECT id, status FROM sandbox_payment_intents WHERE reference = :paymentId',
            { paymentId },
          ),
        async settleUnheard(paymentId) {
          await database.change(
            `UPDATE sandbox_payment_intents SET status = 'succeeded', amountReceivedCents = amountCents
             WHERE reference = :paymentId`,
            { paymentId },
          );
        },
        async forgetPayment(paymentId) {
          await database.change('DELETE FROM sandbox_payment_intents WHERE reference = :paymentId', {
            paymentId,
          });
          const about = `%${paymentId}%`;
          await database.change('DELETE FROM sandbox_events WHERE body LIKE :about', { about });
        },
        async plantPayment(of = 'OURS') {
          const id = `pi_${newId().replaceAll('-', '')}`;
          await database.change(
            `INSERT INTO sandbox_payment_intents (id, idempotencyKey, parameters, amountCents, amountReceivedCents,
               currency, paymentMethodId, status, metadata, reference, createdAt)
             VALUES (:id, :id, '{}', 5, 5, 'usd', 'pm_card_visa', 'succeeded', :metadata, 'unknown', 0)`,
            { id, metadata: JSON.stringify(of === 'OURS' ? { paymentId: newId() } : {}) },
          );
          return id;
        },
        async removePayment(id) {
          await database.change('DELETE FROM sandbox_payment_intents WHERE id = :id', { id });
        },
        async changeBankOf(id, fingerprint) {
          const [kept] = await database.select<{ body: string }>(
            'SELECT body FROM sandbox_objects WHERE id = :id',
            { id },
          );
          const external_accounts = { data: [{ id: 'ba_1', fingerprint }] };
          const body = JSON.stringify({ ...(JSON.parse(kept?.body ?? '{}') as object), external_accounts });
          await database.change('UPDATE sandbox_objects SET body = :body WHERE id = :id', { id, body });
        },
        async failBankPayout(account) {
          const at = Math.floor(clock.now() / 1_000);
          const payout = { id: 'po_1', object: 'payout', status: 'failed', failure_code: 'account_closed' };
          const told = { ...gatewayEvent('payout.failed', payout), created: at, account };
          const body = JSON.stringify(asStripeSends(told));
          const signature = signWebhook(body, config.SANDBOX_WEBHOOK_SECRET, at);
          await anonymous.post('/webhooks/sandbox', body, { 'stripe-signature': signature });
        },
        async stall() {
          await dropJobs('sandbox.settle');
        },
        close: () => Promise.resolve(),
      };
    },
  });
