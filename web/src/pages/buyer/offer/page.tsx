/** One offer: where it stands, what may be done, its versions beside each other, what happened. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type Offer, offerQuery } from '../../../api/offers';
import { PageProblem } from '../../../app/page-states';
import { money } from '../../../format/money';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { PageHeading } from '../../../ui/page-heading';
import { RepresentedBy } from '../../../ui/represented-by';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { brokersWords } from '../../../words/brokers';
import { offersWords } from '../../../words/offers';
import { OfferCosts } from '../offer-costs';
import { OfferState } from '../offer-state';
import classes from '../offers.module.css';
import { Answer } from './answer';
import { Versions } from './versions';

const { page: says, costs, step, side: sides } = offersWords;
const route = getRouteApi('/signed-in/offers/$id');

export function OfferPage() {
  const { id } = route.useParams();
  const offer = useQuery(offerQuery(id));
  if (offer.isPending) return <Skeleton heights={[34, 140, 420]} />;
  if (offer.isError) return <PageProblem error={offer.error} onRetry={() => void offer.refetch()} />;
  return <Shown offer={offer.data} />;
}

function Shown({ offer }: { offer: Offer }) {
  const { amountCents, terms, owedLaterCents, yourSide } = offer;
  return (
    <div className="stack">
      <p>
        <Link to="/offers">{says.back}</Link>
      </p>
      <Head offer={offer} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Answer offer={offer} />
          <Versions versions={offer.versions} />
          <History offer={offer} />
        </div>
        <aside className={classes.aside} aria-label={costs.title}>
          <div className="stack-form">
            <section className="card stack-tight">
              <h2>{costs.title}</h2>
              <OfferCosts
                side={yourSide ?? 'SELLER'}
                amounts={{
                  priceCents: amountCents,
                  lentCents: owedLaterCents,
                  depositCents: terms.depositCents,
                  holdbackPct: terms.holdbackPct,
                  holdbackDays: terms.holdbackDays,
                }}
              />
            </section>
            {offer.otherSide && <OtherSide offer={offer} />}
          </div>
        </aside>
      </div>
    </div>
  );
}

const Head = ({ offer }: { offer: Offer }) => (
  <div className="stack-tight">
    <div className="row">
      <OfferState {...offer} />
      {offer.yourSide && <span className="note">{says.youAre[offer.yourSide]}</span>}
    </div>
    <PageHeading>{says.title(money(offer.amountCents))}</PageHeading>
    <p className="row second">
      <Link to="/listings/$id" params={{ id: offer.listing.id }}>
        {offer.listing.titleNow ?? offer.listing.title}
      </Link>
      <span>{says.buyer(offer.buyer.displayName)}</span>
      <span>{says.seller(offer.seller.displayName)}</span>
      {offer.yourSide === 'SELLER' && (
        <Link to="/my-listings/$id/offers" params={{ id: offer.listing.id }}>
          {says.compare}
        </Link>
      )}
    </p>
  </div>
);

function OtherSide({ offer: { otherSide, yourSide, buyer, seller } }: { offer: Offer }) {
  if (!otherSide) return null;
  const other = yourSide === 'BUYER' ? seller : buyer;
  const { rating, trust, verified, carriers, brokers } = otherSide;
  return (
    <section className="card stack-tight">
      <h2>{says.standing}</h2>
      <p className="row">
        <Chip tone={trust.score >= 50 ? 'ok' : 'warn'}>{says.trust(trust.score)}</Chip>
        {rating.average === null ? says.noReviews : says.rating(rating.average, rating.count)}
      </p>
      {verified.map(({ fact, says: text }) => (
        <p key={fact} className="second">
          {text}
        </p>
      ))}
      {verified.length === 0 && <p className="second">{says.notVerified}</p>}
      {carriers.map((text) => (
        <p key={text} className="second">
          {text}
        </p>
      ))}
      <RepresentedBy brokers={brokers} says={brokersWords.shownAs} />
      <p>
        <Link to="/users/$id" params={{ id: other.id }}>
          {words.common.profile}
        </Link>
      </p>
    </section>
  );
}

const History = ({ offer: { history } }: { offer: Offer }) => (
  <section className="card stack-tight">
    <h2>{says.history}</h2>
    <ol className={classes.history}>
      {history.map(({ step: done, side, versionNumber, reason, at }) => (
        <li key={`${at}:${done}:${versionNumber}`}>
          <span className="second">
            <Moment at={at} />
          </span>
          <span>
            {step[done]}
            {side && ` ${says.by(sides[side])}`} · {offersWords.list.versionOf(versionNumber)}
            {reason && <span className="second"> · {reason}</span>}
          </span>
        </li>
      ))}
    </ol>
  </section>
);
