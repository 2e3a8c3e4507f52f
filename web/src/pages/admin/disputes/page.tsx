/** Disputed deals; those that the sides could not settle wait for a decision of ours. */
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { AdminPage } from '../admin-page';
import { DealTable } from '../deal-table';
import { type Filter, FilterBar, useFilters } from '../filters';

const { deals: says } = adminWords.people;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [{ kind: 'flag', key: 'forUs', label: says.decide }];

export function AdminDisputesPage() {
  const { forUs } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.disputes.title}>
      <FilterBar filters={FILTERS} />
      <DealTable
        caption={says.disputesCaption}
        empty={says.disputesEmpty}
        asked={{ status: 'DISPUTED', ...(forUs === 'true' ? { waitingFor: 'me' as const } : {}) }}
      />
    </AdminPage>
  );
}
