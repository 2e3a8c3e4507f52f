/** Who subscribes to which plan, until when it is paid, and what is due. */
import { subscriptionsQuery } from '../../../api/admin';
import type { components } from '../../../api/schema';
import { SUBSCRIPTION_TONES } from '../../../app/tones';
import { money, price } from '../../../format/money';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { billingWords } from '../../../words/billing';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';

const { subscriptions: says, cells, filters: filterWords } = adminWords;
const { planName, plan: planWords, subscriptionStatus } = billingWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Subscription = components['schemas']['AdminSubscription'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: subscriptionStatus },
  { kind: 'choice', key: 'plan', label: says.plan, names: planName },
  { kind: 'text', key: 'userId', label: filterWords.userId },
];

export function AdminSubscriptionsPage() {
  const values = useFilters(FILTERS);
  const { status, plan } = values as { status?: Subscription['status']; plan?: Subscription['plan'] };
  return (
    <AdminPage title={pages.subscriptions.title}>
      <FilterBar filters={FILTERS} list="/admin/subscriptions" />
      <RecordList
        query={subscriptionsQuery({ ...recordAsked(values), status, plan, userId: values.userId })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: cells.who, cell: ({ user }) => <Who person={user} /> },
          { name: says.plan, cell: (row) => planName[row.plan] },
          {
            name: says.price,
            cell: ({ interval, priceCents }) =>
              planWords[interval === 'MONTH' ? 'perMonth' : 'perYear'](price(priceCents)),
          },
          {
            name: cells.status,
            cell: (row) => (
              <Chip tone={SUBSCRIPTION_TONES[row.status]}>{subscriptionStatus[row.status]}</Chip>
            ),
          },
          {
            name: says.paidUntil,
            cell: ({ periodEnd, endsWithPeriod }) =>
              periodEnd ? (
                <span>
                  <Moment at={periodEnd} day /> {endsWithPeriod && <span className="note">{says.ends}</span>}
                </span>
              ) : (
                common.none
              ),
          },
          { name: says.due, cell: ({ dueCents }) => (dueCents === null ? common.none : money(dueCents)) },
          { name: says.gateway, cell: ({ gateway }) => gateway },
          { name: says.begun, cell: ({ createdAt }) => <Moment at={createdAt} day /> },
        ]}
      />
    </AdminPage>
  );
}
