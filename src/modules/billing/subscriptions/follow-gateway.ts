/** Keeps a subscription as the gateway has it: asks how it stands, and applies the youngest answer. */
import { Op } from 'sequelize';
import { workThrough } from '../../../platform/jobs/work-through';
import { systemActor } from '../../../platform/kernel/actor';
import { HOUR_MS, SECOND_MS } from '../../../platform/kernel/clock';
import { GatewayRefusal, type Subscription, subscriptionChanged } from '../../payments';
import { END_AT_GATEWAY, type Life } from './life';
import { isPriceOf } from './plan.rules';
import type { SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { meaningOf } from './subscription.rules';
import { askGateway, gatewayOf, type SubscriptionsContext } from './subscriptions.context';

/** A change that the gateway does not show after this long was not made. */
const CHANGE_LOST_AFTER_MS = HOUR_MS;

type GatewayPriceFacts = Subscription['items']['data'][0]['price'];

export type FollowGateway = ReturnType<typeof createFollowGateway>;

export function createFollowGateway(context: SubscriptionsContext, life: Life) {
  const { platform, audit, models, plans } = context;
  const { clock, database, log, outbox, queue, scheduler } = platform;

  outbox.on(subscriptionChanged, 'billing', { runs: 'outside' }, async ({ subscriptionId, reference }) => {
    const row = await findRow(subscriptionId, reference);
    if (row) await follow(row.id, subscriptionId);
  });

  // Where the news was lost: a period that is over, or a change that was asked for, is asked about.
  scheduler.every('billing.follow-subscriptions', HOUR_MS, () =>
    workThrough(log, {
      find: (last, limit) =>
        database.select<{ id: string; gatewaySubscriptionId: string }>(
          `SELECT s.id, s.gatewaySubscriptionId FROM subscriptions s
           WHERE s.id > :last AND s.status IN ('ACTIVE', 'PAST_DUE') AND s.gatewaySubscriptionId IS NOT NULL
             AND (s.periodEnd <= :before OR EXISTS (SELECT 1 FROM subscription_terms t
               WHERE t.subscriptionId = s.id AND t.status = 'ASKED' AND t.createdAt <= :before))
           ORDER BY s.id LIMIT ${limit}`,
          { last, before: clock.now() - HOUR_MS },
        ),
      keyOf: ({ id }) => id,
      work: (row) => follow(row.id, row.gatewaySubscriptionId),
    }),
  );

  queue.handle(END_AT_GATEWAY, { runs: 'outside' }, async (payload) => {
    const { gatewaySubscriptionId } = payload as { gatewaySubscriptionId: string };
    await gatewayOf(context)
      .cancelSubscription({
        idempotencyKey: `end:${gatewaySubscriptionId}`,
        subscriptionId: gatewaySubscriptionId,
        when: 'NOW',
      })
      .catch((error: unknown) => {
        // It has ended there already.
        if (!(error instanceof GatewayRefusal) || error.code !== 'resource_missing') throw error;
      });
  });

  const findRow = (
    gatewaySubscriptionId: string,
    reference: string | null,
  ): Promise<SubscriptionRow | null> =>
    models.subscriptions.findOne({
      where: { [Op.or]: [{ gatewaySubscriptionId }, ...(reference ? [{ id: reference }] : [])] },
    });

  /**
   * Not in a unit. Answers may overtake each other on their way, so each asking has a number, taken before it: an
   * answer is dropped where that of a later asking is here already.
   */
  async function follow(rowId: string, gatewaySubscriptionId: string): Promise<void> {
    const round = await database.atomically(() => life.countRound(rowId));
    const facts = await askGateway(context, (gateway) => gateway.retrieveSubscription(gatewaySubscriptionId));
    await database.atomically(async () => {
      const row = await life.lock(rowId);
      if (round <= row.roundApplied) return;
      row.set({ roundApplied: round });
      await apply(row, facts);
    });
  }

  /** In a unit, on the locked row. */
  async function apply(row: SubscriptionRow, facts: Subscription): Promise<void> {
    const [item] = facts.items.data;
    const meaning = meaningOf(facts.status);
    if (meaning === 'PAID') await life.takeUp(row, facts.id);
    row.set({
      ...{ gatewaySubscriptionId: facts.id, paymentMethodId: facts.default_payment_method ?? null },
      updatedAt: clock.now(),
    });
    if (meaning === 'OVER') await life.end(row, overdue(row) ? 'NOT_PAID' : 'CANCELLED');
    if (row.status === 'ENDED') return void (await row.save());
    if (meaning !== null) {
      row.set({
        periodStart: item.current_period_start * SECOND_MS,
        periodEnd: item.current_period_end * SECOND_MS,
        endsWithPeriod: facts.cancel_at_period_end,
      });
    }
    await settleTerms(row, item.price);
    await life.takeTerms(row, clock.now());
    if (meaning === 'PAID') await life.goOn(row);
    if (meaning === 'OVERDUE') life.fallBehind(row);
    await row.save();
  }

  const overdue = ({ status }: SubscriptionRow): boolean =>
    status === 'PAST_DUE' || status === 'AWAITING_PAYMENT';

  /** Terms that were asked for are agreed once the gateway has their price. */
  async function settleTerms(row: SubscriptionRow, price: GatewayPriceFacts): Promise<void> {
    const asked = (await life.termsOf(row.id)).filter(({ status }) => status === 'ASKED');
    let isUnderWay = false;
    for (const terms of asked) {
      if (isPriceOf(plans, terms, price)) await life.agree(row.id, terms.id);
      else if (terms.createdAt + CHANGE_LOST_AFTER_MS <= clock.now()) await terms.destroy();
      else isUnderWay = true;
    }
    // A later asking, or a change made since, makes this answer too old to take anything away.
    if (!isUnderWay && row.roundApplied === row.roundsAsked) await dropLost(row, price);
  }

  /**
   * A planned step down that the gateway has lost, as when a change died half-way: it goes on with the price of before,
   * and so does its holder. A price that is known for neither, as one whose id is no longer configured, says nothing.
   */
  async function dropLost(row: SubscriptionRow, price: GatewayPriceFacts): Promise<void> {
    const terms = await life.termsOf(row.id, 'AGREED');
    const has = (each: SubscriptionTerms) => isPriceOf(plans, each, price);
    const isStepDown = ({ upgradeCredits, fromAt }: SubscriptionTerms) =>
      upgradeCredits === null && row.periodStart !== null && fromAt >= row.periodStart;
    for (const [place, planned] of terms.entries()) {
      const before = terms[place - 1];
      if (!before || !isStepDown(planned) || has(planned) || !has(before)) continue;
      await planned.destroy();
      log.warn('the gateway has lost a planned change of plan', {
        subscriptionId: row.id,
        termsId: planned.id,
      });
      await audit.record({
        actor: systemActor('billing.subscriptions'),
        action: 'subscription.change_dropped',
        subject: { type: 'subscription', id: row.id },
        detail: { userId: row.userId, plan: planned.plan, interval: planned.termLength },
      });
    }
  }

  return { follow, apply };
}
