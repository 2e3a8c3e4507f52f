/** Watches the carriers of published listings: the federal record every day, proof of control at once. */
import { z } from 'zod';
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { Problem } from '../../../platform/http/problem';
import { systemActor } from '../../../platform/kernel/actor';
import { DAY_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import { hardStopsInWords, isRespelled, proofOfControlChanged } from '../../carriers';
import { checkCarrier, CONTROL_LOST, reasonOfStops } from '../carrier-check';
import { LEAST_CONTROL_LEVEL } from '../carrier-check.rules';
import type { ListingRow } from '../listing.model';
import { WATCHED } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { carrierRespelled, reservedCarrierStopped } from '../listings.events';
import { findSaleToOther, SOLD_TO_OTHER } from '../sold-companies';
import { createSuspendListing } from './suspend-listing';

const JOB = 'listings.recheck_carrier';
/** A portion is what is read at once: the round of a large market is spread over the day. */
const PORTION_EVERY_MS = 5 * MINUTE_MS;
const Payload = z.object({ listingId: z.string() });

/** One job for each listing, so that a slow FMCSA or a crash costs one check and not all of the day's. */
export const createDailyRound =
  ({ database, clock, queue }: Pick<Platform, 'database' | 'clock' | 'queue'>) =>
  async (): Promise<void> => {
    const day = Math.floor(clock.now() / DAY_MS);
    const watched = selectKeyset<{ id: string }>(database, {
      name: 'listings.watched',
      order: BY_ID,
      select: 'id',
      from: 'listings',
      where: ['status IN (:watched)'],
      values: { watched: [...WATCHED] },
    });
    const now = clock.now();
    let portion = 0;
    for await (const rows of walk(watched)) {
      const runAt = now + ((portion * PORTION_EVERY_MS) % DAY_MS);
      await queue.enqueueAll(
        rows.map(({ id }) => ({
          ...{ kind: JOB, payload: { listingId: id }, runAt, onceKey: `${JOB}:${id}:${day}` },
        })),
      );
      portion += 1;
    }
  };

const PAPER_FELL = 'A paper that the seller proved control by does not hold any more';

export function watchCarriers(context: ListingsContext): void {
  const { platform, store, carriers, audit } = context;
  const { database, log, events, queue, scheduler } = platform;
  const actor = systemActor('listings.carrier-watch');
  const suspend = createSuspendListing(context);

  /** Another spelling is no other company: an admin looks at it, and the listing stays. */
  async function tellIfRespelled(listing: ListingRow, after: string | null): Promise<void> {
    const { id, sellerId, title, usdot, carrier } = listing;
    const before = carrier.legalName;
    if (before === null || after === null || !isRespelled(before, after)) return;
    await events.emit(carrierRespelled, { listingId: id, sellerId, title, usdot, before, after });
  }

  /** The mark says that the company is in the hands of its seller, also while it is reserved or not shown. */
  async function unverify(sellerId: string, usdot: number): Promise<void> {
    const marked = await database.select<{ id: string }>(
      "SELECT id FROM listings WHERE usdot = :usdot AND sellerId = :sellerId AND verified = 1 AND status <> 'SOLD' ORDER BY id",
      { usdot, sellerId },
    );
    for (const { id } of marked) await store.refresh(await store.lock(id), { verified: false });
  }

  /** A deal does not go on as if nothing had happened: it is put on hold, and administrators look at it. */
  async function stopReserved(sellerId: string, usdot: number): Promise<void> {
    const live = await store.findLive(usdot);
    if (live?.sellerId !== sellerId || live.status !== 'RESERVED') return;
    const { id: listingId, title, buyerId } = live;
    await events.emit(reservedCarrierStopped, {
      ...{ listingId, sellerId, title, buyerId: buyerId ?? '', usdot },
      ...{ hardStops: ['control'], stops: [PAPER_FELL] },
    });
    await audit.record({
      actor,
      action: 'listing.reserved_carrier_stopped',
      subject: { type: 'listing', id: listingId },
      reason: PAPER_FELL,
    });
  }

  async function recheck(listingId: string, signal: AbortSignal): Promise<void> {
    const watched = await store.find(listingId);
    if (!watched || !WATCHED.includes(watched.status)) return;
    const { report, federal } = await checkCarrier(context, watched, 'WATCH', signal);
    await database.atomically(async () => {
      const listing = await store.lock(listingId);
      if (!WATCHED.includes(listing.status)) return;
      // An unanswered check does not undo an earlier answer.
      const verified = report.outcome === 'UNKNOWN' ? listing.verified : federal.verified;
      await tellIfRespelled(listing, federal.carrier.legalName);
      await store.refresh(listing, { ...federal, verified });
      const stopped = report.hardStops.length > 0;
      if (listing.status !== 'RESERVED') {
        const control = await carriers.proofOfControlLevel(listing.sellerId, listing.usdot);
        if (stopped) await suspend(listingId, reasonOfStops(report), actor);
        else if (control < LEAST_CONTROL_LEVEL) await suspend(listingId, CONTROL_LOST, actor);
        else if (await findSaleToOther(context, listing.sellerId, listing.usdot))
          await suspend(listingId, SOLD_TO_OTHER, actor);
        return;
      }
      if (!stopped) return;
      const { sellerId, title, buyerId, usdot } = listing;
      await events.emit(reservedCarrierStopped, {
        listingId,
        sellerId,
        title,
        buyerId: buyerId ?? '',
        usdot,
        hardStops: report.hardStops,
        stops: hardStopsInWords(report),
      });
      await audit.record({
        actor,
        action: 'listing.reserved_carrier_stopped',
        subject: { type: 'listing', id: listingId },
        reason: reasonOfStops(report),
      });
    });
  }

  // News may be late: what holds now decides, not what held then.
  events.on(proofOfControlChanged, 'listings', { runs: 'unit' }, async ({ userId, usdot, cause }) => {
    if ((await carriers.proofOfControlLevel(userId, usdot)) >= LEAST_CONTROL_LEVEL) return;
    await unverify(userId, usdot);
    const shown = await database.select<{ id: string }>(
      "SELECT id FROM listings WHERE liveUsdot = :usdot AND sellerId = :userId AND status IN ('ACTIVE', 'PAUSED')",
      { usdot, userId },
    );
    for (const { id } of shown) await suspend(id, CONTROL_LOST, actor);
    // What an administrator does to a proof they see for themselves; this came by itself.
    if (cause === 'PAPER_FELL') await stopReserved(userId, usdot);
  });
  queue.handle(JOB, { lane: 'outside', runs: 'outside' }, async (payload, { signal }) => {
    const { listingId } = Payload.parse(payload);
    try {
      await recheck(listingId, signal);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log.warn('could not check the carrier of a listing, trying again tomorrow', {
        listingId,
        problem: error.code,
      });
    }
  });
  scheduler.every('listings.recheck_carriers', DAY_MS, createDailyRound(platform));
}
