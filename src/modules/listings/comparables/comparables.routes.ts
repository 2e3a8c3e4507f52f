/** The endpoints that show a listing beside others. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { DAY_MS, iso, SECOND_MS } from '../../../platform/kernel/clock';
import { readEach } from '../../../platform/kernel/unreadable';
import { bandAt, PRICE_EDGES_CENTS } from '../bands.rules';
import { centsBand } from '../card.rules';
import { ListingCard } from '../listing-views.schema';
import { MARKET_NEWS } from '../market-news';
import type { ListingPresenter } from '../listing.view';
import { OfListing } from '../listings.schema';
import type { Requirements } from '../requirements/requirements';
import type { createCompareListings, PriceGuidance, SoldCard } from './compare-listings';
import { PriceGuidanceView, SoldQuery, SoldView } from './comparables.schema';

type Comparing = ReturnType<typeof createCompareListings>;

function presentGuidance({ guidance, at }: PriceGuidance): PriceGuidanceView {
  if (!guidance) return { asOf: iso(at), guidance: null };
  const { alike, listings, sales, asking, ...spread } = guidance;
  const [lower, middle, upper] = [spread.lower, spread.middle, spread.upper].map((band) => ({
    fromCents: band.from,
    belowCents: band.below,
  })) as [PriceBand, PriceBand, PriceBand];
  return {
    asOf: iso(at),
    guidance: { alike: [...alike], listings, sales, lower, middle, upper, asking },
  };
}
interface PriceBand {
  fromCents: number;
  belowCents: number | null;
}

function presentSold(row: SoldCard, card: ListingCard): SoldView {
  const { state, dealStructure, authorityKinds, yearsActiveBand, fleetBand } = card;
  return {
    state,
    dealStructure,
    authorityKinds,
    yearsActiveBand,
    fleetBand,
    priceBand: centsBand(bandAt(PRICE_EDGES_CENTS, row.soldBand)),
    daysToSale: Math.max(0, Math.floor((row.soldAt - row.publishedAt) / DAY_MS)),
    soldIn: iso(row.soldAt).slice(0, 'YYYY-MM'.length),
  };
}

export const comparableRoutes = (
  comparing: Comparing,
  { scoringFor }: Pick<Requirements, 'scoringFor'>,
  present: ListingPresenter,
): Endpoint[] => [
  endpoint({
    operationId: 'listRecentlySold',
    method: 'get',
    path: '/listings/recently-sold',
    summary: 'List the companies that were sold last, in ranges.',
    access: 'public',
    cached: { until: MARKET_NEWS, forMs: 10 * SECOND_MS },
    scope: 'listings:read',
    query: SoldQuery,
    response: z.array(SoldView),
  }).handledBy(async ({ query }) =>
    readEach(await comparing.listRecentlySold(query.limit), (row) => presentSold(row, present.card(row))),
  ),

  endpoint({
    operationId: 'listSimilarListings',
    method: 'get',
    path: '/listings/{id}/similar',
    summary: 'List the listings on the market that are most like this one.',
    description: 'By price, structure, cargo, fleet, years and state, as the cards show them.',
    access: 'public',
    cached: { until: MARKET_NEWS, forMs: 10 * SECOND_MS },
    scope: 'listings:read',
    params: OfListing,
    response: z.array(ListingCard),
  }).handledBy(async ({ actor, params }) =>
    readEach(await comparing.listSimilar(actor, params.id), present.cardsWith(await scoringFor(actor))),
  ),

  endpoint({
    operationId: 'getPriceGuidance',
    method: 'get',
    path: '/listings/{id}/price-guidance',
    summary: 'Get what comparable companies are offered and sold for.',
    access: 'public',
    cached: { until: MARKET_NEWS, forMs: 10 * SECOND_MS },
    scope: 'listings:read',
    params: OfListing,
    response: PriceGuidanceView,
  }).handledBy(async ({ actor, params }) =>
    presentGuidance(await comparing.readPriceGuidance(actor, params.id)),
  ),
];
