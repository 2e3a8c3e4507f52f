/** One of a seller's listings: where it stands, what can be done with it, who reads it. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type Listing, listingQuery } from '../../../api/queries';
import { NotFound, PageProblem } from '../../../app/page-states';
import { money } from '../../../format/money';
import { Facts } from '../../../ui/facts';
import { Moment } from '../../../ui/moment';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { equipmentWords } from '../../../words/equipment';
import { sellerWords, sellWords } from '../../../words/seller';
import { FIELD_NAMES } from '../content-fields';
import { OpenPoints } from '../open-points';
import { StatusChip } from '../status-chip';
import classes from '../seller.module.css';
import { AccessList } from './access-list';
import { Moves } from './moves';
import { PendingChange } from './pending-change';
import { Signatures } from './signatures';
import { Premium } from './premium';

const { listing: says } = sellerWords;
const { common } = words;
const route = getRouteApi('/signed-in/my-listings/$id');

type Management = NonNullable<Listing['management']>;

export function MyListingPage() {
  const { id } = route.useParams();
  const listing = useQuery(listingQuery(id));
  if (listing.isPending) return <Skeleton heights={[34, 60, 240, 240]} />;
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  const { management } = listing.data;
  return management ? <Own listing={listing.data} management={management} /> : <NotFound />;
}

function Own({ listing, management }: { listing: Listing; management: Management }) {
  const { id, status } = listing;
  const carrier = listing.confidential?.carrier;
  return (
    <div className="stack">
      <p>
        <Link to="/my-listings">{says.back}</Link>
      </p>
      <div className="stack-tight">
        <PageHeading aside={<StatusChip status={status} />}>{listing.title}</PageHeading>
        {carrier && (
          <p className="second">
            {carrier.legalName ?? common.notKnown} · {sellWords.number.usdot(carrier.usdot)}
          </p>
        )}
        <p className="row">
          {(status === 'ACTIVE' || status === 'RESERVED') && (
            <Link to="/listings/$id" params={{ id }}>
              {says.public}
            </Link>
          )}
          <Link to="/my-listings/$id/control" params={{ id }}>
            {says.control}
          </Link>
          <Link to="/my-listings/$id/equipment" params={{ id }}>
            {equipmentWords.title}
          </Link>
          <Link to="/my-listings/$id/documents" params={{ id }}>
            {says.documents}
          </Link>
        </p>
      </div>
      {management.statusReason && (
        <p className="card" role="alert">
          <strong>{says.reason}</strong>: {management.statusReason}
        </p>
      )}
      <div className={classes.sides}>
        <div className="stack">
          <PendingChange listing={listing} />
          <AccessList listing={listing} />
          <Signatures id={id} />
          <OpenPoints id={id} />
        </div>
        <div className="stack">
          <Moves listing={listing} management={management} />
          <Standing listing={listing} management={management} />
          <Premium listing={listing} />
        </div>
      </div>
    </div>
  );
}

const day = (at: string | null) => (at ? <Moment at={at} day /> : common.none);

function Standing({ listing, management }: { listing: Listing; management: Management }) {
  const price = listing.confidential?.deal?.askingPriceCents;
  return (
    <section className="card stack-tight">
      <Facts
        facts={[
          { name: sellWords.deal.askingPrice, value: price === undefined ? common.none : money(price) },
          { name: says.views, value: management.views },
          { name: says.submitted, value: day(management.submittedAt) },
          { name: says.published, value: day(listing.publishedAt) },
          { name: says.expires, value: day(management.expiresAt) },
        ]}
      />
      {management.expiresAt && <p className="note">{says.expiresNote}</p>}
      {management.missing.length > 0 && (
        <>
          <h3>{says.missing}</h3>
          <ul className="stack-tight second">
            {management.missing.map(({ field, message }) => (
              <li key={field}>
                {FIELD_NAMES[field] ?? field}: {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
