/** Listings that stand first for a while by our choice, and the way to end it. */
import { Link } from '@tanstack/react-router';
import { featuredQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';
import { useNow } from '../../../app/use-now';

const { featured: says, cells, acts } = adminWords;
const { adminPages: pages } = words.pages;

export function AdminFeaturedPage() {
  const values = useFilters(RECORD_FILTERS);
  const now = useNow();
  return (
    <AdminPage title={pages.featured.title}>
      <FilterBar filters={RECORD_FILTERS} list="/admin/featured" />
      <RecordList
        query={featuredQuery(recordAsked(values))}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          {
            name: says.listing,
            cell: ({ listing }) => (
              <Link to="/admin/listings/$id" params={{ id: listing.id }}>
                {listing.title}
              </Link>
            ),
          },
          { name: cells.reason, cell: ({ reason }) => reason },
          { name: says.by, cell: ({ featuredBy }) => <Who person={featuredBy} /> },
          { name: says.since, cell: ({ featuredAt }) => <Moment at={featuredAt} /> },
          { name: says.until, cell: ({ until }) => <Moment at={until} /> },
          {
            name: cells.status,
            cell: ({ shown }) => (
              <Chip tone={shown ? 'ok' : 'neutral'}>{shown ? says.shown : says.notShown}</Chip>
            ),
          },
          {
            name: cells.acts,
            cell: ({ id, until }) => <Acts inRow acts={Date.parse(until) > now ? [endOf(id)] : []} />,
          },
        ]}
      />
    </AdminPage>
  );
}

const endOf = (id: string): Act => ({
  label: says.end,
  note: says.endNote,
  fields: [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept }],
  send: (read, key) =>
    answerOf(
      api.POST('/admin/featured/{id}/end', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { reason: read.text('reason') },
      }),
    ),
});
