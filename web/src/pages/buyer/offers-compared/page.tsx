/** The open offers on a listing of the reader's, beside each other. */
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type ListingOffer, pendingOffersQuery } from '../../../api/offers';
import { type Config, configQuery, listingQuery } from '../../../api/queries';
import { PageProblem } from '../../../app/page-states';
import { money, percent } from '../../../format/money';
import { feeOf } from '../../../format/shares';
import { Chip } from '../../../ui/chip';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { offersWords } from '../../../words/offers';
import { AcceptDialog } from '../accept-dialog';
import { OfferState } from '../offer-state';
import { closingText, dependsText, holdbackText, loanText } from '../offer-terms';
import classes from '../offers.module.css';
import { differenceText } from './difference.rules';

const { compare: says, move: names, page } = offersWords;
const { buyerPages: pages } = words.pages;
const route = getRouteApi('/signed-in/my-listings/$id/offers');

export function OffersComparedPage() {
  const { id } = route.useParams();
  const listing = useQuery(listingQuery(id));
  const list = useInfiniteQuery(pendingOffersQuery(id));
  const { data: config } = useQuery(configQuery);
  if (listing.isPending || list.isPending) return <Skeleton heights={[34, 420]} />;
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  if (list.isError) return <PageProblem error={list.error} onRetry={() => void list.refetch()} />;
  const offers = list.data.pages.flatMap(({ data }) => data);
  const askingCents = listing.data.confidential?.deal?.askingPriceCents ?? null;
  return (
    <div className="stack">
      <p>
        <Link to="/my-listings/$id" params={{ id }}>
          {says.back}
        </Link>
      </p>
      <div className="stack-tight">
        <PageHeading>{pages.offersCompared.title}</PageHeading>
        <p className="row second">
          <strong>{listing.data.title}</strong>
          {askingCents !== null && <span>{says.asking(money(askingCents))}</span>}
          <Chip tone="info">{words.codes.listingStatus[listing.data.status]}</Chip>
          <span>{says.count(offers.length)}</span>
        </p>
      </div>
      {offers.length === 0 && <Empty>{says.none}</Empty>}
      {config && offers.length > 0 && <Compared offers={offers} askingCents={askingCents} config={config} />}
      <MoreButton list={list} />
      {offers.length > 0 && <p className="note">{says.lead}</p>}
    </div>
  );
}

interface Props {
  offers: readonly ListingOffer[];
  askingCents: number | null;
  config: Config;
}

function Compared({ offers, askingCents, config }: Props) {
  const rows: { name: string; cell(offer: ListingOffer): ReactNode }[] = [
    {
      name: says.price,
      cell: ({ amountCents }) => (
        <>
          <strong>{money(amountCents)}</strong>{' '}
          {askingCents !== null && <span className="second">{differenceText(amountCents, askingCents)}</span>}
        </>
      ),
    },
    {
      name: says.youGet(percent(config.transactionFeeBasisPoints)),
      cell: ({ amountCents }) => money(amountCents - feeOf(amountCents, config)),
    },
    { name: says.money, cell: ({ terms }) => words.codes.financing[terms.financing] },
    { name: says.loan, cell: ({ terms }) => loanText(terms) },
    { name: says.holdback, cell: holdbackText },
    { name: says.closing, cell: ({ terms }) => closingText(terms) },
    { name: says.depends, cell: ({ terms }) => dependsText(terms) },
    { name: says.buyer, cell: (offer) => <Buyer offer={offer} /> },
    { name: says.turn, cell: (offer) => <OfferState {...offer} /> },
    {
      name: says.until,
      cell: ({ expiresAt }) => (expiresAt ? <Moment at={expiresAt} /> : words.common.none),
    },
  ];
  return (
    <div
      className={`card ${classes.scroll}`}
      tabIndex={0}
      role="region"
      aria-label={pages.offersCompared.title}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{says.row}</th>
            {offers.map(({ id, buyer, versionNumber }) => (
              <th key={id} scope="col">
                {buyer.displayName} <span className="note">{offersWords.list.versionOf(versionNumber)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cell }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {offers.map((offer) => (
                <td key={offer.id}>{cell(offer)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{says.acts}</th>
            {offers.map((offer) => (
              <td key={offer.id}>
                <Acts offer={offer} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** The offer is accepted as it stands in the table: by its version and its price. */
function Acts({ offer }: { offer: ListingOffer }) {
  const [accepting, setAccepting] = useState(false);
  const { id, buyer, moves } = offer;
  const mayAccept = moves.open.some(({ move }) => move === 'ACCEPT');
  return (
    <div className="stack-tight">
      <div className="row">
        {mayAccept && (
          <Button aria-label={says.actOf(names.ACCEPT, buyer.displayName)} onClick={() => setAccepting(true)}>
            {names.ACCEPT}
          </Button>
        )}
        <Button
          variant="default"
          aria-label={says.actOf(says.open, buyer.displayName)}
          renderRoot={(props) => <Link to="/offers/$id" params={{ id }} {...props} />}
        >
          {says.open}
        </Button>
      </div>
      <p className="note">{moves.open.map(({ move }) => names[move]).join(' · ')}</p>
      <AcceptDialog offer={offer} opened={accepting} onClose={() => setAccepting(false)} />
    </div>
  );
}

function Buyer({ offer: { otherSide } }: { offer: ListingOffer }) {
  if (!otherSide) return words.common.notKnown;
  const { verified, carriers, trust, rating } = otherSide;
  return (
    <>
      <Chip tone={verified.length > 0 ? 'ok' : 'neutral'}>
        {verified.length > 0 ? says.verified : says.notVerified}
      </Chip>
      <p className="note">
        {page.trust(trust.score)} ·{' '}
        {rating.average === null ? page.noReviews : page.rating(rating.average, rating.count)}
      </p>
      {verified.map(({ fact, says: text }) => (
        <p key={fact} className="note">
          {text}
        </p>
      ))}
      {carriers.map((text) => (
        <p key={text} className="note">
          {text}
        </p>
      ))}
    </>
  );
}
