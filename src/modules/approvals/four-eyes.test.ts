/**
 * The matrix of four eyes: every act that takes two administrators × the same and another one × at the limit and above it.
 * The limit is set beside the sum of the act, so that nothing but the limit tells one from the other.
 */
import { POSTS_ALONE } from '../../../tests/support/admins-money';
import type { TestUser } from '../../../tests/support/app';
import { sendWebhook, setBankAccount } from '../../../tests/support/make-payments';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { systemActor } from '../../platform/kernel/actor';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { ServedEndpoint } from '../../platform/http/server';
import { type ActName, ACTS } from './acts';
import { secondAdminNeeded } from './approvals.problems';

const SUM = 250_000;
const NO_LIMIT = 10_000_000_000;
const REASON = 'Looked up at the bank.';
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const system = systemActor('tests');

let world: DealWorld;
/** The operations by which a second admin was asked for. */
const asked = new Set<string>();
const nameOf = ({ contract: { method, path } }: ServedEndpoint) => `${method.toUpperCase()} ${path}`;
const doors = () => world.app.app.endpoints;

function nameAt(method: string, path: string): string {
  const fits = (door: ServedEndpoint) =>
    door.contract.method === method &&
    new RegExp(`^${door.contract.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return doors().filter(fits).map(nameOf).join(' or ');
}

beforeAll(async () => {
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: String(NO_LIMIT) });
  for (const admin of [world.admin, world.secondAdmin]) {
    const send = admin.send.bind(admin);
    admin.send = async (method, path, ...given) => {
      const answer = await send(method, path, ...given);
      if (answer.body?.code === secondAdminNeeded.code) asked.add(nameAt(method, path));
      return answer;
    };
  }
});
afterAll(() => world.close());

interface Case {
  amountCents: number;
  /** `tag`: what tells this word from another one about the same thing. */
  act(admin: TestUser, tag: string): Promise<string>;
  isDone(): Promise<boolean>;
  /** Nothing is named with it, so nobody asks for something else. */
  asksOneThing?: true;
}

const balance = (account: string) => world.app.modules.ledger.balance(account);
const pathOf = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;

async function one<Row extends object>(sql: string, id: string): Promise<Row> {
  const [row] = await world.app.platform.database.select<Row>(sql, { id });
  if (!row) throw new Error(`Nothing found: ${sql}`);
  return row;
}
const change = (sql: string, id: string) => world.app.platform.database.change(sql, { id });

async function readSettings(name: string): Promise<{ version: number; value: number }> {
  const { version, settings } = (await succeed(world.admin.get('/admin/settings'))).body.data as {
    version: number;
    settings: { name: string; value: string }[];
  };
  return { version, value: Number(settings.find((each) => each.name === name)?.value) };
}

async function askSetting(admin: TestUser, name: string, value: number): Promise<string> {
  const { version } = await readSettings(name);
  const wanted = { version, values: [{ name, value: String(value) }], reason: REASON };
  return codeOf(admin.put('/admin/settings', wanted));
}

/** By two, as it takes them. */
async function setLimit(cents: number): Promise<void> {
  if ((await readSettings('TWO_ADMIN_LIMIT_CENTS')).value === cents) return;
  for (const admin of [world.admin, world.secondAdmin])
    expect(await askSetting(admin, 'TWO_ADMIN_LIMIT_CENTS', cents)).toBe('200');
}

const anyWire = (amountCents = SUM) =>
  world.app.modules.payments.start({
    ...{ actor: system, purpose: 'TEST', subjectId: newId(), payerId: newId(), amountCents },
    ...{ method: 'WIRE', description: 'A test' },
  });
const asUser = ({ id }: TestUser) => ({ kind: 'user', userId: id, roles: ['admin'], sessionId: id }) as const;

/** As an answer of the endpoints that book wires. */
const confirm = (admin: TestUser, id: string, wire: { amountCents: number; reference: string }) =>
  world.app.modules.payments.confirmWire(asUser(admin), id, wire).then(
    () => '200',
    ({ code }: { code: string }) => `409 ${code}`,
  );

async function wireCase(firstPart: number): Promise<Case> {
  const { id } = await anyWire();
  const { payments } = world.app.modules;
  if (firstPart > 0)
    await payments.confirmWire(system, id, { amountCents: firstPart, reference: newId(), partial: true });
  return {
    amountCents: SUM,
    act: (admin, tag) => confirm(admin, id, { amountCents: SUM - firstPart, reference: `${tag} ${id}` }),
    isDone: async () => (await payments.getPayment(id)).status === 'SUCCEEDED',
  };
}

/** Of a wire that was not wanted; by default it waits for its wire back. */
async function refundOf(status = 'AWAITING_WIRE', method = 'WIRE'): Promise<string> {
  const { payments } = world.app.modules;
  const { id: paymentId } = await anyWire();
  await payments.confirmWire(system, paymentId, { amountCents: SUM, reference: newId() });
  const from = `unallocated:${paymentId}`;
  await payments.refund({ key: newId(), paymentId, amountCents: SUM, from, reason: 'Not wanted.' });
  const { id } = await one<{ id: string }>('SELECT id FROM refunds WHERE paymentId = :id', paymentId);
  await change(`UPDATE payments SET method = '${method}' WHERE id = :id`, paymentId);
  await change(`UPDATE refunds SET status = '${status}' WHERE id = :id`, id);
  return id;
}
const refundNow = (id: string) =>
  one<{ status: string; amountCents: number }>('SELECT status, amountCents FROM refunds WHERE id = :id', id);
const onRefund = (id: string, verb: string) => (admin: TestUser, body: object) =>
  codeOf(admin.post(`/admin/refunds/${id}/${verb}`, body));

let seller: TestUser;
async function payoutOf(): Promise<string> {
  if (!seller) {
    seller = await world.app.make.seller();
    await setBankAccount(seller);
    await world.app.later(3 * DAY_MS);
  }
  await earn(seller, SUM);
  const { body } = await succeed(seller.post('/seller/payouts', { amountCents: SUM, method: 'WIRE' }));
  return String(body.data.id);
}
async function earn({ id: userId }: TestUser, amount: number): Promise<void> {
  const id = newId();
  const move = { debit: 'bank:wire', credit: `payable:${userId}`, unit: 'USD' as const, reason: 'Sold' };
  await world.app.modules.ledger.post([{ id, ...move, amount, subject: { type: 'test', id } }]);
}

/** A deal whose deposit came, and what is told of it. */
async function deposited(): Promise<{ deal: MadeDeal; paymentId: string; intentId: string }> {
  const deal = await world.at('SIGNED');
  const { body } = await succeed(deal.buyer.post(pathOf(deal, '/deposit'), CARD));
  await world.app.settle();
  const paymentId = String(body.data.payment.id);
  const { intentId } = await one<{ intentId: string }>(
    'SELECT gatewayPaymentId AS intentId FROM payments WHERE id = :id',
    paymentId,
  );
  return { deal, paymentId, intentId };
}
async function tell(type: string, object: object): Promise<string> {
  const id = `evt_${newId().replaceAll('-', '')}`;
  const event = { id, object: 'event', type, created: 1_790_000_000, data: { object } };
  expect((await sendWebhook(world.app, event)).status).toBe(200);
  return id;
}
/** Other hands have given a part of a deposit back. */
async function outsideRefund() {
  const made = await deposited();
  const id = `re_${newId().replaceAll('-', '')}`;
  const refund = { id, object: 'refund', amount: SUM, currency: 'usd', status: 'succeeded' };
  await tell('refund.created', { ...refund, payment_intent: made.intentId, metadata: {}, created: 1 });
  await world.app.settle();
  const row = await one<{ id: string }>('SELECT id FROM outside_refunds WHERE gatewayRefundId = :id', id);
  const status = async () =>
    (await one<{ status: string }>('SELECT status FROM outside_refunds WHERE id = :id', row.id)).status;
  return { deal: made.deal, id: row.id, status };
}

async function decision(rest: string, more: object): Promise<Case> {
  const { deal } = await deposited();
  if (rest === '/admin/resolve')
    await succeed(deal.buyer.post(pathOf(deal, '/dispute'), { reason: 'The trucks are not there.' }));
  const amountCents = await world.held(deal);
  return {
    amountCents,
    async act(admin, tag) {
      const sellerCents = tag === 'B' ? 100 : 0;
      const split = { buyerCents: amountCents - sellerCents, sellerCents };
      const read = rest === '/admin/status' ? await world.versionOf(deal) : {};
      const body = { ...more, ...read, split, reason: REASON };
      return codeOf(
        rest === '/admin/status' ? admin.put(pathOf(deal, rest), body) : admin.post(pathOf(deal, rest), body),
      );
    },
    isDone: async () => (await world.statusOf(deal)) === 'CANCELLED',
  };
}

/** Of each act one that is ready to be asked for. */
const MATRIX: Record<
  | ActName
  | `deal: ${string}`
  | `wire: ${string}`
  | 'payment.confirm_wire, the last part'
  | 'payable.release, by an earlier moment',
  () => Promise<Case>
> = {
  'payment.confirm_wire': () => wireCase(0),
  // The part by itself is small.
  'payment.confirm_wire, the last part': () => wireCase(SUM - 100),
  async 'payment.correct_wire'() {
    const { id } = await anyWire();
    const { payments } = world.app.modules;
    await payments.confirmWire(system, id, { amountCents: SUM, reference: newId() });
    const wire = await one<{ id: string }>('SELECT id FROM payment_wires WHERE paymentId = :id', id);
    return {
      amountCents: SUM,
      act: (admin) => codeOf(admin.post(`/admin/wires/${wire.id}/correct`, { reason: REASON })),
      isDone: async () => (await payments.getPayment(id)).status === 'CANCELLED',
      asksOneThing: true,
    };
  },
  async 'payment.give_back'() {
    const { payments } = world.app.modules;
    const { id } = await payments.start({
      ...{ actor: system, purpose: 'TEST', subjectId: newId(), payerId: newId(), amountCents: SUM },
      ...{ ...CARD, method: 'CARD', description: 'A test' },
    });
    await world.later(2 * DAY_MS);
    return {
      amountCents: SUM,
      act: (admin) => codeOf(admin.post(`/admin/payments/${id}/give-back`, { reason: REASON })),
      isDone: async () => (await balance(`unallocated:${id}`)) === 0,
      asksOneThing: true,
    };
  },
  async 'refund.confirm_wire'() {
    const id = await refundOf();
    return {
      amountCents: SUM,
      act: (admin, tag) => onRefund(id, 'confirm-wire')(admin, { reference: `${tag} ${id}` }),
      isDone: async () => (await balance(`refunds:${id}`)) === 0,
    };
  },
  async 'refund.wire_returned'() {
    const id = await refundOf();
    await onRefund(id, 'confirm-wire')(world.admin, { reference: newId() });
    return {
      amountCents: SUM,
      act: (admin, tag) => onRefund(id, 'wire-returned')(admin, { reference: `${tag}R ${id}` }),
      isDone: async () => (await balance(`refunds:${id}`)) === SUM,
    };
  },
  async 'refund.part'() {
    const id = await refundOf('NEEDS_ATTENTION');
    return {
      amountCents: SUM,
      act: (admin, tag) =>
        onRefund(id, 'part')(admin, { amountCents: tag === 'B' ? 1_001 : 1_000, reason: REASON }),
      isDone: async () => Number((await refundNow(id)).amountCents) < SUM,
    };
  },
  async 'refund.retry'() {
    const id = await refundOf('NEEDS_ATTENTION', 'CARD');
    return {
      amountCents: SUM,
      act: (admin) => onRefund(id, 'retry')(admin, {}),
      isDone: async () => (await refundNow(id)).status === 'REQUESTED',
      asksOneThing: true,
    };
  },
  async 'refund.settle_by_bank'() {
    const id = await refundOf('NEEDS_ATTENTION');
    await change(
      `INSERT INTO card_disputes (id, paymentId, gateway, gatewayDisputeId, amountCents, reason, status, money, openedAt, updatedAt)
       SELECT :id, paymentId, 'sandbox', :id, amountCents, 'fraudulent', 'LOST', 'LOST', 0, 0
       FROM refunds WHERE id = :id`,
      id,
    );
    return {
      amountCents: SUM,
      act: (admin) => onRefund(id, 'settle-by-bank')(admin, {}),
      isDone: async () => (await refundNow(id)).status === 'SUCCEEDED',
      asksOneThing: true,
    };
  },
  async 'refund.take_back'() {
    const deal = await world.at('SIGNED');
    const { body } = await succeed(deal.buyer.post(pathOf(deal, '/deposit'), { method: 'WIRE' }));
    const { id: paymentId, amountCents } = body.data.payment as { id: string; amountCents: number };
    const verify = pathOf(deal, `/admin/verify-deposit/${paymentId}`);
    await succeed(world.admin.post(verify, { amountCents, reference: `W ${deal.id}` }));
    await succeed(world.admin.post(pathOf(deal, '/cancel'), { reason: REASON }));
    const { id } = await one<{ id: string }>('SELECT id FROM refunds WHERE paymentId = :id', paymentId);
    return {
      amountCents,
      act: (admin) => onRefund(id, 'take-back')(admin, { reason: REASON }),
      isDone: async () => (await refundNow(id)).status === 'TAKEN_BACK',
      asksOneThing: true,
    };
  },
  async 'refund.book_loss'() {
    const { payments } = world.app.modules;
    const order = { actor: system, purpose: 'TEST', subjectId: newId(), payerId: newId(), amountCents: SUM };
    const { id: paymentId } = await payments.start({
      ...{ ...order, method: 'CARD', paymentMethodId: 'pm_card_pendingRefund', description: 'A test' },
    });
    await world.app.settle();
    const from = `unallocated:${paymentId}`;
    await payments.refund({ key: newId(), paymentId, amountCents: SUM, from, reason: 'Not wanted.' });
    await world.app.settle();
    const { id, there } = await one<{ id: string; there: string }>(
      'SELECT id, gatewayRefundId AS there FROM refunds WHERE paymentId = :id',
      paymentId,
    );
    // It is told as failed and wired; then the gateway pays it after all.
    await tell('refund.updated', {
      ...{ id: there, object: 'refund', amount: SUM, currency: 'usd', status: 'failed', created: 1 },
      ...{ payment_intent: null, metadata: { refundAttempt: `${id}:1` } },
    });
    expect(await onRefund(id, 'confirm-wire')(world.admin, { reference: newId() })).toBe('200');
    await world.later(5 * DAY_MS);
    const before = await balance('expense:chargebacks');
    return {
      amountCents: SUM,
      act: (admin) => onRefund(id, 'book-loss')(admin, { reason: REASON }),
      isDone: async () => (await balance('expense:chargebacks')) > before,
      asksOneThing: true,
    };
  },
  async 'refund.book'() {
    const { id, status } = await outsideRefund();
    return {
      amountCents: SUM,
      act: (admin) => codeOf(admin.post(`/admin/outside-refunds/${id}/book`, { as: 'LOSS', reason: REASON })),
      isDone: async () => (await status()) === 'BOOKED',
      asksOneThing: true,
    };
  },
  async 'transaction.book_refund'() {
    const { deal, id, status } = await outsideRefund();
    return {
      amountCents: SUM,
      act: (admin) =>
        codeOf(admin.post(pathOf(deal, '/admin/book-refund'), { outsideRefundId: id, reason: REASON })),
      isDone: async () => (await status()) === 'BOOKED',
      asksOneThing: true,
    };
  },
  async 'payout.record_wire'() {
    const id = await payoutOf();
    return {
      amountCents: SUM,
      act: (admin, tag) =>
        codeOf(admin.post(`/admin/payouts/${id}/record-wire`, { reference: `${tag} ${id}` })),
      isDone: async () => (await balance(`payouts:${id}`)) === 0,
    };
  },
  async 'payout.wire_returned'() {
    const id = await payoutOf();
    await succeed(world.admin.post(`/admin/payouts/${id}/record-wire`, { reference: newId() }));
    const before = await balance(`payable:${seller.id}`);
    return {
      amountCents: SUM,
      act: (admin, tag) =>
        codeOf(admin.post(`/admin/payouts/${id}/wire-returned`, { reference: `${tag}R ${id}` })),
      isDone: async () => (await balance(`payable:${seller.id}`)) === before + SUM,
    };
  },
  async 'payable.pay'() {
    const nobody = await world.app.make.seller();
    await setBankAccount(nobody);
    // They named it long ago.
    await change('UPDATE bank_accounts SET usableFrom = 1 WHERE userId = :id', nobody.id);
    await earn(nobody, 2 * SUM);
    await succeed(
      world.admin.post(`/admin/users/${nobody.id}/block`, { reason: 'They sold what was not theirs.' }),
    );
    return {
      amountCents: SUM,
      act: (admin) =>
        codeOf(admin.post(`/admin/payables/${nobody.id}/pay`, { amountCents: SUM, reason: REASON })),
      isDone: async () => (await balance(`payable:${nobody.id}`)) === SUM,
      asksOneThing: true,
    };
  },
  async 'credits.bonus'() {
    const user = await world.app.make.buyer();
    const credits = async () => world.app.modules.billing.creditBalance(user.id);
    return {
      amountCents: 2 * world.app.config.SINGLE_CREDIT_PRICE_CENTS,
      act: (admin, tag) =>
        codeOf(
          admin.post('/credits/bonus', {
            ...{ userId: user.id, credits: 2, reason: tag === 'B' ? 'They waited for long.' : REASON },
          }),
        ),
      isDone: async () => (await credits()) > 0,
      asksOneThing: true,
    };
  },
  async 'credits.return'() {
    const { id: userId } = await world.app.make.buyer();
    const { billing } = world.app.modules;
    await billing.grantBonus(system, { userId, credits: 1, reason: 'A gift.', key: newId() });
    const spendingKey = newId();
    const subject = { type: 'listing', id: newId() };
    await world.app.platform.database.atomically(() =>
      billing.spendCredit({ userId, key: spendingKey, reason: 'UNLOCK', subject }),
    );
    return {
      amountCents: world.app.config.SINGLE_CREDIT_PRICE_CENTS,
      act: (admin) => codeOf(admin.post('/credits/refund', { userId, spendingKey, reason: REASON })),
      isDone: async () => (await billing.creditBalance(userId)) === 1,
      asksOneThing: true,
    };
  },
  async 'premium.end'() {
    const listing = await world.offered();
    const path = `/listings/${listing.listingId}/premium-request`;
    const { body } = await succeed(listing.seller.post(path, {}));
    const { id } = body.data as { id: string };
    await succeed(world.admin.put(`/admin/premium-requests/${id}`, { decision: 'APPROVE' }));
    await succeed(listing.seller.post(`${path}/payment`, CARD));
    await world.app.settle();
    const premium = async () => (await succeed(listing.seller.get(path))).body.data;
    return {
      amountCents: Number((await premium()).feeCents),
      act: (admin) =>
        codeOf(admin.post(`/admin/premium-requests/${id}/end`, { reason: REASON, returnFee: true })),
      isDone: async () => (await premium()).status === 'ENDED',
      asksOneThing: true,
    };
  },
  async 'invoice.accept'() {
    const user = await world.app.make.seller();
    const { body } = await succeed(user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }));
    await world.app.gateway.pages.payCheckout(body.data.checkoutUrl);
    await world.app.settle();
    await change(
      'UPDATE subscription_periods SET amountCents = amountCents + 2100 WHERE userId = :id',
      user.id,
    );
    const period = () =>
      one<{ invoiceId: string; amountCents: number; extraCents: number }>(
        'SELECT invoiceId, amountCents, extraCents FROM subscription_periods WHERE userId = :id',
        user.id,
      );
    const { invoiceId, amountCents } = await period();
    const accepted = { amountCents: Number(amountCents), reason: REASON };
    return {
      amountCents: 2_100,
      act: (admin) => codeOf(admin.post(`/admin/subscription-invoices/${invoiceId}/accept`, accepted)),
      isDone: async () => Number((await period()).extraCents) > 0,
      asksOneThing: true,
    };
  },
  async 'unassigned.send_back'() {
    const { id, isIn } = await parkedMoney();
    return {
      amountCents: SUM,
      act: (admin, tag) =>
        codeOf(
          admin.post(`/admin/unassigned-money/${id}/send-back`, {
            reference: `${tag} ${id}`,
            reason: REASON,
          }),
        ),
      isDone: async () => !(await isIn()),
    };
  },
  async 'unassigned.correct'() {
    const { id, isIn } = await parkedMoney();
    return {
      amountCents: SUM,
      act: (admin) => codeOf(admin.post(`/admin/unassigned-money/${id}/correct`, { reason: REASON })),
      isDone: async () => !(await isIn()),
      asksOneThing: true,
    };
  },
  async 'webhook.book'() {
    const id = `re_${newId().replaceAll('-', '')}`;
    const eventId = await tell('refund.created', {
      ...{ id, object: 'refund', amount: SUM, currency: 'usd', status: 'succeeded', created: 1 },
      ...{ payment_intent: 'pi_unknown', metadata: { refundAttempt: `${newId()}:1` } },
    });
    const path = `/admin/webhooks/${world.app.gateway.name}/${eventId}/book`;
    const row = () =>
      one<{ status: string }>('SELECT status FROM webhook_events WHERE eventId = :id', eventId);
    return {
      amountCents: SUM,
      act: (admin) => codeOf(admin.post(path, { as: 'LOSS', reason: REASON })),
      isDone: async () => (await row()).status === 'DONE',
      asksOneThing: true,
    };
  },
  async 'settings.change'() {
    const name = 'PREMIUM_LISTING_FEE_CENTS';
    const before = (await readSettings(name)).value;
    return {
      amountCents: 1,
      act: (admin, tag) => askSetting(admin, name, before + (tag === 'B' ? 2 : 1)),
      isDone: async () => (await readSettings(name)).value !== before,
    };
  },
  async 'user.make_admin'() {
    const user = await world.app.make.buyer();
    const rolesOf = async () =>
      (await succeed(world.admin.get(`/admin/users/${user.id}`))).body.data.roles as string[];
    return {
      amountCents: 1,
      act: (admin, tag) =>
        codeOf(
          admin.post(`/admin/users/${user.id}/roles`, {
            ...{ roles: tag === 'B' ? ['ADMIN'] : ['ADMIN', 'BUYER'], reason: REASON },
          }),
        ),
      isDone: async () => (await rolesOf()).includes('ADMIN'),
    };
  },
  'user.take_admin': () =>
    aboutAdmin('ACTIVE', {
      act: (admin, id, tag) =>
        admin.post(`/admin/users/${id}/roles`, {
          ...{ roles: tag === 'B' ? ['SELLER'] : ['BUYER'], reason: REASON },
        }),
      isDone: ({ roles }) => !roles.includes('ADMIN'),
    }),
  'user.block_admin': () =>
    aboutAdmin('ACTIVE', {
      act: (admin, id) => admin.post(`/admin/users/${id}/block`, { reason: REASON }),
      isDone: ({ status }) => status === 'BLOCKED',
      asksOneThing: true,
    }),
  'user.unblock_admin': () =>
    aboutAdmin('BLOCKED', {
      act: (admin, id) => admin.post(`/admin/users/${id}/unblock`, { reason: REASON }),
      isDone: ({ status }) => status === 'ACTIVE',
      asksOneThing: true,
    }),
  // Done at once; a second one confirms it.
  async 'user.suspend_admin'() {
    const stopped = await aboutAdmin('ACTIVE', {
      act: (admin, id) => admin.post(`/admin/users/${id}/suspend`, { reason: REASON }),
      isDone: ({ status }) => status === 'SUSPENDED',
      asksOneThing: true,
    });
    const word = () =>
      one<{ status: string }>(
        "SELECT status FROM approvals WHERE act = 'user.suspend_admin' AND subjectId = :id",
        stopped.id,
      );
    return {
      ...stopped,
      isDone: async () => {
        expect(await stopped.isDone()).toBe(true);
        return (await word()).status === 'AGREED';
      },
    };
  },
  'unassigned.book': () => {
    const reference = newId();
    const money = { method: 'WIRE', amountCents: SUM, reference, sender: 'Prairie Line LLC' };
    const isIn = async (name: string) => {
      const { body } = await succeed(world.admin.get(`/admin/unassigned-money?search=${name}`));
      return (body.data as unknown[]).length > 0;
    };
    return Promise.resolve({
      amountCents: SUM,
      act: async (admin, tag) => {
        const { status, body } = await admin.post('/admin/unassigned-money', {
          ...money,
          ...(tag === 'B' ? { method: 'CASHIERS_CHECK' } : {}),
        });
        // Which of the two it is the answer says.
        const isBooked = status === 201 && body.data.state === 'PARKED';
        if (status < 300) expect([isBooked, status]).toEqual([await isIn(reference), isBooked ? 201 : 202]);
        return status < 300 ? TAKEN : `${status} ${body.code}`;
      },
      isDone: () => isIn(reference),
    });
  },
  async 'payable.release'() {
    const held = await heldPayee();
    return {
      amountCents: SUM,
      act: (admin) => codeOf(admin.post(`/admin/payables/${held.id}/release`, { reason: REASON })),
      isDone: async () => (await held.until()) === null,
      asksOneThing: true,
    };
  },
  async 'payable.release, by an earlier moment'() {
    const held = await heldPayee();
    const moments: Record<string, string> = { A: held.inDays(1), B: held.inDays(2) };
    return {
      amountCents: SUM,
      act: (admin, tag) =>
        codeOf(admin.post(`/admin/payables/${held.id}/hold`, { reason: REASON, until: moments[tag] ?? '' })),
      isDone: async () => Object.values(moments).includes((await held.until()) ?? ''),
    };
  },
  async 'transaction.dispute'() {
    const { deal } = await deposited();
    return {
      amountCents: await world.held(deal),
      act: async (admin) => codeOf(admin.post(pathOf(deal, '/dispute'), { reason: REASON })),
      isDone: async () => (await world.statusOf(deal)) === 'DISPUTED',
      asksOneThing: true,
    };
  },
  async 'transaction.extend'() {
    const { deal } = await deposited();
    const extend = async (admin: TestUser, days: number) =>
      codeOf(
        admin.post(pathOf(deal, '/admin/extend'), {
          ...{ ...(await world.versionOf(deal)), days, reason: REASON },
        }),
      );
    // The first of them is one administrator's.
    expect(await extend(world.admin, 3)).toBe('200');
    const { deadlineAt } = await world.read(deal);
    return {
      amountCents: await world.held(deal),
      act: (admin, tag) => extend(admin, tag === 'A' ? 3 : 4),
      isDone: async () => (await world.read(deal)).deadlineAt !== deadlineAt,
    };
  },
  async 'deal: extend by thirty days'() {
    const { deal } = await deposited();
    const { deadlineAt } = await world.read(deal);
    return {
      amountCents: await world.held(deal),
      act: async (admin) =>
        codeOf(
          admin.post(pathOf(deal, '/admin/extend'), {
            ...{ ...(await world.versionOf(deal)), days: 30, reason: REASON },
          }),
        ),
      isDone: async () => (await world.read(deal)).deadlineAt !== deadlineAt,
      asksOneThing: true,
    };
  },
  async 'transaction.release_hold'() {
    const { deal } = await deposited();
    await succeed(world.admin.post(pathOf(deal, '/admin/hold'), { reason: REASON }));
    return {
      amountCents: await world.held(deal),
      act: async (admin) =>
        codeOf(
          admin.post(pathOf(deal, '/admin/release-hold'), {
            ...{ ...(await world.versionOf(deal)), reason: REASON },
          }),
        ),
      isDone: async () => !(await world.read(deal)).onHold,
      asksOneThing: true,
    };
  },
  'wire: deposit': () => dealWire('SIGNED', '/deposit', '/admin/verify-deposit'),
  'wire: final payment': () => dealWire('PAYMENT_PENDING', '/final-payment', '/admin/verify-payment'),
  async 'wire: premium'() {
    const listing = await world.offered();
    const path = `/listings/${listing.listingId}/premium-request`;
    const { body } = await succeed(listing.seller.post(path, {}));
    const { id } = body.data as { id: string };
    await succeed(world.admin.put(`/admin/premium-requests/${id}`, { decision: 'APPROVE' }));
    const paid = await succeed(listing.seller.post(`${path}/payment`, { method: 'WIRE' }));
    const { id: paymentId, amountCents } = paid.body.data.payment as { id: string; amountCents: number };
    return wireOf(`/admin/premium-requests/${id}/verify-payment/${paymentId}`, paymentId, amountCents);
  },
  async 'wire: of money that named no payment'() {
    const { id } = await parkedMoney();
    const { id: paymentId } = await anyWire();
    return {
      amountCents: SUM,
      act: (admin) => codeOf(admin.post(`/admin/unassigned-money/${id}/assign`, { paymentId })),
      isDone: async () => (await world.app.modules.payments.getPayment(paymentId)).status === 'SUCCEEDED',
      asksOneThing: true,
    };
  },
  'deal: resolve': () => decision('/admin/resolve', { outcome: 'CANCELLED' }),
  'deal: cancel': () => decision('/cancel', {}),
  'deal: set its status': () => decision('/admin/status', { status: 'CANCELLED' }),
  async 'deal: make it a dispute by its status'() {
    const { deal } = await deposited();
    return {
      amountCents: await world.held(deal),
      act: async (admin) =>
        codeOf(
          admin.put(pathOf(deal, '/admin/status'), {
            ...{ ...(await world.versionOf(deal)), status: 'DISPUTED', reason: REASON },
          }),
        ),
      isDone: async () => (await world.statusOf(deal)) === 'DISPUTED',
      asksOneThing: true,
    };
  },
};

/** A third administrator, of whom the two decide. */
async function aboutAdmin(
  status: 'ACTIVE' | 'BLOCKED',
  {
    act,
    isDone,
    ...rest
  }: {
    act(admin: TestUser, id: string, tag: string): ReturnType<TestUser['post']>;
    isDone(now: { roles: string[]; status: string }): boolean;
    asksOneThing?: true;
  },
): Promise<Case & { id: string }> {
  const { id } = await world.app.make.admin();
  await change(`UPDATE users SET status = '${status}' WHERE id = :id`, id);
  return {
    ...{ id, amountCents: 1, ...rest },
    act: (admin, tag) => codeOf(act(admin, id, tag)),
    isDone: async () => isDone((await succeed(world.admin.get(`/admin/users/${id}`))).body.data),
  };
}

/** What an admin saw of a wire at the bank. */
const wireOf = (path: string, paymentId: string, amountCents: number): Case => ({
  amountCents,
  act: (admin, tag) => codeOf(admin.post(path, { amountCents, reference: `${tag} ${paymentId}` })),
  isDone: async () => (await world.app.modules.payments.getPayment(paymentId)).status === 'SUCCEEDED',
});

async function dealWire(stage: 'SIGNED' | 'PAYMENT_PENDING', pay: string, verify: string): Promise<Case> {
  const deal = await world.at(stage);
  const { body } = await succeed(deal.buyer.post(pathOf(deal, pay), { method: 'WIRE' }));
  const { id, amountCents } = body.data.payment as { id: string; amountCents: number };
  return wireOf(pathOf(deal, `${verify}/${id}`), id, amountCents);
}

/** Whose money is held for a week. */
async function heldPayee() {
  const person = await world.app.make.seller();
  await earn(person, SUM);
  const now = world.app.clock.now();
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString();
  await succeed(world.admin.post(`/admin/payables/${person.id}/hold`, { reason: REASON, until: inDays(7) }));
  const until = async () => {
    const [row] = await world.app.platform.database.select<{ heldUntil: number }>(
      'SELECT heldUntil FROM payable_holds WHERE userId = :id',
      { id: person.id },
    );
    return row ? new Date(Number(row.heldUntil)).toISOString() : null;
  };
  return { id: person.id, inDays, until };
}

async function parkedMoney() {
  const money = { method: 'WIRE', amountCents: SUM, reference: newId(), sender: 'Prairie Line LLC' };
  const { body } = await succeed(world.admin.post('/admin/unassigned-money', money));
  const { id } = body.data as { id: string };
  return { id, isIn: async () => (await balance(`unassigned:${id}`)) === SUM };
}

/** Whatever the sum. */
const ALWAYS_TWO = [
  ...['payment.correct_wire', 'invoice.accept', 'unassigned.correct', 'webhook.book', 'settings.change'],
  ...['user.make_admin', 'user.take_admin', 'user.block_admin', 'user.unblock_admin', 'user.suspend_admin'],
];

test('every act that takes two administrators has its row', () => {
  expect(Object.keys(MATRIX)).toEqual(expect.arrayContaining(Object.keys(ACTS)));
});

const TAKEN = '200';
const ANOTHER = '409 second_admin_needed';

/** Who asks for what, how they are answered, and whether it is done after that. */
type Step = [who: 'first' | 'other', tag: string, code: string, isDone: boolean];
const ALONE: Step[] = [['first', 'A', TAKEN, true]];
const BY_TWO: Step[] = [
  ['first', 'A', TAKEN, false],
  ['first', 'A', ANOTHER, false],
  ['other', 'A', TAKEN, true],
];
const BY_TWO_WHO_SAY_THE_SAME: Step[] = [
  ['first', 'A', TAKEN, false],
  ['first', 'A', ANOTHER, false],
  // Something else is the first word of another act.
  ['other', 'B', TAKEN, false],
  ['other', 'B', ANOTHER, false],
  ['first', 'B', TAKEN, true],
];

test.each(Object.entries(MATRIX))('%s: up to the limit alone, above it by two', async (name, make) => {
  for (const isAbove of [false, true]) {
    await setLimit(NO_LIMIT);
    const { amountCents, act, isDone, asksOneThing } = await make();
    await setLimit(isAbove ? amountCents - 1 : amountCents);
    const steps =
      !isAbove && !ALWAYS_TWO.includes(name) ? ALONE : asksOneThing ? BY_TWO : BY_TWO_WHO_SAY_THE_SAME;
    for (const [who, tag, code, done] of steps) {
      const admin = who === 'first' ? world.admin : world.secondAdmin;
      const found = { isAbove, who, tag, code: await act(admin, tag), done: await isDone() };
      expect(found).toEqual({ isAbove, who, tag, code, done });
    }
  }
});

/**
 * What changes money or a credential and is done by one admin whatever the sum. What admins post to the ledger without
 * asking fails the test in which they do (`tests/support/admins-money.ts`).
 */
const ONE_IS_ENOUGH: Readonly<Record<string, string>> = {
  ...POSTS_ALONE,
  'POST /admin/broadcast': 'It moves no money.',
  'POST /admin/payouts/{id}/bank-account': 'It moves no money.',
  'POST /admin/users/{id}/impersonate': 'Money is closed to whoever acts as another.',
  'POST /transactions/{id}/admin/approve': 'Nothing leaves: the buyer pays the rest, and accepts, after it.',
};

test('whatever admins do to money asks for a second one in this matrix, or stands here with why not', () => {
  const ofAdmins = doors().filter(
    ({ contract: { access, method, stepUp, movesMoney } }) =>
      access === 'admin' && method !== 'get' && (stepUp || movesMoney),
  );
  const names = ofAdmins.map(nameOf).filter((name) => !asked.has(name));
  expect(names.toSorted()).toEqual(Object.keys(ONE_IS_ENOUGH).toSorted());
  const answers = doors().filter(({ contract }) => contract.problems?.includes(secondAdminNeeded));
  expect(answers.map(nameOf).filter((name) => !asked.has(name))).toEqual([]);
});
