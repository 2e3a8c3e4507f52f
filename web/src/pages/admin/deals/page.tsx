/** All deals: by status, those on hold, overdue, or waiting for administrators. */
import type { components } from '../../../api/schema';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { AdminPage } from '../admin-page';
import { DealTable } from '../deal-table';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';

const { deals: says } = adminWords.people;
const { codes, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.transactionStatus },
  { kind: 'text', key: 'buyerId', label: says.buyerId },
  { kind: 'text', key: 'sellerId', label: says.sellerId },
  { kind: 'text', key: 'listingId', label: filterWords.listingId },
  { kind: 'flag', key: 'onHold', label: says.onHold },
  { kind: 'flag', key: 'overdue', label: says.overdue },
  { kind: 'choice', key: 'waitingFor', label: says.waitsFor, names: { me: says.forUs } },
];

export function AdminDealsPage() {
  const values = useFilters(FILTERS);
  const { status, buyerId, sellerId, listingId, onHold, overdue, waitingFor } = values;
  return (
    <AdminPage title={pages.deals.title}>
      <FilterBar filters={FILTERS} list="/admin/transactions" />
      <DealTable
        caption={says.caption}
        empty={says.empty}
        asked={{
          ...recordAsked(values),
          ...{ buyerId, sellerId, listingId },
          status: status as components['schemas']['AdminTransactionSummary']['status'] | undefined,
          ...(onHold === 'true' ? { onHold: true } : {}),
          ...(overdue === 'true' ? { overdue: true } : {}),
          ...(waitingFor === 'me' ? { waitingFor: 'me' as const } : {}),
        }}
      />
    </AdminPage>
  );
}
