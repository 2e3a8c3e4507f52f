/** Checks the carrier of a listing, and keeps it in one live listing at a time. */
import { UniqueConstraintError } from 'sequelize';
import type { Problem } from '../../platform/http/problem';
import { DAY_MS } from '../../platform/kernel/clock';
import type { CheckReport } from '../carriers';
import { describeHardStops, isComplete, LEAST_CONTROL_LEVEL } from './carrier-check.rules';
import { listedCarrierOf } from './listed-carrier.rules';
import type { ListingRow } from './listing.model';
import type { ListingsContext } from './listings.context';
import { carrierAlreadyListed } from './listings.problems';
import { findSaleToOther, SOLD_TO_OTHER } from './sold-companies';

/** A publication may rest on checks of this age. */
export const CHECK_VALID_MS = DAY_MS;

const REASON_LENGTH = 2_000;
export const CONTROL_LOST = 'The seller has lost proof of control of the carrier.';
export const SELLER_BARRED = 'The seller’s account is suspended or blocked.';

/** The columns that come from the federal record. */
export type FederalColumns = Pick<ListingRow, 'carrier' | 'reportId' | 'verified'>;

/** Nothing against the carrier, and in the hands of the seller: a clean record of somebody else's company is no more than that. */
const isVerified = async (
  { carriers }: ListingsContext,
  { sellerId, usdot }: ListingRow,
  { outcome }: CheckReport,
): Promise<boolean> =>
  outcome === 'PASS' && (await carriers.proofOfControlLevel(sellerId, usdot)) >= LEAST_CONTROL_LEVEL;

export const reasonOfStops = (report: CheckReport): string =>
  `The federal record stops the carrier. ${describeHardStops(report)}`.slice(0, REASON_LENGTH);

/** Why a listing that was out of the watch's reach may not come back to the market, by what is known; asks FMCSA nothing. */
export async function reasonToStayAway(
  context: ListingsContext,
  { sellerId, usdot }: ListingRow,
): Promise<string | null> {
  const { carriers, identity } = context;
  const seller = (await identity.findUsers([sellerId])).get(sellerId);
  if (seller?.status !== 'ACTIVE') return SELLER_BARRED;
  if ((await carriers.proofOfControlLevel(sellerId, usdot)) < LEAST_CONTROL_LEVEL) return CONTROL_LOST;
  if (await findSaleToOther(context, sellerId, usdot)) return SOLD_TO_OTHER;
  const report = await carriers.currentCheck(usdot);
  return report && report.hardStops.length > 0 ? reasonOfStops(report) : null;
}

/** Checks the carrier now and reads its federal record. Calls FMCSA: never inside a unit. A job gives its `signal`. Throws `fmcsa_unavailable`. */
export async function checkCarrier(
  context: ListingsContext,
  listing: ListingRow,
  purpose: 'LISTING' | 'WATCH',
  signal?: AbortSignal,
): Promise<{ report: CheckReport; federal: FederalColumns }> {
  const { carriers } = context;
  const { usdot, carrier } = listing;
  const declared = carrier.legalName === null ? {} : { legalName: carrier.legalName };
  const report = await carriers.check(usdot, declared, purpose, signal);
  return {
    report,
    federal: {
      carrier: listedCarrierOf(await carriers.profileOf(report), report.risk.score),
      reportId: report.id,
      verified: await isVerified(context, listing, report),
    },
  };
}

/** The same, unless a complete report of the last 24 hours is at hand. */
export async function checkCarrierIfStale(
  context: ListingsContext,
  listing: ListingRow,
): Promise<{ report: CheckReport; federal: Partial<FederalColumns> }> {
  const latest = await context.carriers.currentCheck(listing.usdot);
  const fresh = latest && latest.checkedAt > context.platform.clock.now() - CHECK_VALID_MS;
  if (!fresh || !isComplete(latest)) return checkCarrier(context, listing, 'LISTING');
  return {
    report: latest,
    federal: { reportId: latest.id, verified: await isVerified(context, listing, latest) },
  };
}

/**
 * Runs a unit that makes a listing live. Of two that try at once the unique index lets one through; the other is told
 * `carrier_already_listed`.
 */
export async function atomicallyGoLive<Result>(
  { platform }: ListingsContext,
  { id, usdot }: ListingRow,
  unit: () => Promise<Result>,
): Promise<Result> {
  const { database } = platform;
  try {
    return await database.atomically(unit);
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    const [other] = await database.select('SELECT id FROM listings WHERE liveUsdot = :usdot AND id <> :id', {
      usdot,
      id,
    });
    if (!other) throw error;
    throw listedAlready(usdot);
  }
}

export const listedAlready = (usdot: number): Problem =>
  carrierAlreadyListed(
    `Another live listing offers the carrier with USDOT ${usdot}. A company can be for sale in one listing only; where two ` +
      'claim it, the higher proof of control wins.',
  );
