/** A company on the market as anyone may read it: ranges, verdicts, and what opens when it is unlocked. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { configQuery, type Listing } from '../../../api/queries';
import { EquipmentPart } from '../../../app/equipment-part';
import { ReportButton } from '../../../app/report-button';
import { useMe, useSession } from '../../../app/use-session';
import { moneyBand } from '../../../format/band';
import { price } from '../../../format/money';
import { shortDay } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { ratingTone } from '../../../ui/listing-row';
import { PageHeading } from '../../../ui/page-heading';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import { Checks } from './checks';
import { PriceComparison } from '../../../app/price-comparison';
import { Similar } from './similar';
import { CompanyFacts } from './company-facts';
import { SaveButton } from './keep';
import classes from './listing.module.css';
import { Unlocking } from './unlocking';

const { codes, card } = words;
const { listing: says } = publicWords;

/** For buyers alone. */
const PremiumHelp = lazy(() =>
  import('./premium-help').then(({ PremiumHelp: component }) => ({ default: component })),
);
const Match = lazy(() => import('./match').then(({ Match: component }) => ({ default: component })));

export function Teaser({ listing }: { listing: Listing }) {
  const me = useMe();
  return (
    <div className="stack">
      <p>
        <Link to="/search">{says.back}</Link>
      </p>
      <div className="stack-tight">
        <PageHeading>{listing.title}</PageHeading>
        <div className="row">
          <Chip tone={listing.status === 'ACTIVE' ? 'ok' : 'info'}>
            {codes.listingStatus[listing.status]}
          </Chip>
          <Chip tone={ratingTone[listing.safetyRating]}>{codes.safetyRating[listing.safetyRating]}</Chip>
          {listing.verified && <Chip tone="ok">{card.verified}</Chip>}
          {listing.isPremium && <Chip tone="info">{card.premium}</Chip>}
          {listing.publishedAt && (
            <span className="note">{says.published(shortDay(listing.publishedAt))}</span>
          )}
        </div>
      </div>
      <div className={classes.columns}>
        <div className={classes.main}>
          {listing.status === 'RESERVED' && <p className="card">{says.reserved}</p>}
          <p className={classes.summary}>{listing.summary}</p>
          <section className="card stack-tight">
            <h2>{says.company}</h2>
            <p className="note">{says.companyNote}</p>
            <CompanyFacts listing={listing} />
          </section>
          {me?.roles.includes('BUYER') && !listing.management && (
            <Suspense>
              <Match id={listing.id} />
            </Suspense>
          )}
          <Checks listing={listing} />
          <EquipmentPart id={listing.id} />
          <PriceComparison id={listing.id} />
          <Similar id={listing.id} />
        </div>
        <Aside listing={listing} />
      </div>
    </div>
  );
}

function Aside({ listing }: { listing: Listing }) {
  const { data: config } = useQuery(configQuery);
  const { state } = useSession();
  const me = useMe();
  return (
    <aside className={classes.aside} aria-label={says.askingTitle}>
      <div>
        <p className="second">{says.askingTitle}</p>
        <p className={classes.price}>
          {listing.priceBand ? moneyBand(listing.priceBand) : card.priceUnknown}
        </p>
      </div>
      <Unlocking listing={listing} />
      <div className="stack-tight">
        <h2 className={classes.opensTitle}>{says.opensTitle}</h2>
        <ul className={classes.opens}>
          {says.opens.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
      {listing.isPremium && me?.roles.includes('BUYER') && !listing.management && (
        <Suspense>
          <PremiumHelp id={listing.id} />
        </Suspense>
      )}
      {config && <p className="second">{says.cost(price(config.singleCreditPriceCents))}</p>}
      {listing.approvalRequired && <p className="second">{says.approvalRequired}</p>}
      <p className="row">
        <Link to="/pricing">{says.pricing}</Link>
        <Link to="/legal/nda">{says.nda}</Link>
      </p>
      {state === 'in' && !listing.management && (
        <div className="row">
          <SaveButton listing={listing} />
          <ReportButton subject={{ type: 'LISTING', id: listing.id }} />
        </div>
      )}
    </aside>
  );
}
