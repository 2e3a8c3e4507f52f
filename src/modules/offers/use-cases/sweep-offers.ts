/** What the clock does to offers: silence ends them, and a reminder goes out before. */
import { describeError } from '../../../platform/kernel/logger';
import type { Platform } from '../../../platform/platform';
import type { OfferRecord } from '../offer-record';
import { offerReminder } from '../offers.events';

const BATCH = 200;

export function createSweepOffers({ database, clock, outbox, log }: Platform, record: OfferRecord) {
  /** Every row in its own unit; one that fails is left for the next sweep and holds up no other. */
  async function eachDue(
    condition: string,
    handle: (offerId: string, now: number) => Promise<void>,
  ): Promise<void> {
    const now = clock.now();
    for (let after = ''; ;) {
      const due = await database.select<{ id: string }>(
        `SELECT id FROM offers WHERE ${condition} AND id > :after ORDER BY id LIMIT ${BATCH}`,
        { now, after },
      );
      for (const { id } of due) {
        try {
          await database.atomically(() => handle(id, now));
        } catch (error) {
          log.error('offer could not be swept', { offerId: id, error: describeError(error) });
        }
      }
      if (due.length < BATCH) return;
      after = due.at(-1)?.id ?? after;
    }
  }

  return {
    expireOffers: () =>
      eachDue(`status = 'PENDING' AND expiresAt <= :now`, async (offerId, now) => {
        const offer = await record.findLocked(offerId);
        if (offer?.status !== 'PENDING' || offer.expiresAt > now) return;
        await record.advance(offer, 'EXPIRED', null);
      }),

    remindOfOffers: () =>
      eachDue(`remindAt <= :now`, async (offerId, now) => {
        const offer = await record.findLocked(offerId);
        if (!offer?.remindAt || offer.remindAt > now) return;
        const [touched] = await record.offers.update(
          { remindAt: null },
          { where: { id: offerId, remindAt: offer.remindAt } },
        );
        // Past its end the offer needs no reminder: silence has already answered.
        if (touched === 1 && offer.expiresAt > now) {
          await outbox.emit(offerReminder, record.newsAbout(offer, null, null));
        }
      }),
  };
}
