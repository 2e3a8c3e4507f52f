/** All offers, newest first. */
import { Link } from '@tanstack/react-router';
import { adminOffersQuery } from '../../../api/admin';
import type { components } from '../../../api/schema';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { AdminPage } from '../admin-page';
import { Sum, Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';
import { offerTone, outcomeTone } from '../tones';

const { offers: says } = adminWords.people;
const { listings: ofListings } = adminWords;
const { codes, cells, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.offerStatus },
  { kind: 'text', key: 'listingId', label: says.listingId },
  { kind: 'text', key: 'buyerId', label: says.buyerId },
  { kind: 'text', key: 'sellerId', label: says.sellerId },
];

/** It is another part of the app. */
const offerPage = (id: string): string => `/offers/${id}`;

function Standing({ carrier }: { carrier: components['schemas']['CarrierStanding'] | null }) {
  if (!carrier) return common.none;
  const { proofLevel, check } = carrier;
  return (
    <>
      {cells.level(proofLevel)}{' '}
      {check && <Chip tone={outcomeTone[check.outcome]}>{codes.checkOutcome[check.outcome]}</Chip>}
    </>
  );
}

export function AdminOffersPage() {
  const values = useFilters(FILTERS);
  const { status, listingId, buyerId, sellerId } = values;
  return (
    <AdminPage title={pages.offers.title}>
      <FilterBar filters={FILTERS} list="/admin/offers" />
      <RecordList
        query={adminOffersQuery({
          ...recordAsked(values),
          ...{ listingId, buyerId, sellerId },
          status: status as components['schemas']['OfferStatus'] | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          {
            name: says.listing,
            cell: ({ id, listing }) => <Link to={offerPage(id)}>{listing.title}</Link>,
          },
          { name: says.buyer, cell: ({ buyer }) => <Who person={buyer} /> },
          { name: says.seller, cell: ({ seller }) => <Who person={seller} /> },
          { name: ofListings.control, cell: ({ carrier }) => <Standing carrier={carrier} /> },
          { name: says.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
          {
            name: says.versions,
            figure: true,
            cell: ({ versionNumber, versionCount }) => says.version(versionNumber, versionCount),
          },
          { name: says.turn, cell: ({ turn }) => (turn ? codes.side[turn] : common.none) },
          {
            name: says.until,
            cell: ({ expiresAt }) => (expiresAt ? <Moment at={expiresAt} /> : common.none),
          },
          {
            name: cells.status,
            cell: (offer) => <Chip tone={offerTone[offer.status]}>{codes.offerStatus[offer.status]}</Chip>,
          },
        ]}
      />
    </AdminPage>
  );
}
