/** What the clock does to offers: silence ends them, and a reminder goes out before. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { afterOutageSql, putOffBy } from '../../../platform/jobs/uptime';
import { REMINDER_LEAD_MS } from '../offer.rules';
import type { OffersContext } from '../offers.context';
import { offerReminder } from '../offers.events';

export function createSweepOffers({ platform, store }: OffersContext) {
  const { database, clock, events, log, uptime } = platform;

  // The reminder first: MySQL would reckon it from the end as it is by then.
  uptime.afterOutage(async (outage) => {
    const end = afterOutageSql('expiresAt');
    await database.change(
      `UPDATE offers SET remindAt = CASE WHEN remindAt IS NULL THEN NULL ELSE ${end} - ${REMINDER_LEAD_MS} END,
         expiresAt = ${end}
       WHERE status = 'PENDING' AND expiresAt > :since`,
      putOffBy(outage),
    );
  });

  const eachDue =
    (name: string, condition: string, work: (offerId: string, now: number) => Promise<void>) =>
    (signal: AbortSignal): Promise<void> => {
      const now = clock.now();
      const due = selectKeyset<{ id: string }>(database, {
        name,
        order: BY_ID,
        select: 'id',
        from: 'offers',
        where: [condition],
        values: { now },
      });
      return sweep(log, due, ({ id }) => database.atomically(() => work(id, now)), signal);
    };

  return {
    expireOffers: eachDue(
      'offers.expire',
      `status = 'PENDING' AND expiresAt <= :now`,
      async (offerId, now) => {
        const offer = await store.findLocked(offerId);
        if (offer?.status !== 'PENDING' || offer.expiresAt > now) return;
        await store.advance(offer, 'EXPIRED', null);
      },
    ),

    remindOfOffers: eachDue('offers.remind', `remindAt <= :now`, async (offerId, now) => {
      const offer = await store.findLocked(offerId);
      if (!offer?.remindAt || offer.remindAt > now) return;
      const [touched] = await store.offers.update(
        { remindAt: null },
        { where: { id: offerId, remindAt: offer.remindAt } },
      );
      // Past its end the offer needs no reminder: silence has already answered.
      if (touched === 1 && offer.expiresAt > now) {
        await events.emit(offerReminder, store.newsAbout(offer, null, null));
      }
    }),
  };
}
