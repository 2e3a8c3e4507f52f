/** Keeps a subscription as the gateway has it: asks how it stands, and applies the youngest answer. */
import { Op } from 'sequelize';
import { HOUR_MS, SECOND_MS } from '../../../platform/kernel/clock';
import type { GatewayRefusal, Subscription } from '../../payments';
import { subscriptionChanged } from '../../payments';
import { END_AT_GATEWAY, type Life } from './life';
import { lookupKeyOf } from './plan.rules';
import type { SubscriptionRow } from './subscription.model';
import { meaningOf } from './subscription.rules';
import { gatewayOf, gatewayProblem, type SubscriptionsContext } from './subscriptions.context';

/** A change that the gateway does not show after this long was not made. */
const CHANGE_LOST_AFTER_MS = HOUR_MS;
const BATCH = 500;

export type FollowGateway = ReturnType<typeof createFollowGateway>;

export function createFollowGateway(context: SubscriptionsContext, life: Life) {
  const { platform, models } = context;
  const { clock, database, outbox, queue, scheduler } = platform;

  outbox.on(subscriptionChanged, 'billing', { runs: 'outside' }, async ({ subscriptionId, reference }) => {
    const row = await findRow(subscriptionId, reference);
    if (row) await follow(row.id, subscriptionId);
  });

  // Where the news was lost: a period that is over, or a change that was asked for, is asked about.
  scheduler.every('billing.follow-subscriptions', HOUR_MS, async () => {
    const rows = await database.select<{ id: string; gatewaySubscriptionId: string }>(
      `SELECT s.id, s.gatewaySubscriptionId FROM subscriptions s
       WHERE s.status IN ('ACTIVE', 'PAST_DUE') AND s.gatewaySubscriptionId IS NOT NULL
         AND (s.periodEnd <= :before OR EXISTS (SELECT 1 FROM subscription_terms t
           WHERE t.subscriptionId = s.id AND t.status = 'ASKED' AND t.createdAt <= :before))
       ORDER BY s.periodEnd LIMIT ${BATCH}`,
      { before: clock.now() - HOUR_MS },
    );
    for (const row of rows) await follow(row.id, row.gatewaySubscriptionId);
  });

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
        if ((error as GatewayRefusal).code !== 'resource_missing') throw error;
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
    const round = await database.atomically(async () => {
      const row = await life.lock(rowId);
      await row.update({ roundsAsked: row.roundsAsked + 1 });
      return row.roundsAsked;
    });
    const facts = await gatewayOf(context)
      .retrieveSubscription(gatewaySubscriptionId)
      .catch((error: unknown) => {
        throw gatewayProblem(error);
      });
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
    row.set({ gatewaySubscriptionId: facts.id, updatedAt: clock.now() });
    if (meaning === 'OVER') await life.end(row, overdue(row) ? 'NOT_PAID' : 'CANCELLED');
    if (row.status === 'ENDED') return void (await row.save());
    if (meaning !== null) {
      row.set({
        periodStart: item.current_period_start * SECOND_MS,
        periodEnd: item.current_period_end * SECOND_MS,
        endsWithPeriod: facts.cancel_at_period_end,
      });
    }
    await settleTerms(row, item.price.lookup_key ?? null);
    await life.takeTerms(row, clock.now());
    if (meaning === 'PAID') await life.goOn(row);
    if (meaning === 'OVERDUE') life.fallBehind(row);
    await row.save();
  }

  const overdue = ({ status }: SubscriptionRow): boolean =>
    status === 'PAST_DUE' || status === 'AWAITING_PAYMENT';

  /** Terms that were asked for are agreed once the gateway has their price. */
  async function settleTerms({ id }: SubscriptionRow, lookupKey: string | null): Promise<void> {
    const asked = (await life.termsOf(id)).filter(({ status }) => status === 'ASKED');
    for (const terms of asked) {
      if (lookupKeyOf(terms) === lookupKey) await life.agree(id, terms.id);
      else if (terms.createdAt + CHANGE_LOST_AFTER_MS <= clock.now()) await terms.destroy();
    }
  }

  return { follow, apply };
}
