/** What the row of a card says, written out from its ranges. */
import type { ListingCard } from '../api/queries';
import { countBand, moneyBand } from '../format/band';
import type { ListingRowProps } from '../ui/listing-row';
import { words } from '../words';

const { card: says, codes } = words;

const told = (texts: readonly (string | null)[]): string[] => texts.filter((text) => text !== null);

export function rowOf(card: ListingCard): ListingRowProps {
  const { dealStructure, yearsActiveBand, fleetBand, insuranceBand } = card;
  return {
    title: card.title,
    priceBand: card.priceBand && moneyBand(card.priceBand),
    facts: told([
      card.state && (codes.usState[card.state] ?? card.state),
      dealStructure && codes.dealStructure[dealStructure],
      yearsActiveBand && says.years(countBand(yearsActiveBand)),
      fleetBand && says.trucks(countBand(fleetBand)),
      insuranceBand && says.liability(moneyBand(insuranceBand)),
    ]),
    safetyRating: card.safetyRating,
    riskBand: card.riskBand,
    status: card.status,
    verified: card.verified,
    isPremium: card.isPremium,
    match: card.match ?? null,
    sellerSays: told([
      card.amazonRelayStatus === 'ACTIVE' ? says.amazon : null,
      card.highwaySetUp ? says.highway : null,
      card.sellerFinancing ? says.financing : null,
    ]),
  };
}
