/** What anyone reads of the company before they unlock it, as the server will show it. */
import type { Listing } from '../../api/queries';
import { countBand, moneyBand } from '../../format/band';
import { ListingRow } from '../../ui/listing-row';
import { words } from '../../words';
import { sellWords } from '../../words/seller';
import classes from './seller.module.css';

const { card, codes } = words;
const { before: says } = sellWords;

/** `title`, `summary`: as they are being written. */
export function BeforeUnlock({
  listing,
  title,
  summary,
}: {
  listing: Listing;
  title: string;
  summary: string;
}) {
  const facts = [
    listing.state && (codes.usState[listing.state] ?? listing.state),
    listing.dealStructure && codes.dealStructure[listing.dealStructure],
    listing.yearsActiveBand && card.years(countBand(listing.yearsActiveBand)),
    listing.fleetBand && card.trucks(countBand(listing.fleetBand)),
    listing.insuranceBand && card.liability(moneyBand(listing.insuranceBand)),
  ];
  return (
    <section className={`card stack-tight ${classes.before}`}>
      <h2 className={classes.cardTitle}>{says.title}</h2>
      <div className={classes.teaser}>
        <ListingRow
          title={title || says.noText}
          match={null}
          priceBand={listing.priceBand && moneyBand(listing.priceBand)}
          facts={facts.filter((fact) => fact !== null)}
          safetyRating={listing.safetyRating}
          riskBand={listing.riskBand}
          status="ACTIVE"
          verified={listing.verified}
          isPremium={listing.isPremium}
          sellerSays={[]}
        />
      </div>
      {summary && <p className="second">{summary}</p>}
      <p className="note">{says.hidden}</p>
      <p className="note">{says.ranges}</p>
    </section>
  );
}
