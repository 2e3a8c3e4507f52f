/** Stands between a carrier and the market: its checks, its proof of control, and one live listing at a time. */
import { UniqueConstraintError } from 'sequelize';
import { DAY_MS } from '../../platform/kernel/clock';
import type { CheckLine, CheckReport } from '../carriers';
import { carrierPartOf } from './carrier-part.rules';
import type { ListingRow } from './listing.model';
import type { ListingsContext } from './listings.context';
import { carrierAlreadyListed, carrierHardStop, carrierUndecided } from './listings.problems';

/** How old the checks may be that a publication rests on. */
export const CHECK_LIFE_MS = DAY_MS;

/** The least level of proof of control that a publication needs: evidence reviewed by an admin. */
export const LEAST_CONTROL = 2;

/** What the federal record changes in the row. */
export type FederalPart = Pick<ListingRow, 'carrier' | 'reportId' | 'verified'>;

/** Checks the carrier now and reads its record. Speaks to FMCSA: never inside a unit. Throws `fmcsa_unavailable`. */
export async function inspectCarrier(
  { carriers }: ListingsContext,
  listing: ListingRow,
  purpose: 'LISTING' | 'WATCH',
): Promise<{ report: CheckReport; federal: FederalPart }> {
  const { usdot, carrier } = listing;
  const declared = carrier.legalName === null ? {} : { legalName: carrier.legalName };
  const report = await carriers.check(usdot, declared, purpose);
  const found = await carriers.lookUp(usdot);
  return {
    report,
    federal: {
      carrier: found.status === 'found' ? carrierPartOf(found.profile, report.risk.score) : carrier,
      reportId: report.id,
      verified: report.outcome === 'PASS',
    },
  };
}

/** The same, content with a report of the last 24 hours that decides everything. */
export async function inspectCarrierToday(
  context: ListingsContext,
  listing: ListingRow,
): Promise<{ report: CheckReport; federal: Partial<FederalPart> }> {
  const latest = await context.carriers.latestCheck(listing.usdot);
  const fresh = latest && latest.checkedAt > context.platform.clock.now() - CHECK_LIFE_MS;
  if (!fresh || undecided(latest).length > 0) return inspectCarrier(context, listing, 'LISTING');
  return { report: latest, federal: { reportId: latest.id, verified: latest.outcome === 'PASS' } };
}

const stopping = (report: CheckReport): CheckLine[] =>
  report.checks.filter(({ id }) => report.hardStops.includes(id));

/** What could stop the carrier and was not answered. */
const undecided = (report: CheckReport): CheckLine[] =>
  report.checks.filter(({ hardStop, verdict }) => hardStop && verdict === 'UNKNOWN');

const inWords = ({ title, value, rule }: CheckLine): string =>
  `${title}: FMCSA record shows ${value ?? 'nothing'}. ${rule}`;

/** A sentence for each check that stops the carrier. */
export const stopsOf = (report: CheckReport): string[] => stopping(report).map(inWords);

const naming = (lines: CheckLine[]) => ({
  errors: lines.map((line) => ({ field: `carrier.${line.id}`, message: inWords(line) })),
});

/** Throws `carrier_hard_stop` with each of them. */
export function refuseHardStops(report: CheckReport): void {
  const lines = stopping(report);
  if (lines.length > 0) throw carrierHardStop(lines.map(inWords).join(' '), naming(lines));
}

/** Throws `carrier_hard_stop`, or `carrier_undecided`: what is not known never counts as passed. */
export function demandSound(report: CheckReport): void {
  refuseHardStops(report);
  const lines = undecided(report);
  if (lines.length === 0) return;
  throw carrierUndecided(
    'Not every check that may stop a carrier could be answered. Try again later.',
    naming(lines),
  );
}

/**
 * Runs a unit that makes a listing live. The unique index decides between two that try at once; its refusal becomes
 * `carrier_already_listed`.
 */
export async function onlyLiveListing<Result>(
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
    throw carrierAlreadyListed(
      `USDOT ${usdot} is offered in another listing that is live. One company is for sale once at a time.`,
    );
  }
}
