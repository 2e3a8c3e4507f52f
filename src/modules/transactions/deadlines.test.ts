/** What silence does not decide: money that is under way, news that was lost, and time in which nobody could reach us. */
import { startTestApp } from '../../../tests/support/app';
import { A_BANK_ACCOUNT } from '../../../tests/support/make-payments';
import { startResendStandIn } from '../../../tests/support/resend-stand-in';
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { transactionMoved } from './transactions.events';
import { newId } from '../../platform/kernel/ids';

let world: DealWorld;
let resend: Awaited<ReturnType<typeof startResendStandIn>>;
beforeAll(async () => {
  resend = await startResendStandIn();
  world = await startDealWorld({
    ...{ RESEND_API_KEY: resend.key, RESEND_BASE_URL: resend.url, MAIL_PER_SECOND: '1000' },
    ...{ RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from(newId() + newId()).toString('base64')}` },
    MAIL_FROM: 'MC Exchange <notices@mail.example.com>',
  });
});
afterAll(async () => {
  await world.close();
  await resend.close();
});

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
const DEBIT = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };

const pay = async (deal: MadeDeal, what: 'deposit' | 'final-payment', how: object = DEBIT) => {
  const { body } = await succeed(deal.buyer.post(path(deal, `/${what}`), how));
  return body.data.payment as { id: string };
};
const until = async (deal: MadeDeal) => Date.parse(String((await world.read(deal)).deadlineAt));
const movesOf = async (deal: MadeDeal) => (await world.timeline(deal)).map(({ move }) => move);
const toldTo = async ({ id }: MadeDeal, reader: MadeDeal['buyer']) => {
  const { body } = await succeed(reader.get('/notifications?limit=100'));
  const notices = body.data as { title: string; body: string; subject: { id: string } }[];
  return notices
    .filter(({ subject }) => subject.id === id)
    .map(({ title, body: text }) => `${title} ${text}`)
    .join('\n');
};

describe('money under way', () => {
  it('holds the day of the deposit back: both sides are told until when and why, and it is received', async () => {
    const deal = await world.at('SIGNED');
    const was = await until(deal);
    await world.later(5 * DAY_MS);
    await pay(deal, 'deposit');
    await world.later(0);
    const { deadlineMoved, deadlineAt } = await world.read(deal, deal.seller);
    expect(deadlineMoved).toEqual({
      from: new Date(was).toISOString(),
      because: expect.stringMatching(/^A bank debit of \$10,000\.00 was started in time and is under way/),
    });
    expect(Date.parse(String(deadlineAt)) - was).toBeGreaterThan(4 * DAY_MS);
    for (const side of [deal.buyer, deal.seller]) {
      expect(await toldTo(deal, side)).toContain('A payment is under way; the deadline waits for it.');
    }
    await world.later(3 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('AWAITING_DEPOSIT');
    await world.later(DAY_MS + HOUR_MS);
    expect(await world.read(deal)).toMatchObject({ status: 'IN_REVIEW', deadlineMoved: null });
  });

  it('holds the day of the rest of the price back', async () => {
    const deal = await world.at('PAYMENT_PENDING');
    await world.later(8 * DAY_MS);
    await pay(deal, 'final-payment');
    await world.later(3 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('PAYMENT_PENDING');
    await world.later(2 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('TRANSFER_IN_PROGRESS');
  });

  it('holds it back for a wire that was announced shortly before, and only for days', async () => {
    const deal = await world.at('SIGNED');
    await world.later(6 * DAY_MS);
    await pay(deal, 'deposit', { method: 'WIRE' });
    await world.later(2 * DAY_MS);
    expect(await world.read(deal)).toMatchObject({
      status: 'AWAITING_DEPOSIT',
      deadlineMoved: { because: expect.stringContaining('wire of $10,000.00 was announced in time') },
    });
    await world.later(4 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('CANCELLED');
  });

  it('does not hold it back for ever', async () => {
    const deal = await world.at('SIGNED');
    await world.later(6 * DAY_MS);
    await pay(deal, 'deposit');
    await world.app.gateway.stall();
    await world.later(9 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('AWAITING_DEPOSIT');
    await world.later(2 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('CANCELLED');
  });

  it('waits fourteen days past its day at the most, however often a payment is started anew', async () => {
    const deal = await world.at('SIGNED');
    const day = await until(deal);
    await world.later(6 * DAY_MS);
    for (let times = 0; times < 5; times += 1) {
      const { id } = await pay(deal, 'deposit', { method: 'WIRE' });
      await world.later(3 * DAY_MS - HOUR_MS);
      expect(await world.statusOf(deal)).toBe('AWAITING_DEPOSIT');
      if (times === 4) break;
      await succeed(world.admin.post(`/admin/payments/${id}/give-up`, { reason: 'It does not come.' }));
    }
    expect((await until(deal)) - day).toBe(14 * DAY_MS);
    await world.later(DAY_MS);
    expect(await world.statusOf(deal)).toBe('CANCELLED');
  });

  it('does not hold a deal for a payment that was started and never confirmed', async () => {
    const deal = await world.at('SIGNED');
    await pay(deal, 'deposit', { method: 'CARD', paymentMethodId: 'pm_card_authenticationRequired' });
    await world.later(7 * DAY_MS + HOUR_MS);
    expect(await world.statusOf(deal)).toBe('CANCELLED');
  });
});

describe('news that was lost', () => {
  /** We never heard that the gateway took it: neither its answer nor its news came. */
  async function takenUnheard(deal: MadeDeal): Promise<void> {
    const { id } = await pay(deal, 'deposit');
    await world.app.gateway.stall();
    await world.app.gateway.loseNews();
    await world.later(7 * DAY_MS - 20 * MINUTE_MS);
    await world.app.platform.database.change(
      `UPDATE payments SET status = 'STARTED', gatewayPaymentId = NULL, processingAt = NULL, checkAt = :later
       WHERE id = :id`,
      { id, later: world.app.clock.now() + DAY_MS },
    );
    await world.app.platform.database.change(
      'UPDATE transactions SET deadlineAt = :at, deadlineWas = NULL, deadlineBecause = NULL, wakeAt = :at WHERE id = :id',
      { id: deal.id, at: world.app.clock.now() + 20 * MINUTE_MS },
    );
    await world.app.gateway.settleUnheard(id);
    await world.app.gateway.loseNews();
  }

  it('is asked for before a deal ends for want of a deposit that was paid', async () => {
    const deal = await world.at('SIGNED');
    await takenUnheard(deal);
    await world.later(21 * MINUTE_MS);
    expect(await world.statusOf(deal)).toBe('IN_REVIEW');
    expect(await world.app.violations()).toEqual([]);
  });
});

describe('after an outage', () => {
  /** The platform is down for so long; then another process of it comes up. */
  async function afterOutage(downMs: number) {
    await world.later(MINUTE_MS);
    const { FMCSA_WEB_KEY, FMCSA_API_URL } = world.app.config;
    const second = await startTestApp({
      home: world.app.home,
      environment: { FMCSA_WEB_KEY: String(FMCSA_WEB_KEY), FMCSA_API_URL: String(FMCSA_API_URL) },
    });
    second.clock.catchUpWith(world.app.clock.offsetMs + downMs);
    await second.settle();
    await second.close();
    await world.later(downMs);
  }

  /** A subscription whose renewal was refused, with the end of its days of grace. */
  async function overdueSubscription() {
    const { app } = world;
    const { id: userId } = await app.make.buyer();
    const now = app.clock.now();
    await app.platform.database.change(
      `INSERT INTO subscriptions (id, userId, status, liveSlot, plan, termLength, gateway, endsWithPeriod, pastDueSince,
         noticesSent, roundsAsked, roundApplied, createdAt, updatedAt)
       VALUES (:id, :userId, 'PAST_DUE', :userId, 'STARTER', 'MONTH', 'none', 0, :now, 3, 0, 0, :now, :now)`,
      { id: newId(), userId, now },
    );
    return {
      async graceEnd() {
        const [row] = await app.platform.database.select<{ status: string; pastDueSince: number | null }>(
          'SELECT status, pastDueSince FROM subscriptions WHERE userId = :userId',
          { userId },
        );
        return row?.status === 'PAST_DUE' ? Number(row.pastDueSince) : 0;
      },
    };
  }

  it('silence is counted only while we could be reached, and a day is left at least', async () => {
    const offered = await world.offered();
    const [inspected, unpaid] = [await world.at('INSPECTION'), await world.at('SIGNED')];
    const [inspection, deposit] = [await until(inspected), await until(unpaid)];
    const endOf = async (table: 'offers' | 'listings', id: string) => {
      const [row] = await world.app.platform.database.select<{ expiresAt: number }>(
        `SELECT expiresAt FROM ${table} WHERE id = :id`,
        { id },
      );
      return Number(row?.expiresAt);
    };
    const offerEnd = () => endOf('offers', offered.offerId);
    const listingEnd = () => endOf('listings', offered.listingId);
    const [offer, listing] = [await offerEnd(), await listingEnd()];
    const subscribed = await overdueSubscription();
    const grace = await subscribed.graceEnd();
    await world.later(DAY_MS);
    await afterOutage(15 * DAY_MS);

    expect(await world.statusOf(inspected)).toBe('INSPECTION');
    expect(await world.statusOf(unpaid)).toBe('AWAITING_DEPOSIT');
    const later = [
      (await until(inspected)) - inspection,
      (await until(unpaid)) - deposit,
      (await offerEnd()) - offer,
      (await listingEnd()) - listing,
      (await subscribed.graceEnd()) - grace,
    ];
    for (const each of later) expect(Math.round(each / HOUR_MS)).toBe(15 * 24);
    expect((await world.read(inspected, inspected.buyer)).deadlineMoved).toMatchObject({
      because: expect.stringContaining('could not take a payment, for 15 days'),
    });
    for (const side of [inspected.buyer, inspected.seller]) {
      expect(await toldTo(inspected, side)).toContain('could not be reached');
    }

    // Once only, and then silence decides as ever.
    await world.later(14 * DAY_MS);
    expect(await world.statusOf(unpaid)).toBe('CANCELLED');
    expect(await world.statusOf(inspected)).toBe('COMPLETED');
    const extended = async () =>
      (await movesOf(inspected)).filter((move) => move === 'EXTENDED_AFTER_OUTAGE').length;
    expect(await extended()).toBe(1);
    // Histories and news from when it had another name tell it by that of today.
    const { database } = world.app.platform;
    await database.change('DROP TRIGGER transaction_moves_no_update');
    await database.change(
      "UPDATE transaction_moves SET move = 'HOUSE_WAS_AWAY' WHERE move = 'EXTENDED_AFTER_OUTAGE'",
    );
    const [news] = await database.select<{ payload: string }>(
      "SELECT payload FROM events WHERE name = 'transaction.moved' AND payload LIKE '%EXTENDED_AFTER_OUTAGE%'",
    );
    const former = (news?.payload ?? '').replace('EXTENDED_AFTER_OUTAGE', 'HOUSE_WAS_AWAY');
    expect(transactionMoved.read(former)).toMatchObject({ move: 'EXTENDED_AFTER_OUTAGE' });
    expect(await extended()).toBe(1);
    expect(await world.app.violations()).toEqual([]);
  });

  it('money goes to no account of which its owner could not hear, and no answer by telephone is taken that nobody could undo', async () => {
    const seller = await world.app.make.seller();
    await succeed(seller.put('/seller/bank-account', A_BANK_ACCOUNT));
    await succeed(seller.post('/seller/payout-account', {}));
    const { database } = world.app.platform;
    const accounts = ['bank_accounts', 'payout_accounts'];
    const [account] = await database.select<{ gatewayAccountId: string }>(
      'SELECT gatewayAccountId FROM payout_accounts WHERE userId = :id',
      { id: seller.id },
    );
    await world.app.gateway.pages.completeAccount(account?.gatewayAccountId ?? '');
    await world.app.settle();
    const usableFrom = () =>
      Promise.all(
        accounts.map(async (table) => {
          const [row] = await database.select<{ usableFrom: number }>(
            `SELECT usableFrom FROM ${table} WHERE userId = :id`,
            { id: seller.id },
          );
          return Number(row?.usableFrom);
        }),
      );
    const was = await usableFrom();

    const deal = await world.at('IN_REVIEW');
    const { body } = await succeed(
      deal.buyer.post(path(deal, '/extension/proposals'), { days: 7, reason: 'The bank is slow.' }),
    );
    const open = body.data.proposals.find(({ kind }: { kind: string }) => kind === 'EXTENSION');
    const answer = { kind: 'AGREE_EXTENSION', transactionId: deal.id, proposalId: String(open.id) };
    const consent = {
      ...{ calledBy: 'US', heardAt: new Date(world.app.clock.now()).toISOString() },
      ...{ knownBy: 'The number of their account', said: 'Yes, take a week.' },
    };
    const recorded = await succeed(
      world.admin.post('/admin/telephone-answers', { userId: deal.seller.id, answer, consent }),
    );
    await afterOutage(3 * DAY_MS);

    for (const [at, from] of (await usableFrom()).entries())
      expect(Math.round((from - Number(was[at])) / HOUR_MS)).toBe(3 * 24);
    const { status } = await deal.seller.post(`/telephone-answers/${recorded.body.data.id}/undo`);
    expect(status).toBe(200);
    await world.later(DAY_MS);
    expect(await movesOf(deal)).not.toContain('AGREE_EXTENSION');
  });

  it('a person may still act before the sweep has come round', async () => {
    const deal = await world.at('INSPECTION');
    await world.app.platform.database.change(
      'UPDATE transactions SET awayMs = :awayMs, deadlineAt = :past WHERE id = :id',
      { id: deal.id, awayMs: DAY_MS, past: world.app.clock.now() - HOUR_MS },
    );
    await succeed(deal.buyer.post(path(deal, '/buyer/accept')));
    expect(await world.statusOf(deal)).toBe('COMPLETED');
  });

  it('a clock that is moved under a running house is none, and neither is a restart', async () => {
    const deal = await world.at('INSPECTION');
    const was = await until(deal);
    await world.later(3 * DAY_MS);
    await afterOutage(2 * MINUTE_MS);
    expect(await until(deal)).toBe(was);
  });
});

describe('while no letter of ours leaves', () => {
  const write = (to: string) =>
    world.app.platform.database.atomically(() =>
      world.app.platform.mailer.send({ to, subject: 'News', text: 'Read this.', kind: 'test' }),
    );
  /** In steps, in which letters are tried again. */
  async function noneLeavesFor(hours: number): Promise<void> {
    resend.failBy(() => 'ERROR_500');
    for (let at = 0; at < 2; at += 1) await write(`reader-${newId()}@example.com`);
    for (let passed = 0; passed < hours; passed += 4) await world.later(4 * HOUR_MS);
    resend.failBy(() => null);
    for (let passed = 0; passed < 2; passed += 1) await world.later(HOUR_MS);
  }
  const extended = async (deal: MadeDeal) =>
    (await movesOf(deal)).filter((move) => move === 'EXTENDED_AFTER_OUTAGE').length;

  it('silence decides nothing, and that time is given back; some hours are read in time all the same', async () => {
    // Of the one whose day is far off nothing is rounded up to the day that is left at least.
    const [deal, farOff] = [await world.at('INSPECTION'), await world.at('IN_REVIEW')];
    const [was, farDay] = [await until(deal), await until(farOff)];
    await noneLeavesFor(4);
    await world.later(13 * DAY_MS - 6 * HOUR_MS);
    expect([await until(deal), await extended(deal)]).toEqual([was, 0]);
    await noneLeavesFor(44);
    expect(await world.statusOf(deal)).toBe('INSPECTION');
    for (const moved of [(await until(deal)) - was, (await until(farOff)) - farDay]) {
      expect(moved / HOUR_MS).toBeGreaterThanOrEqual(44);
      // Nothing is counted twice; a letter that had waited before, on a slow machine, begins it some hours earlier.
      expect(moved / HOUR_MS).toBeLessThan(52);
    }
    expect(await extended(deal)).toBeLessThanOrEqual(4);
    expect(await toldTo(deal, deal.buyer)).toContain('could not send letters');
    // In steps: a letter that a slow machine still has to send would wait for a day at once.
    for (let passed = 0; passed < 13; passed += 1) await world.later(2 * HOUR_MS);
    expect(await world.statusOf(deal)).toBe('COMPLETED');
    expect(await world.app.violations()).toEqual([]);
  });

  it('one mailbox that takes none is its reader’s matter', async () => {
    const deal = await world.at('INSPECTION');
    await world.later(HOUR_MS);
    const was = await until(deal);
    const row = (recipient: string) => ({
      ...{ id: newId(), recipient, subject: 'News', body: 'Read this.', kind: 'test', owed: 0 },
      ...{ status: 'WAITING', attempts: 3, createdAt: world.app.clock.now() + MINUTE_MS },
    });
    const { database } = world.app.platform;
    const add = (recipient: string) =>
      database.atomically(() => database.insertNew('mail_outbox', [row(recipient)]));
    for (let at = 0; at < 2; at += 1) await add('full@example.com');
    await world.later(9 * HOUR_MS);
    expect(await until(deal)).toBe(was);
    await database.change("DELETE FROM mail_outbox WHERE recipient = 'full@example.com'");
  });

  it('and before it decides, administrators see that those to somebody do not arrive', async () => {
    const deal = await world.at('INSPECTION');
    const { id, email } = deal.buyer;
    const unreached = async () => {
      const { body } = await succeed(world.admin.get('/admin/queues'));
      const queues = body.data as {
        kind: string;
        items: { id: string; about: string; who: { id: string } }[];
      }[];
      const queue = queues.find(({ kind }) => kind === 'SIDE_UNREACHED');
      return queue?.items.filter((item) => item.id === deal.id);
    };
    await world.later(8 * DAY_MS);
    expect(await unreached()).toEqual([]);
    await world.app.platform.mailer.suppressions.add(email, 'BOUNCED', null);
    expect(await unreached()).toMatchObject([
      { who: { id }, about: expect.stringContaining('Letters to the buyer do not arrive') },
    ]);
    await world.app.platform.database.change('DELETE FROM mail_suppressions');
    await write(email);
    await world.app.settle();
    await world.app.platform.database.change(
      "UPDATE mail_outbox SET status = 'BOUNCED' WHERE recipient = :email AND kind = 'test'",
      { email },
    );
    expect(await unreached()).toHaveLength(1);
    await world.later(3 * DAY_MS + HOUR_MS);
    expect(await toldTo(deal, deal.buyer)).toContain('Silence accepts');
    await world.later(4 * DAY_MS);
    expect(await unreached()).toEqual([]);
  });
});
