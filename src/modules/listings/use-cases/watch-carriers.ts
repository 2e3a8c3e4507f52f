/** Watches over the carriers of published listings: their federal record every day, their proof of control at once. */
import { z } from 'zod';
import { Problem } from '../../../platform/http/problem';
import { systemActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import { type CheckReport, proofOfControlChanged } from '../../carriers';
import { inspectCarrier, LEAST_CONTROL, stopsOf } from '../carrier-gate';
import { WATCHED } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { reservedCarrierStopped } from '../listings.events';
import { createSuspension } from './suspend-listing';

const JOB = 'listings.recheck_carrier';
const BATCH = 500;
const REASON_LENGTH = 2_000;
const CONTROL_LOST = 'The seller no longer proves control of the carrier.';
const Payload = z.object({ listingId: z.string() });

export function watchCarriers(context: ListingsContext): void {
  const { platform, record, carriers, audit } = context;
  const { database, clock, log, outbox, queue, scheduler } = platform;
  const actor = systemActor('listings.carrier-watch');
  const suspend = createSuspension(context);

  /** A job for each listing, so that a slow FMCSA or a crash costs one look and not the day's round. */
  async function beginRound(): Promise<void> {
    const day = Math.floor(clock.now() / DAY_MS);
    for (let after = '', more = true; more;) {
      const rows = await database.select<{ id: string }>(
        `SELECT id FROM listings WHERE status IN (:watched) AND id > :after ORDER BY id LIMIT ${BATCH}`,
        { watched: [...WATCHED], after },
      );
      for (const { id } of rows)
        await queue.enqueue(JOB, { listingId: id }, { onceKey: `${JOB}:${id}:${day}` });
      after = rows.at(-1)?.id ?? '';
      more = rows.length === BATCH;
    }
  }

  async function recheck(listingId: string): Promise<void> {
    const watched = await record.find(listingId);
    if (!watched || !WATCHED.includes(watched.status)) return;
    const { report, federal } = await inspectCarrier(context, watched, 'WATCH');
    await database.atomically(async () => {
      const listing = await record.lock(listingId);
      if (!WATCHED.includes(listing.status)) return;
      // What could not be answered takes nothing away that was answered before.
      const verified = report.outcome === 'UNKNOWN' ? listing.verified : federal.verified;
      await record.refresh(listing, { ...federal, verified });
      const stopped = report.hardStops.length > 0;
      if (listing.status !== 'RESERVED') {
        const control = await carriers.proofOfControlLevel(listing.sellerId, listing.usdot);
        if (stopped) await suspend(listingId, reasonOf(report), actor);
        else if (control < LEAST_CONTROL) await suspend(listingId, CONTROL_LOST, actor);
        return;
      }
      if (!stopped) return;
      const { sellerId, title, buyerId, usdot } = listing;
      await outbox.emit(reservedCarrierStopped, {
        listingId,
        sellerId,
        title,
        buyerId: buyerId ?? '',
        usdot,
        hardStops: report.hardStops,
      });
      await audit.record({
        actor,
        action: 'listing.reserved_carrier_stopped',
        subject: { type: 'listing', id: listingId },
        reason: reasonOf(report),
      });
    });
  }

  outbox.on(proofOfControlChanged, 'listings', { runs: 'unit' }, async ({ userId, usdot, level }) => {
    if (level >= LEAST_CONTROL) return;
    const shown = await database.select<{ id: string }>(
      "SELECT id FROM listings WHERE liveUsdot = :usdot AND sellerId = :userId AND status IN ('ACTIVE', 'PAUSED')",
      { usdot, userId },
    );
    for (const { id } of shown) await suspend(id, CONTROL_LOST, actor);
  });
  queue.handle(JOB, { runs: 'outside' }, async (payload) => {
    const { listingId } = Payload.parse(payload);
    try {
      await recheck(listingId);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log.warn('carrier of a listing could not be checked, tomorrow again', {
        listingId,
        problem: error.code,
      });
    }
  });
  scheduler.every('listings.recheck_carriers', DAY_MS, beginRound);
}

const reasonOf = (report: CheckReport): string =>
  `The federal record stops the carrier. ${stopsOf(report).join(' ')}`.slice(0, REASON_LENGTH);
