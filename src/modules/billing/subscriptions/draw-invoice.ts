/** Draws a paid invoice of a subscription from our own books, for its subscriber and admins. */
import type { Download } from '../../../platform/http/download';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { dayOf, downloadOf, type Paper } from '../../../platform/paper/paper';
import type { User } from '../../identity';
import { planTitle } from './plan.rules';
import type { SubscriptionPeriod } from './subscription.model';
import type { SubscriptionsContext } from './subscriptions.context';

export const createDrawInvoice =
  ({ identity, models }: Pick<SubscriptionsContext, 'identity' | 'models'>) =>
  /** Another's invoice and an absent one look the same. @throws not_found */
  async (actor: UserActor, invoiceId: string): Promise<Download> => {
    const invoice = await models.periods.findByPk(invoiceId);
    if (!invoice || (invoice.userId !== actor.userId && !isAdmin(actor)))
      throw notFound('There is no such invoice.');
    const subscriber = await identity.getUser(invoice.userId);
    return downloadOf(layOut(invoice, subscriber), `invoice-${invoiceId}.pdf`);
  };

function layOut(invoice: SubscriptionPeriod, { firstName, lastName, companyName }: User): Paper {
  const { amountCents, credits, periodStart, periodEnd, plan } = invoice;
  const name = `${firstName} ${lastName}`;
  const total = { label: 'Total paid', amountCents };
  return {
    title: 'Invoice',
    issuedAt: invoice.grantedAt,
    facts: [
      { label: 'Invoice', value: invoice.number ?? invoice.invoiceId },
      { label: 'Paid on', value: dayOf(invoice.grantedAt) },
      { label: 'Paid by', value: companyName === null ? name : `${name}, ${companyName}` },
      { label: 'Subscription', value: invoice.subscriptionId },
    ],
    tables: [
      {
        heading: 'Subscription',
        lines: [{ label: `${planTitle(plan)}, ${dayOf(periodStart)} to ${dayOf(periodEnd)}`, amountCents }],
        total,
      },
    ],
    notes: [
      'All amounts are in US dollars, all days in UTC.',
      ...(credits > 0 ? [`${credits} credit${credits === 1 ? '' : 's'} came with it.`] : []),
    ],
  };
}
