/** All deals: by status, those on hold, overdue, or waiting for administrators. */
import type { components } from '../../../api/schema';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { AdminPage } from '../admin-page';
import { DealTable } from '../deal-table';
import { type Filter, FilterBar, useFilters } from '../filters';

const { deals: says } = adminWords.people;
const { codes, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.transactionStatus },
  { kind: 'text', key: 'buyerId', label: says.buyerId },
  { kind: 'text', key: 'sellerId', label: says.sellerId },
  { kind: 'flag', key: 'onHold', label: says.onHold },
  { kind: 'flag', key: 'overdue', label: says.overdue },
  { kind: 'flag', key: 'forUs', label: says.forUs },
];

export function AdminDealsPage() {
  const { status, buyerId, sellerId, onHold, overdue, forUs } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.deals.title}>
      <FilterBar filters={FILTERS} />
      <DealTable
        caption={says.caption}
        empty={says.empty}
        asked={{
          ...{ buyerId, sellerId },
          status: status as components['schemas']['AdminTransactionSummary']['status'] | undefined,
          ...(onHold === 'true' ? { onHold: true } : {}),
          ...(overdue === 'true' ? { overdue: true } : {}),
          ...(forUs === 'true' ? { waitingFor: 'me' as const } : {}),
        }}
      />
    </AdminPage>
  );
}
