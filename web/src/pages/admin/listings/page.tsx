/** Listings that wait for a review, the longest wait first, and all others by state and company. Worked off by keys. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
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
import { KeyHelp } from '../key-help';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';
import { outcomeTone, statusTone } from '../tones';
import { useKeys } from '../use-keys';

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
  const list = useInfiniteQuery(query);
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const [at, setAt] = useState(-1);
  const navigate = useNavigate();
  const current = rows[at];
  useKeys({
    j: () => setAt(Math.min(at + 1, rows.length - 1)),
    k: () => setAt(Math.max(at - 1, 0)),
    o: current && (() => void navigate({ to: '/admin/listings/$id', params: { id: current.id } })),
  });
  return (
    <AdminPage title={pages.listings.title} aside={<KeyHelp keys={['j', 'k', 'o']} />}>
      <FilterBar filters={FILTERS} list="/admin/listings" />
      <RecordList
        query={query}
        caption={says.caption}
        empty={says.empty}
        columns={columns}
        keyOf={({ id }) => id}
        current={current?.id}
      />
    </AdminPage>
  );
}
