/** The deal room: where the deal stands, whose move it is, and the money; below it one part at a time, each with its address. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useMatchRoute } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Deal, dealQuery } from '../../../api/deals';
import { PageProblem } from '../../../app/page-states';
import { useNow } from '../../../app/use-now';
import { deadline } from '../../../format/time';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { dealWords } from '../../../words/deals';
import { DealChip } from '../deal-chip';
import { MoneyBar } from '../money-bar';
import { DealBrokers } from './brokers';
import { NextMove } from './next-move';
import { Proposals } from './proposals';
import classes from './room.module.css';
import { Sections } from './sections';
import { Stages } from './stages';

const { room: says } = dealWords;
const route = getRouteApi('/signed-in/deals/$id');

export function DealRoom() {
  const { id } = route.useParams();
  const deal = useQuery(dealQuery(id));
  if (deal.isPending) return <Skeleton heights={[34, 44, 160, 90, 320]} />;
  if (deal.isError) return <PageProblem error={deal.error} onRetry={() => void deal.refetch()} />;
  return <Room deal={deal.data} />;
}

/** The whole of the deal stands above its checklist; above another part only what the reader may have to do. */
function Room({ deal }: { deal: Deal }) {
  const isAt = useMatchRoute();
  const isWhole = isAt({ to: '/deals/$id', params: { id: deal.id } }) !== false;
  return (
    <div className={classes.room}>
      <Head deal={deal} isWhole={isWhole} />
      {isWhole && <Stages status={deal.status} />}
      {deal.hold && <Hold since={deal.hold.since} reason={deal.hold.reason} />}
      <NextMove deal={deal} isWhole={isWhole} />
      {isWhole && <Proposals deal={deal} />}
      {isWhole && <MoneyBar deal={deal} />}
      {isWhole && <DealBrokers id={deal.id} />}
      <Sections deal={deal} />
      <Outlet />
      {deal.yourSide === null && <Notes id={deal.id} />}
    </div>
  );
}

/** Who is on neither side is an administrator. */
const AdminNotes = lazy(() =>
  import('../../../app/admin-notes').then(({ AdminNotes: loaded }) => ({ default: loaded })),
);

const Notes = ({ id }: { id: string }) => (
  <Suspense fallback={<Skeleton heights={[120]} />}>
    <AdminNotes subject={{ type: 'transaction', id }} />
  </Suspense>
);

const Head = ({ deal, isWhole }: { deal: Deal; isWhole: boolean }) => {
  const { buyer, seller, yourSide, listing } = deal;
  return (
    <div className={classes.head}>
      <p>
        <Link to={yourSide ? '/deals' : '/admin/deals'}>{says.back}</Link>
      </p>
      <PageHeading aside={<DealChip deal={deal} />}>{listing.title}</PageHeading>
      <p className="second row">
        <span>{partsOf(yourSide, buyer.displayName, seller.displayName)}</span>
        <span className="figure">{says.usdot(deal.usdot)}</span>
        <Link to="/listings/$id" params={{ id: listing.id }}>
          {says.listing}
        </Link>
        {yourSide && (
          <Link to="/users/$id" params={{ id: (yourSide === 'BUYER' ? seller : buyer).id }}>
            {words.common.profileOf[yourSide === 'BUYER' ? 'SELLER' : 'BUYER']}
          </Link>
        )}
      </p>
      {isWhole && <Contact deal={deal} />}
    </div>
  );
};

/** The other side, once the deposit has opened who they are. */
function Contact({ deal: { buyer, seller, yourSide } }: { deal: Deal }) {
  const contact = yourSide === 'BUYER' ? seller.contact : yourSide === 'SELLER' ? buyer.contact : null;
  if (!contact) return null;
  const { name, companyName, email, phone } = contact;
  return (
    <p className="note row">
      <span>{companyName ? `${name}, ${companyName}` : name}</span>
      <a href={`mailto:${email}`}>{email}</a>
      {phone && <span className="figure">{phone}</span>}
    </p>
  );
}

function partsOf(yourSide: Deal['yourSide'], buyer: string, seller: string): string {
  if (yourSide === 'BUYER') return says.youBuy(seller);
  return yourSide === 'SELLER' ? says.youSell(buyer) : says.youLookOn(buyer, seller);
}

function Hold({ since, reason }: { since: string; reason: string }) {
  const now = useNow();
  return (
    <section className={classes.hold} aria-label={says.hold}>
      <h2>{says.hold}</h2>
      <div>
        <p>{reason}</p>
        <p className="second">{says.holdText(deadline(since, now))}</p>
      </div>
    </section>
  );
}
