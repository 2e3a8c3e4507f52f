/** Disputed deals; those that the sides could not settle wait for a decision of ours. */
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { AdminPage } from '../admin-page';
import { DealTable } from '../deal-table';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';

const { deals: says } = adminWords.people;
const { filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'text', key: 'listingId', label: filterWords.listingId },
  { kind: 'text', key: 'buyerId', label: filterWords.buyerId },
  { kind: 'text', key: 'sellerId', label: filterWords.sellerId },
  { kind: 'flag', key: 'onHold', label: says.onHold },
  { kind: 'flag', key: 'overdue', label: says.overdue },
  { kind: 'flag', key: 'forUs', label: says.decide },
];

export function AdminDisputesPage() {
  const values = useFilters(FILTERS);
  const { forUs, listingId, buyerId, sellerId, onHold, overdue } = values;
  return (
    <AdminPage title={pages.disputes.title}>
      <FilterBar filters={FILTERS} />
      <DealTable
        caption={says.disputesCaption}
        empty={says.disputesEmpty}
        asked={{
          ...recordAsked(values),
          ...{ listingId, buyerId, sellerId },
          ...(onHold === 'true' ? { onHold: true } : {}),
          ...(overdue === 'true' ? { overdue: true } : {}),
          status: 'DISPUTED',
          ...(forUs === 'true' ? { waitingFor: 'me' as const } : {}),
        }}
      />
    </AdminPage>
  );
}
