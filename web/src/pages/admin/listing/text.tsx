/** What the seller wrote, word for word, and what they say of the company beside what the federal record shows. */
import { useQuery } from '@tanstack/react-query';
import { listingRecordQuery } from '../../../api/admin';
import type { Listing } from '../../../api/queries';
import { money } from '../../../format/money';
import { DataTable } from '../../../ui/data-table';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { carrierWords } from '../../../words/carrier';
import classes from '../admin.module.css';

const { review: says, codes, listings } = adminWords;
const { record: federal } = carrierWords;
const { common, codes: names } = words;

interface Props {
  listing: Listing;
  management: NonNullable<Listing['management']>;
}

export const SellerText = ({ listing, management: { pendingChange } }: Props) => (
  <>
    {pendingChange && (
      <section className="card stack-tight">
        <h2>{says.changeTitle}</h2>
        <p className="note">{says.changeNote}</p>
        <h3>{pendingChange.title}</h3>
        <p className={classes.prose}>{pendingChange.summary}</p>
        <p className={classes.prose}>{pendingChange.description}</p>
      </section>
    )}
    <section className="card stack-tight">
      <h2>{says.textTitle}</h2>
      <h3>{says.summary}</h3>
      <p className={classes.prose}>{listing.summary}</p>
      <h3>{says.description}</h3>
      <p className={classes.prose}>{listing.confidential?.description ?? common.notKnown}</p>
    </section>
    <Claims listing={listing} />
  </>
);

interface Claim {
  fact: string;
  seller: string;
  record: string;
}

function Claims({ listing }: { listing: Listing }) {
  const { data } = useQuery(listingRecordQuery(listing.id));
  const { confidential } = listing;
  if (!confidential) return null;
  const { deal, operation, contact, carrier } = confidential;
  const record = data?.record;
  const shown = (value: string | number | null | undefined) =>
    value === null || value === undefined || value === '' ? common.notKnown : String(value);
  const rows: Claim[] = [
    {
      fact: says.legalName,
      seller: common.none,
      record: shown(record?.identity.legalName ?? carrier.legalName),
    },
    {
      fact: says.entity,
      seller: deal?.entityForm ? codes.entityForm[deal.entityForm] : common.notKnown,
      record: common.none,
    },
    {
      fact: says.registeredAs,
      seller: common.none,
      record: record?.identity.entityType
        ? (federal.entityTypes[record.identity.entityType] ?? federal.otherEntity)
        : common.notKnown,
    },
    {
      fact: says.powerUnits,
      seller: shown(operation.equipment.reduce((sum, { count }) => sum + count, 0) || null),
      record: shown(record?.fleet.powerUnits),
    },
    { fact: says.drivers, seller: shown(operation.employees), record: shown(record?.fleet.drivers) },
    {
      fact: says.cargo,
      seller: shown(operation.cargoTypes.map((type) => names.cargoType[type]).join(', ')),
      record: shown(record?.cargo?.join(', ')),
    },
    {
      fact: says.contact,
      seller: [contact.name, contact.email, contact.phone].filter(Boolean).join(', ') || common.notKnown,
      record: shown(
        [record?.identity.address?.city, record?.identity.address?.state].filter(Boolean).join(', '),
      ),
    },
    {
      fact: listings.price,
      seller: deal?.askingPriceCents ? money(deal.askingPriceCents) : common.notKnown,
      record: common.none,
    },
  ];
  return (
    <DataTable
      dense
      caption={says.claimsTitle}
      rows={rows}
      keyOf={({ fact }) => fact}
      columns={[
        { name: says.claim, cell: ({ fact }) => fact },
        { name: says.says, cell: ({ seller }) => seller },
        { name: says.recordShows, cell: (row) => row.record },
      ]}
    />
  );
}
