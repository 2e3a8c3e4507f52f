/** The public card of a listing: it holds only what anyone may know. */
import {
  AGE_EDGES_YEARS,
  type Band,
  bandAt,
  bandNumber,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
} from './bands.rules';
import { NO_BAND, PRICE_EDGES_CENTS, RISK_BANDS, RISK_EDGES } from './bands.rules';
import type { ListedCarrier } from './listed-carrier.rules';
import type { Deal, Operation, PlatformStanding } from './listing.fields';
import { isSought, type Status } from './listing.rules';
import { CARGO_NAMES } from './search/cargo-names';
import { STATE_NAMES } from './search/state-names';
import { wordsOf } from './search/words.rules';
import { authorityBits, cargoBits, TRAITS } from './traits.rules';

/** The version of these rules: a card that an earlier one has made is made anew in the background. */
export const CARD_RULES = 4;

/** What the card is built from. */
export interface CardSource {
  id: string;
  status: Status;
  title: string;
  summary: string;
  deal: Deal | null;
  operation: Operation;
  platformStanding: PlatformStanding;
  carrier: ListedCarrier;
  verified: boolean;
  premium: boolean;
  publishedAt: number | null;
  soldAt?: number | null;
  soldCents?: number | null;
}

const YEAR_MS = 365.25 * 24 * 3_600_000;

/** The card, with the columns that search filters and sorts by. `at`: when the age of the authority is counted. */
export function cardOf(source: CardSource, at: number) {
  const { carrier, deal } = source;
  // A buyer of assets brings their own authority, so the age of the seller's must not advertise them.
  const showsAge = deal !== null && deal.dealStructure !== 'ASSETS_ONLY';
  const registeredAt = carrier.registeredOn === null ? NaN : Date.parse(carrier.registeredOn);
  const years = Number.isNaN(registeredAt) ? null : (at - registeredAt) / YEAR_MS;
  const bands = {
    priceBand: bandNumber(PRICE_EDGES_CENTS, deal?.askingPriceCents ?? null),
    ageBand: showsAge ? bandNumber(AGE_EDGES_YEARS, years) : NO_BAND,
    fleetBand: bandNumber(FLEET_EDGES, carrier.powerUnits),
    insuranceBand: bandNumber(INSURANCE_EDGES_CENTS, carrier.liabilityOnFileCents),
    riskBand: bandNumber(RISK_EDGES, carrier.riskScore),
  };
  const authorityKinds = [
    ...new Set(carrier.authorities.filter(({ status }) => status === 'ACTIVE').map(({ kind }) => kind)),
  ];
  const shown = {
    title: source.title,
    state: carrier.state,
    dealStructure: deal?.dealStructure ?? null,
    authorityKinds,
    safetyRating: carrier.safetyRating ?? ('UNKNOWN' as const),
    priceBand: centsBand(bandAt(PRICE_EDGES_CENTS, bands.priceBand)),
    yearsActiveBand: bandAt(AGE_EDGES_YEARS, bands.ageBand),
    fleetBand: bandAt(FLEET_EDGES, bands.fleetBand),
    insuranceBand: centsBand(bandAt(INSURANCE_EDGES_CENTS, bands.insuranceBand)),
    riskBand: RISK_BANDS[bands.riskBand] ?? null,
    cargoTypes: source.operation.cargoTypes,
    amazonRelayStatus: source.platformStanding.amazonRelay.status,
    highwaySetUp: source.platformStanding.highway === 'ACTIVE',
    sellerFinancing: deal ? deal.sellerFinancing !== null : false,
    verified: source.verified,
  };
  return {
    listingId: source.id,
    status: source.status,
    publishedAt: source.publishedAt ?? 0,
    state: shown.state,
    dealStructure: shown.dealStructure,
    safetyRating: shown.safetyRating,
    ...bands,
    amazonStatus: shown.amazonRelayStatus,
    premium: Number(source.premium),
    traits:
      authorityBits(authorityKinds) |
      (shown.highwaySetUp ? TRAITS.highwaySetUp : 0) |
      (shown.verified ? TRAITS.verified : 0) |
      (source.premium ? TRAITS.premium : 0) |
      (shown.sellerFinancing ? TRAITS.sellerFinancing : 0),
    cargo: cargoBits(shown.cargoTypes),
    soldAt: source.soldAt ?? null,
    soldBand: bandNumber(PRICE_EDGES_CENTS, source.soldCents ?? null),
    changedAt: at,
    madeBy: CARD_RULES,
    card: shown,
  };
}

/** The same with the words by which search finds it, while it does or will again: a row of `listing_cards`. */
export const foundCardOf = (source: CardSource, at: number) => ({
  ...cardOf(source, at),
  words: isSought(source.status) ? cardWords(source).join(' ') : '',
});

/** The public text of a listing, word by word as search finds it: with its state and what it hauls, as the trade says it. */
export const cardWords = ({ title, summary, carrier, operation }: CardSource): string[] =>
  wordsOf(
    [
      title,
      summary,
      carrier.state ?? '',
      STATE_NAMES[carrier.state ?? ''] ?? '',
      ...operation.cargoTypes.map((type) => `${type.replaceAll('_', ' ')} ${CARGO_NAMES[type] ?? ''}`),
    ].join(' '),
  );

export const centsBand = (band: Band | null) => band && { fromCents: band.from, belowCents: band.below };
