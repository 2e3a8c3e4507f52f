/** Listings that wait for a review, the longest wait first, and all others by state and company. Worked off by keys. */
import { Link } from '@tanstack/react-router';
import { type AdminListingCard, adminListingsQuery, pendingListingsQuery } from '../../../api/admin';
import type { components } from '../../../api/schema';
import { Chip } from '../../../ui/chip';
import type { Column } from '../../../ui/data-table';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Sum, Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';
import { outcomeTone, statusTone } from '../tones';

const { listings: says, codes, cells, filters: filterWords } = adminWords;
const { common, codes: names } = words;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  {
    kind: 'choice',
    key: 'status',
    label: filterWords.status,
    names: names.listingStatus,
    any: says.waitingFirst,
  },
  { kind: 'text', key: 'usdot', label: filterWords.usdot },
  { kind: 'text', key: 'sellerId', label: filterWords.sellerId },
];

const columns: readonly Column<AdminListingCard>[] = [
  {
    name: says.listing,
    cell: ({ id, title }) => (
      <Link to="/admin/listings/$id" params={{ id }}>
        {title}
      </Link>
    ),
  },
  { name: says.seller, cell: ({ seller }) => <Who person={seller} /> },
  {
    name: says.company,
    cell: ({ legalName, usdot }) => (
      <span className={classes.cell}>
        {legalName ?? common.notKnown} <span className={classes.ref}>{cells.usdot(usdot)}</span>
      </span>
    ),
  },
  { name: says.price, figure: true, cell: ({ askingPriceCents }) => <Sum cents={askingPriceCents} /> },
  {
    name: says.record,
    cell: ({ carrier: { check } }) =>
      check ? (
        <Chip tone={outcomeTone[check.outcome]}>{codes.checkOutcome[check.outcome]}</Chip>
      ) : (
        common.notKnown
      ),
  },
  { name: says.control, cell: ({ carrier }) => cells.level(carrier.proofLevel) },
  {
    name: cells.status,
    cell: ({ status }) => <Chip tone={statusTone[status]}>{names.listingStatus[status]}</Chip>,
  },
];

export function AdminListingsPage() {
  const values = useFilters(FILTERS);
  const { status, usdot, sellerId } = values;
  const query = Object.values(values).some((value) => value !== undefined)
    ? adminListingsQuery({
        ...recordAsked(values),
        ...{ usdot, sellerId },
        status: status as components['schemas']['ListingStatus'] | undefined,
      })
    : pendingListingsQuery;
  return (
    <AdminPage title={pages.listings.title}>
      <FilterBar filters={FILTERS} list="/admin/listings" />
      <RecordList
        query={query}
        caption={says.caption}
        empty={says.empty}
        columns={columns}
        keyOf={({ id }) => id}
      />
    </AdminPage>
  );
}
