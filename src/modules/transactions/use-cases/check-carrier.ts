/** Asks FMCSA about the carrier of a deal, before an acceptance binds and before money is released. */
import { Problem } from '../../../platform/http/problem';
import { type CheckReport, fmcsaUnavailable, hardStopsInWords } from '../../carriers';
import { asksForCarrier, CARRIER_CHECK_LIFE_MS } from '../process/guards/carrier.rules';
import type { Split } from '../process/facts';
import type { MoveName } from '../process/process';
import { processOf } from '../process/processes';
import { fmcsaAnswered } from '../read-facts';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { carrierHardStop, carrierUnchecked } from '../transactions.problems';

export type CheckCarrier = ReturnType<typeof createCheckCarrier>;

export function createCheckCarrier({ platform, models, carriers, listings }: TransactionsContext) {
  const { clock } = platform;

  async function check(
    listingId: string,
    usdot: number,
    purpose: 'ACCEPTANCE' | 'RELEASE',
    signal?: AbortSignal,
  ) {
    const listing = await listings.findListing(listingId);
    const legalName = listing?.carrier.legalName ?? null;
    return carriers.check(usdot, legalName === null ? {} : { legalName }, purpose, signal);
  }

  const isFresh = (report: CheckReport): boolean =>
    fmcsaAnswered(report) && clock.now() - report.checkedAt <= CARRIER_CHECK_LIFE_MS;

  /**
   * Sees to it that a deal about to be cleared or paid out has a check of the last 24 hours. Speaks to FMCSA as well;
   * where it is silent, the guards of the move find no fresh check and say so. `move`: the one that is tried; otherwise
   * that of silence. A job gives its `signal` and waits longer.
   */
  async function forRelease(transactionId: string, move?: MoveName, signal?: AbortSignal): Promise<void> {
    const row = await models.transactions.findByPk(transactionId);
    if (!row || !asksForCarrier(row.state, move ?? silenceOf(row))) return;
    const latest = await carriers.currentCheck(row.usdot);
    if (latest && isFresh(latest)) return;
    await check(row.listingId, row.usdot, 'RELEASE', signal).catch((error: unknown) => {
      if (!(error instanceof Problem && error.kind === fmcsaUnavailable)) throw error;
    });
  }

  return {
    /**
     * The check on which an acceptance may rest: a new one or, where FMCSA is silent, one of the last 24 hours. Speaks
     * to FMCSA, so never inside a unit. Throws `carrier_hard_stop`, `carrier_unchecked`.
     */
    async forAcceptance(listingId: string, usdot: number): Promise<CheckReport> {
      const before = await carriers.currentCheck(usdot);
      const report = await check(listingId, usdot, 'ACCEPTANCE').catch((error: unknown) => {
        if (error instanceof Problem && error.kind === fmcsaUnavailable) return before;
        throw error;
      });
      for (const known of [report, before]) {
        if (!known) continue;
        refuseHardStops(known);
        if (isFresh(known)) return known;
      }
      throw carrierUnchecked('FMCSA does not answer just now. Try again later: nothing was accepted.', {
        retryAfterSeconds: 60,
      });
    },

    forRelease,

    /** The same where somebody divides the money of a deal and the seller gets something of it. */
    async forSplit(transactionId: string, move: MoveName, split: Split | undefined): Promise<void> {
      if (split && split.sellerCents > 0) await forRelease(transactionId, move);
    },
  };
}

const silenceOf = ({ wait, processVersion }: Transaction): MoveName | undefined =>
  wait === null ? undefined : processOf(processVersion).waits[wait].silence;

function refuseHardStops(report: CheckReport): void {
  const stops = hardStopsInWords(report);
  if (stops.length > 0) throw carrierHardStop(stops.join('; '));
}
