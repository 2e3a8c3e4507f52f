/** What it costs and what the reader can do now, beside a company that is unlocked; and who sells it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { configQuery } from '../../../../api/queries';
import { ReportButton } from '../../../../app/report-button';
import { WhenOn } from '../../../../app/when-on';
import { depositOf, shareOf } from '../../../../format/shares';
import { money } from '../../../../format/money';
import { buyerWords } from '../../../../words/buyer';
import { AskButton, SaveButton } from '../keep';
import classes from '../listing.module.css';
import type { CompanyProps } from './company';
import { Seller } from './seller';

const { company: says } = buyerWords;

export function CompanyAside({ listing, confidential }: CompanyProps) {
  const { data: config } = useQuery(configQuery);
  const { deal, contact } = confidential;
  return (
    <div className={classes.asides}>
      <aside className={classes.aside} aria-label={says.asking}>
        {deal && (
          <dl className={classes.prices}>
            <dt>{says.asking}</dt>
            <dd className={classes.price}>{money(deal.askingPriceCents)}</dd>
            {config && (
              <>
                <dt>{says.deposit}</dt>
                <dd>{money(depositOf(deal.askingPriceCents, config))}</dd>
              </>
            )}
            <dt>{says.holdback(deal.holdbackPct)}</dt>
            <dd>{money(shareOf(deal.askingPriceCents, deal.holdbackPct * 100))}</dd>
          </dl>
        )}
        <Dealing listing={listing} />
        <Button
          fullWidth
          variant="default"
          renderRoot={(props) => (
            <Link to="/listings/$id/due-diligence" params={{ id: listing.id }} {...props} />
          )}
        >
          {says.dueDiligence}
        </Button>
        {!listing.management && (
          <div className="row">
            <WhenOn feature="MESSAGES" quiet>
              <AskButton listingId={listing.id} />
            </WhenOn>
            <SaveButton listing={listing} />
            <ReportButton subject={{ type: 'LISTING', id: listing.id }} />
          </div>
        )}
      </aside>
      {!listing.management && <Seller contact={contact} />}
    </div>
  );
}

/** The move that is open, or the way to what was begun. */
function Dealing({ listing: { id, offer, transactionId, moves } }: Pick<CompanyProps, 'listing'>) {
  const open = moves?.open.find(({ move }) => move === 'MAKE_OFFER');
  const closed = moves?.closed.find(({ move }) => move === 'MAKE_OFFER');
  if (transactionId)
    return (
      <Button fullWidth component="a" href={`/deals/${transactionId}`}>
        {says.yourDeal}
      </Button>
    );
  return (
    <div className="stack-tight">
      {open && (
        <WhenOn feature="NEW_OFFERS">
          <Button
            fullWidth
            renderRoot={(props) => <Link to="/listings/$id/offer" params={{ id }} {...props} />}
          >
            {says.makeOffer}
          </Button>
          <p className="note">{open.effect}</p>
        </WhenOn>
      )}
      {!open && closed && <p className="second">{closed.because}</p>}
      {offer && (
        <p className="row">
          <span>
            {says.yourOffer}: {money(offer.amountCents)}
          </span>
          <Link to="/offers/$id" params={{ id: offer.id }}>
            {says.openOffer}
          </Link>
        </p>
      )}
    </div>
  );
}
