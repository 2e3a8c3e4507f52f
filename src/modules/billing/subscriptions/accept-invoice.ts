/**
 * Invoices that brought more than the plan costs, or granted nothing, since somebody has chosen another price at the
 * gateway, or several of it: they are listed as stuck, and two admins let stand what is not refunded there.
 */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import type { Approvals } from '../../approvals';
import { STUCK_LISTED_MAX, type StuckMoney } from '../../ledger';
import { GRANT_FOR_PERIOD } from '../credit.rules';
import type { SubscriptionPeriod } from './subscription.model';
import { beyondTerms, CHANGE_KNOWN_WITHIN_MS } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import { invoiceAsAgreed } from './subscriptions.problems';

export interface AcceptedInvoice {
  /** What the invoice brought, as it was read. */
  amountCents: number;
  reason: string;
}

export function createAcceptInvoice(
  { platform, audit, models, store }: SubscriptionsContext,
  approvals: Approvals,
) {
  const { database } = platform;

  const beyondOf = async (period: SubscriptionPeriod): Promise<number> =>
    beyondTerms(period, await store.termsOf(period.subscriptionId, 'AGREED'));

  /**
   * Joins the unit. The first admin's word changes nothing. The credits stay those of the plan: more of them are a bonus.
   *
   * @throws not_found, forbidden, invoice_as_agreed, second_admin_needed
   */
  const acceptInvoice = (
    actor: UserActor,
    invoiceId: string,
    { amountCents, reason }: AcceptedInvoice,
  ): Promise<SubscriptionPeriod> =>
    database.atomically(async () => {
      const period = await models.periods.findByPk(invoiceId, { lock: true });
      if (!period) throw notFound('There is no such invoice.');
      refuseOwnThing(actor, period.userId);
      const beyondCents = await beyondOf(period);
      if (beyondCents === 0)
        throw invoiceAsAgreed('Nothing is to be accepted: it brought no more than what was agreed.');
      if (amountCents !== period.amountCents)
        throw invoiceAsAgreed(`The invoice brought ${dollars(period.amountCents)}. Read it again.`);
      const subject = { type: 'invoice', id: invoiceId };
      const mayBeDone = await approvals.mayBeDone(actor, {
        ...{ act: 'invoice.accept', subject, amountCents: beyondCents, asked: { amountCents } },
        ...{ concerns: [period.userId], always: true },
      });
      if (!mayBeDone) return period;
      await period.update({ extraCents: period.extraCents + beyondCents });
      await audit.record({
        ...{ actor, action: 'invoice.accepted', subject, reason },
        detail: { userId: period.userId, amountCents, beyondCents },
      });
      return period;
    });

  /** The oldest. */
  async function listStuckMoney(): Promise<StuckMoney[]> {
    const dear = await database.select<{ invoiceId: string }>(
      `SELECT p.invoiceId FROM subscription_periods p
       WHERE (p.grantFor = '${GRANT_FOR_PERIOD}' AND p.amountCents - p.extraCents - p.givenBackCents >
         (SELECT MIN(t.priceCents) FROM subscription_terms t
          WHERE t.subscriptionId = p.subscriptionId AND t.status = 'AGREED'))
       OR (p.grantFor = p.invoiceId AND p.grantedAt <= :settled
         AND p.amountCents > p.extraCents + p.givenBackCents)
       ORDER BY p.grantedAt, p.invoiceId LIMIT ${STUCK_LISTED_MAX}`,
      { settled: platform.clock.now() - CHANGE_KNOWN_WITHIN_MS },
    );
    const periods = await models.periods.findAll({
      where: { invoiceId: dear.map(({ invoiceId }) => invoiceId) },
      order: [['grantedAt', 'ASC']],
    });
    const found = await Promise.all(
      periods.map(async (period) => ({ period, beyondCents: await beyondOf(period) })),
    );
    return found
      .filter(({ beyondCents }) => beyondCents > 0)
      .map(({ period, beyondCents }) => ({
        ...{ kind: 'INVOICE_BEYOND_PLAN', subject: `invoice ${period.invoiceId}` },
        ...{ amountCents: beyondCents, since: period.grantedAt },
        whatToDo: `The gateway charged ${dollars(beyondCents)} beyond the plan: another price, several of it, or a change that grants nothing. Set it back there and refund there what was too much; what stays is accepted: POST /admin/subscription-invoices/${period.invoiceId}/accept.`,
      }));
  }

  return { acceptInvoice, listStuckMoney };
}
