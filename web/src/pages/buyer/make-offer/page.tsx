/** Makes an offer on an unlocked company. What is typed is kept in this tab until it is sent. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client';
import { type Listing, listingQuery } from '../../../api/queries';
import { PageProblem } from '../../../app/page-states';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { useNow } from '../../../app/use-now';
import { money } from '../../../format/money';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { offersWords } from '../../../words/offers';
import { OfferCosts } from '../offer-costs';
import { draftOfListing, expiryOf, type OfferDraft, amountsOf, termsOf } from '../offer-draft.rules';
import { OfferForm } from '../offer-form';
import classes from '../offers.module.css';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft';

const { form: says, costs } = offersWords;
const { buyerPages: pages } = words.pages;
const route = getRouteApi('/signed-in/listings/$id/offer');

export function MakeOfferPage() {
  const { id } = route.useParams();
  const listing = useQuery(listingQuery(id));
  if (listing.isPending) return <Skeleton heights={[34, 60, 420]} />;
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  const open = listing.data.moves?.open.some(({ move }) => move === 'MAKE_OFFER');
  return (
    <WhenOn feature="NEW_OFFERS">
      {open ? <Making listing={listing.data} /> : <Closed listing={listing.data} />}
    </WhenOn>
  );
}

const BackLink = ({ id }: { id: string }) => (
  <p>
    <Link to="/listings/$id" params={{ id }}>
      {says.back}
    </Link>
  </p>
);

function Closed({ listing: { id, moves, offer } }: { listing: Listing }) {
  const closed = moves?.closed.find(({ move }) => move === 'MAKE_OFFER');
  return (
    <div className="stack">
      <PageHeading>{pages.makeOffer.title}</PageHeading>
      <p>{closed?.because ?? says.notUnlocked}</p>
      {offer && (
        <p>
          <Link to="/offers/$id" params={{ id: offer.id }}>
            {says.exists}
          </Link>
        </p>
      )}
      <BackLink id={id} />
    </div>
  );
}

function Making({ listing }: { listing: Listing }) {
  const { id, confidential } = listing;
  const navigate = useNavigate();
  const now = useNow();
  const deal = confidential?.deal ?? null;
  const [draft, setDraft] = useState<OfferDraft>(() => keptDraft(id) ?? draftOfListing(deal));
  const move = useMove(
    ({ amountCents, buyNow, ...given }: OfferDraft & { amountCents: number; buyNow?: true }, key: string) =>
      answerOf(
        api.POST('/offers', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            listingId: id,
            amountCents,
            ...(buyNow ? { buyNow } : {}),
            terms: termsOf({ ...given, amountCents }),
            ...(given.message.trim() ? { message: given.message } : {}),
            ...expiryOf({ ...given, amountCents }, now),
          },
        }),
      ),
    {
      changes: [['listing', id], ['offers']],
      onDone: ({ data }) => {
        forgetDraft(id);
        void navigate({ to: '/offers/$id', params: { id: data.id } });
      },
    },
  );
  const change = (next: OfferDraft) => {
    setDraft(next);
    keepDraft(id, next);
  };
  const { amountCents } = draft;
  return (
    <div className="stack">
      <BackLink id={id} />
      <div className="stack-tight">
        <PageHeading>{pages.makeOffer.title}</PageHeading>
        <p>
          <strong>{confidential?.carrier.legalName ?? listing.title}</strong>
        </p>
        <p className="second">{says.lead}</p>
      </div>
      <form
        className={classes.columns}
        onSubmit={(event) => {
          event.preventDefault();
          if (amountCents !== null) move.act({ ...draft, amountCents });
        }}
      >
        <div className="card stack-form">
          <OfferForm
            draft={draft}
            onChange={change}
            errorOf={move.errorOf}
            askingCents={deal?.askingPriceCents ?? null}
          />
        </div>
        <aside className={classes.aside} aria-label={costs.title}>
          <div className="card stack-form">
            <h2>{costs.title}</h2>
            <OfferCosts side="BUYER" amounts={amountsOf(draft)} />
            <p className="note">{costs.nothingNow}</p>
            <FormProblem>{move.problem}</FormProblem>
            <Button type="submit" fullWidth loading={move.busy} disabled={amountCents === null}>
              {amountCents === null ? says.submitEmpty : says.submit(money(amountCents))}
            </Button>
            {deal && (
              <>
                <Button
                  variant="default"
                  fullWidth
                  loading={move.busy}
                  onClick={() => move.act({ ...draft, amountCents: deal.askingPriceCents, buyNow: true })}
                >
                  {says.buyNow(money(deal.askingPriceCents))}
                </Button>
                <p className="note">{says.buyNowNote}</p>
              </>
            )}
          </div>
        </aside>
      </form>
    </div>
  );
}
