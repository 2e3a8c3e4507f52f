/**
 * Tables of what comes late: what a gateway tells of a payment after everybody has moved on, what that moves, and whether all
 * of the money has an owner then: somebody who can act, a way that it is on, or a place on the list of stuck money.
 */
import type { StuckMoneySource } from '../../src/modules/admin';
import { DAY_MS } from '../../src/platform/kernel/clock';
import { newId } from '../../src/platform/kernel/ids';
import type { TestApp } from './app';
import {
  disputeEvent,
  gatewayId,
  intentEvent,
  type IntentFacts,
  refundEvent,
  type RefundFacts,
  sendWebhook,
} from './make-payments';

/** What comes late, in this order, and what each moves. */
export type Row<Event extends string> = Partial<Record<Event, string>>;

interface Telling<Event extends string> {
  /** Answers the code of the refusal, where it is a person who tells and is refused. */
  tell(event: Event): Promise<string | void>;
  books(): Promise<Record<string, number>>;
  /** What was paid: a book that moves by it says `+` or `-`, and the sum otherwise. */
  sum: number;
  demandOwners(): Promise<void>;
}

/** Tells a row, event by event, and answers what each has moved. */
export async function tellRow<Event extends string>(
  row: Row<Event>,
  { tell, books, sum, demandOwners }: Telling<Event>,
): Promise<Row<Event>> {
  const cells: Row<Event> = {};
  let before = await books();
  for (const event of Object.keys(row) as Event[]) {
    const refused = await tell(event);
    const after = await books();
    const moved = Object.keys(after).flatMap((whose) => {
      const change = (after[whose] ?? 0) - (before[whose] ?? 0);
      if (change === 0) return [];
      return `${whose}${Math.abs(change) === sum ? (change > 0 ? '+' : '-') : change}`;
    });
    cells[event] = [...(refused ? [refused] : []), ...moved].join(' ');
    await demandOwners();
    before = after;
  }
  return cells;
}

/** A table must have rows for each state that the product knows, and for no other. */
export const expectAllOf = (known: readonly string[], covered: Iterable<string>): void =>
  expect([...new Set(covered)].toSorted()).toEqual(known.toSorted());

const lists = (module: object): module is StuckMoneySource => 'listStuckMoney' in module;

export type LateNews = ReturnType<typeof lateNews>;

export function lateNews(app: TestApp) {
  const { database } = app.platform;
  const { ledger } = app.modules;

  async function tell(event: object): Promise<void> {
    expect((await sendWebhook(app, event)).status).toBe(200);
    await app.settle();
  }

  /** The subjects on the list of stuck money. */
  async function listed(): Promise<string[]> {
    const modules: object[] = Object.values(app.modules);
    const found = await Promise.all(modules.filter(lists).map((module) => module.listStuckMoney()));
    return found.flat().map(({ subject }) => subject);
  }

  /** How much of the gateway's news waits for an administrator. */
  async function parked(): Promise<number> {
    const [row] = await database.select<{ count: number }>(
      `SELECT COUNT(*) AS count FROM webhook_events WHERE status = 'PARKED'`,
    );
    return Number(row?.count);
  }

  const paymentsFor = (subjectId: string, purpose?: string) =>
    database.select<{ id: string; intentId: string | null; status: string }>(
      `SELECT id, gatewayPaymentId AS intentId, status FROM payments WHERE subjectId = :subjectId
       ${purpose ? 'AND purpose = :purpose' : ''} ORDER BY startedAt, id`,
      { subjectId, ...(purpose ? { purpose } : {}) },
    );

  const refundsFor = (subjectId: string) =>
    database.select<
      Record<'id' | 'paymentId' | 'status', string> & { there: string | null; attempt: number; cents: number }
    >(
      `SELECT r.id, r.paymentId, r.status, r.gatewayRefundId AS there, r.attempt, r.amountCents AS cents
       FROM refunds r JOIN payments p ON p.id = r.paymentId WHERE p.subjectId = :subjectId ORDER BY r.id`,
      { subjectId },
    );

  const outsideFor = (subjectId: string) =>
    database.select<{ id: string; status: string }>(
      `SELECT o.id, o.status FROM outside_refunds o JOIN payments p ON p.id = o.paymentId
       WHERE p.subjectId = :subjectId`,
      { subjectId },
    );

  const sumOf = async (codes: string[]): Promise<number> =>
    [...(await ledger.balances(codes)).values()].reduce((sum, balance) => sum + balance, 0);

  /** `refunds`: of ours; `where`: which payments the disputes and the refunds past us are of. */
  async function demandAll(
    paid: { id: string }[],
    refunds: { id: string; status: string }[],
    [where, values]: [string, Record<string, string>],
  ): Promise<void> {
    const disputes = await database.select<{ id: string; there: string }>(
      `SELECT id, gatewayDisputeId AS there FROM card_disputes WHERE ${where}`,
      values,
    );
    const pastUs = await database.select<{ id: string }>(
      `SELECT id FROM outside_refunds WHERE ${where}`,
      values,
    );
    const places: [account: string, subject: string | null][] = [
      // Whoever it was for takes it at once, or it goes back.
      ...paid.map(({ id }): [string, null] => [`unallocated:${id}`, null]),
      ...refunds
        .filter(({ status }) => status !== 'REQUESTED' && status !== 'PENDING')
        .map(({ id }): [string, string] => [`refunds:${id}`, `refund ${id}`]),
      ...disputes.map(({ id, there }): [string, string] => [`disputes:${id}`, `dispute ${there}`]),
      ...pastUs.map(({ id }): [string, string] => [`outside:${id}`, `outside refund ${id}`]),
    ];
    const balances = await ledger.balances(places.map(([account]) => account));
    const resting = places.filter(([account]) => balances.get(account) !== 0);
    if (resting.length === 0) return;
    const stuck = await listed();
    expect(resting.filter(([, subject]) => subject === null || !stuck.includes(subject))).toEqual([]);
  }

  return {
    ...{ tell, listed, parked, paymentsFor, refundsFor, outsideFor },

    /** What can be told of one payment of this sum; `id`: ours, where it is one of ours. */
    about({ id, intentId }: { id?: string; intentId: string | null }, sum: number) {
      const at = intentId ?? '';
      const pastUs = `re_past_us_of_${at}`;
      const disputed = newId();
      return {
        async tellPayment(status: IntentFacts['status']) {
          const [there] = id ? await app.gateway.intentsOf(id) : [];
          if (id && there?.status !== 'succeeded' && status === 'succeeded')
            await app.gateway.settleUnheard(id);
          await tell(intentEvent({ intentId: at, status, amount: sum }));
        },

        /** The same dispute each time, unless another is named; a bank asks for the sum that it asked for before. */
        async tellDispute(status: 'needs_response' | 'won' | 'lost', of = disputed, cents?: number) {
          const disputeId = `dp_${of.replaceAll('-', '')}`;
          const [known] = await database.select<{ cents: number }>(
            'SELECT amountCents AS cents FROM card_disputes WHERE gatewayDisputeId = :disputeId',
            { disputeId },
          );
          const amount = cents ?? Number(known?.cents ?? sum);
          for (const [type, word] of [
            ['funds_withdrawn', 'needs_response'],
            ...(status === 'needs_response' ? [] : [['closed', status]]),
            ...(status === 'won' ? [['funds_reinstated', status]] : []),
          ] as const)
            await tell(disputeEvent(type ?? '', disputeId, at, word ?? '', amount));
        },

        /** Other hands than ours refund it in the gateway's dashboard. */
        tellPastUs: (status: RefundFacts['status']) =>
          tell(refundEvent({ id: pastUs, intentId: at, status, amount: sum })),
      };
    },

    /** The gateway is not asked about it before its news comes. */
    async askNoMore(jobKind: string): Promise<void> {
      const long = { jobKind, long: DAY_MS };
      const putOff = await database.change(
        `UPDATE jobs SET runAt = runAt + :long WHERE kind = :jobKind AND status = 'WAITING'`,
        long,
      );
      expect(putOff).toBeGreaterThan(0);
    },

    /** What became of a refund of ours. */
    tellRefund: (
      intentId: string,
      { id, there, attempt, cents }: Awaited<ReturnType<typeof refundsFor>>[number],
      status: 'succeeded' | 'failed',
    ) =>
      tell(
        refundEvent({
          ...{ id: there ?? gatewayId('re'), intentId, status, amount: Number(cents) },
          reference: `${id}:${attempt}`,
        }),
      ),

    /**
     * `buyer`: what is refunded to whoever paid; `owed`: of that, what has not reached them; `past`: what other hands have
     * refunded and nobody has booked; `house`: what the platform has, less what it has lost; `parked`: news that waits for an
     * administrator.
     */
    async booksOf(subjectId: string) {
      const refunds = await refundsFor(subjectId);
      return {
        buyer: refunds.reduce(
          (sum, { cents, status }) => sum + (status === 'TAKEN_BACK' ? 0 : Number(cents)),
          0,
        ),
        owed: await sumOf(refunds.map(({ id }) => `refunds:${id}`)),
        past: await sumOf((await outsideFor(subjectId)).map(({ id }) => `outside:${id}`)),
        house: -(await ledger.balance('expense:chargebacks')),
        parked: await parked(),
      };
    },

    /** Every cent that was paid for it is somebody's who can act, on its way, or on the list. */
    demandOwners: async (subjectId: string): Promise<void> =>
      demandAll(await paymentsFor(subjectId), await refundsFor(subjectId), [
        'paymentId IN (SELECT id FROM payments WHERE subjectId = :subjectId)',
        { subjectId },
      ]),

    /** The same of what was paid for invoices. */
    demandOwnersOfInvoices: async (): Promise<void> =>
      demandAll(
        await database.select<{ id: string }>('SELECT id FROM gateway_invoices'),
        [],
        ['paymentId IS NULL', {}],
      ),
  };
}
