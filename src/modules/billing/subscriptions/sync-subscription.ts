/** Keeps a subscription in step with the gateway: asks how it stands there, and applies the latest answer. */
import { selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { systemActor } from '../../../platform/kernel/actor';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../platform/kernel/clock';
import { type GatewaySubscription, isNotFound } from '../../gateway';
import { creditsGranted } from '../billing.events';
import { grantKey, movement } from '../credit.rules';
import { callGateway, getBillingGateway } from './billing-gateways';
import { subscriptionChanged } from './gateway-news.events';
import {
  classifyChange,
  isPriceOf,
  type PlanName,
  PLANS,
  planTitle,
  priceTerms,
  TERM_LENGTHS,
  upgradeCreditsOf,
} from './plan.rules';
import type { SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { inForce, statusFromGateway } from './subscription.rules';
import { END_AT_GATEWAY } from './subscription.store';
import type { SubscriptionsContext } from './subscriptions.context';

/** A change that the gateway does not show after this long was not made. */
const CHANGE_LOST_AFTER_MS = HOUR_MS;

interface Period {
  start: number;
  end: number;
}

interface EndAtGateway {
  gateway?: string;
  gatewaySubscriptionId: string;
}

export type SyncSubscription = ReturnType<typeof createSyncSubscription>;

export function createSyncSubscription(context: SubscriptionsContext) {
  const { platform, audit, ledger, models, store, plans, payOwed } = context;
  const { clock, database, log, events, queue, scheduler } = platform;

  events.on(subscriptionChanged, 'billing', { lane: 'gateway', runs: 'outside' }, async (changed) => {
    const { gateway, subscriptionId: gatewaySubscriptionId, reference } = changed;
    const row = await store.findAtGateway({ gateway, gatewaySubscriptionId, reference });
    if (row) await syncSubscription(row.id, gatewaySubscriptionId);
  });

  // For lost events: a period that is over, or a change that was requested, is looked up.
  scheduler.every('billing.sync-subscriptions', HOUR_MS, syncStale, { lane: 'gateway' });

  function syncStale(signal: AbortSignal): Promise<void> {
    const stale = selectKeyset<{ id: string; gatewaySubscriptionId: string }>(database, {
      name: 'billing.sync-subscriptions',
      order: [['s.id', 'ASC']],
      select: 's.id, s.gatewaySubscriptionId',
      from: 'subscriptions s',
      where: [
        "s.status IN ('ACTIVE', 'PAST_DUE') AND s.gatewaySubscriptionId IS NOT NULL",
        `(s.periodEnd <= :before OR EXISTS (SELECT 1 FROM subscription_terms t
           WHERE t.subscriptionId = s.id AND t.status = 'ASKED' AND t.createdAt <= :before))`,
      ],
      values: { before: clock.now() - HOUR_MS },
    });
    return sweep(log, stale, (row) => syncSubscription(row.id, row.gatewaySubscriptionId), signal);
  }

  queue.handle(END_AT_GATEWAY, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const { gatewaySubscriptionId, gateway } = payload as EndAtGateway;
    // Older jobs do not name the gateway.
    const row = await store.subscriptions.findOne({ where: { gatewaySubscriptionId } });
    await getBillingGateway(context, gateway ?? row?.gateway ?? '')
      .cancelSubscription({
        idempotencyKey: `end:${gatewaySubscriptionId}`,
        subscriptionId: gatewaySubscriptionId,
        when: 'NOW',
      })
      .catch((error: unknown) => {
        // It has ended there already.
        if (!isNotFound(error)) throw error;
      });
  });

  /**
   * Not in a unit. Answers can overtake each other, so each question gets a number before it is asked: an answer is
   * dropped once that to a later question has been applied.
   */
  async function syncSubscription(id: string, gatewaySubscriptionId: string): Promise<void> {
    const { round, gateway: name } = await database.atomically(() => store.nextRound(id));
    const atGateway = await callGateway(context, name, (gateway) =>
      gateway.retrieveSubscription(gatewaySubscriptionId),
    );
    await database.atomically(async () => {
      const row = await store.lock(id);
      if (round <= row.roundApplied) return;
      row.set({ roundApplied: round });
      await apply(row, atGateway);
      await store.save(row);
    });
  }

  /** In a unit, on the locked row. */
  async function apply(row: SubscriptionRow, atGateway: GatewaySubscription): Promise<void> {
    const status = statusFromGateway(atGateway.status);
    if (status === 'ACTIVE') await store.reopen(row, atGateway.id);
    row.set({
      ...{ gatewaySubscriptionId: atGateway.id, paymentMethodId: atGateway.paymentMethodId },
      updatedAt: clock.now(),
    });
    if (status === 'ENDED') await store.end(row, isUnpaid(row) ? 'NOT_PAID' : 'CANCELLED');
    if (row.status === 'ENDED') return;
    const { periodStart: start, periodEnd: end } = row;
    const before = start !== null && end !== null ? { start, end } : null;
    if (status !== null) {
      const { periodStart, periodEnd, endsWithPeriod, isCollectionPaused: collectionPaused } = atGateway;
      // What comes at the end of the period is another thing now, and is told anew.
      if (endsWithPeriod !== row.endsWithPeriod) row.set({ remindedFor: null });
      row.set({ periodStart, periodEnd, endsWithPeriod, collectionPaused });
    }
    await settleRequestedTerms(row, atGateway.price, before);
    await store.adoptTermsInForce(row);
    if (status === 'ACTIVE') await store.activate(row);
    if (status === 'PAST_DUE') store.markPastDue(row);
  }

  const isUnpaid = ({ status }: SubscriptionRow): boolean =>
    status === 'PAST_DUE' || status === 'AWAITING_PAYMENT';

  /** Requested terms are confirmed once the gateway has their price. */
  async function settleRequestedTerms(
    row: SubscriptionRow,
    price: GatewaySubscription['price'],
    before: Period | null,
  ): Promise<void> {
    const requested = (await store.termsOf(row.id)).filter(({ status }) => status === 'ASKED');
    let isInProgress = false;
    for (const terms of requested) {
      if (isPriceOf(plans, terms, price)) await store.confirmTerms(row.id, terms.id);
      else if (terms.createdAt + CHANGE_LOST_AFTER_MS <= clock.now()) await store.dropTerms(terms);
      else isInProgress = true;
    }
    // After a later question, or a change made since, this answer is too old to remove anything.
    if (isInProgress || row.roundApplied !== row.roundsAsked) return;
    await dropLostDowngrades(row, price);
    await adoptTermsOfGateway(row, price, before);
  }

  /**
   * The subscriber has chosen another plan on the gateway's pages: from now on it is the one agreed. A price that is of no
   * plan changes nothing here. `before`: the period in which it was chosen.
   */
  async function adoptTermsOfGateway(
    row: SubscriptionRow,
    price: GatewaySubscription['price'],
    before: Period | null,
  ): Promise<void> {
    const agreed = await store.termsOf(row.id, 'AGREED');
    const inForceNow = inForce(agreed, clock.now());
    // A plan that was left before may be chosen again.
    const standing = agreed.filter((terms) => terms === inForceNow || terms.fromAt > clock.now());
    if (row.liveSlot === null || standing.some((terms) => isPriceOf(plans, terms, price))) return;
    const chosen = PLANS.flatMap((plan) => TERM_LENGTHS.map((termLength) => ({ plan, termLength })))
      .map((term) => priceTerms(plans, term))
      .find((terms) => isPriceOf(plans, terms, price));
    if (!chosen) return;
    // The gateway counts whole seconds: a period there must not start before the terms that it falls under.
    const now = Math.floor(clock.now() / SECOND_MS) * SECOND_MS;
    const current = inForce(agreed, now);
    // Its pages let choose what ours do not, such as a smaller plan by the year: credits follow the money all the same.
    const gained = before ? upgradeCreditsOf(current, chosen, before, now) : 0;
    const isUpgrade = gained > 0 || (before !== null && classifyChange(current, chosen) === 'UPGRADE');
    const upgradeCredits = isUpgrade ? gained : null;
    const terms = await store.requestTerms(row.id, { ...chosen, upgradeCredits, fromAt: now });
    await terms.update({ status: 'AGREED' });
    await audit.record({
      actor: systemActor('billing.subscriptions'),
      action: 'subscription.changed_at_gateway',
      subject: { type: 'subscription', id: row.id },
      detail: { userId: row.userId, from: current.plan, to: chosen.plan, interval: chosen.termLength },
    });
    if (upgradeCredits !== null)
      await grantLate(row, { termsId: terms.id, credits: upgradeCredits, plan: chosen.plan });
  }

  /** The invoice of the change may have been paid before we knew of the change: then it has granted nothing. */
  async function grantLate(
    { id: subscriptionId, userId }: SubscriptionRow,
    { termsId, credits, plan }: { termsId: string; credits: number; plan: PlanName },
  ): Promise<void> {
    const [paid] = (await models.periods.findAll({ where: { subscriptionId, credits: 0 }, lock: true }))
      .filter(
        ({ grantFor, invoiceId, grantedAt }) => grantFor === invoiceId && grantedAt > clock.now() - DAY_MS,
      )
      .toSorted((one, other) => other.grantedAt - one.grantedAt);
    if (!paid) return;
    await paid.update({ grantFor: termsId, plan, credits });
    if (credits === 0) return;
    const reason = `${planTitle(plan)}, chosen on the payment gateway’s pages`;
    const subject = { type: 'subscription', id: subscriptionId };
    await ledger.post([movement('GRANT', grantKey(paid), userId, credits, reason, subject)]);
    await events.emit(creditsGranted, { userId, credits, reason });
    await payOwed(userId, credits);
  }

  /**
   * The gateway can lose a planned downgrade, as when a change died half-way: it keeps charging the previous price, and
   * the subscriber keeps the previous plan. A price that is known for neither, such as one whose id is no longer
   * configured, proves nothing.
   */
  async function dropLostDowngrades(
    row: SubscriptionRow,
    price: GatewaySubscription['price'],
  ): Promise<void> {
    const terms = await store.termsOf(row.id, 'AGREED');
    const isCharged = (each: SubscriptionTerms) => isPriceOf(plans, each, price);
    const isDowngrade = ({ upgradeCredits, fromAt }: SubscriptionTerms) =>
      upgradeCredits === null && row.periodStart !== null && fromAt >= row.periodStart;
    for (const [index, planned] of terms.entries()) {
      const previous = terms[index - 1];
      if (!previous || !isDowngrade(planned) || isCharged(planned) || !isCharged(previous)) continue;
      await store.dropTerms(planned);
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

  return { syncSubscription };
}
