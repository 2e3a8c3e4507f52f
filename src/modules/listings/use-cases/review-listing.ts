/** The way into the market: a seller submits, an admin approves or rejects. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import {
  demandSound,
  inspectCarrier,
  inspectCarrierToday,
  LEAST_CONTROL,
  onlyLiveListing,
  refuseHardStops,
} from '../carrier-gate';
import { admitContent, demandComplete } from '../content.gate';
import type { ListingRow } from '../listing.model';
import { refuseClosedMove } from '../listing.record';
import { LISTING_LIFE_MS } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingApproved, listingReinstated, listingRejected, listingSubmitted } from '../listings.events';
import { controlNotProven, listingChanged } from '../listings.problems';
import { getOwn, lockOwn } from '../own-listing';
import { payForPublication, returnCreditIfUnused } from '../publication-credit';

export function createReview(context: ListingsContext) {
  const { platform, record, carriers, audit } = context;
  const { database, clock, outbox } = platform;

  async function getForAdmin(id: string): Promise<ListingRow> {
    const listing = await record.find(id);
    if (!listing) throw notFound('There is no such listing.');
    return listing;
  }

  const tell = ({ id, sellerId, title }: ListingRow) => ({ listingId: id, sellerId, title });

  async function demandControl({ sellerId, usdot }: ListingRow): Promise<void> {
    const level = await carriers.proofOfControlLevel(sellerId, usdot);
    if (level >= LEAST_CONTROL) return;
    throw controlNotProven(
      `The seller stands at level ${level} of ${LEAST_CONTROL}: evidence of identity, registration and tax number ` +
        'has to be reviewed first.',
    );
  }

  return {
    /** DRAFT or EXPIRED → PENDING_REVIEW, for one credit. Speaks to FMCSA before its unit. */
    async submit(actor: UserActor, id: string): Promise<ListingRow> {
      const draft = await getOwn(record, actor, id);
      refuseClosedMove(draft, 'submit');
      demandComplete(draft);
      const { report, federal } = await inspectCarrier(context, draft, 'LISTING');
      refuseHardStops(report);
      return onlyLiveListing(context, draft, async () => {
        const listing = await lockOwn(record, actor, id);
        refuseClosedMove(listing, 'submit');
        if (listing.version !== draft.version) {
          throw listingChanged('It was changed while its carrier was checked. Submit it again.');
        }
        admitContent(listing, federal.carrier);
        await record.move(listing, 'submit', {
          ...federal,
          ...(await payForPublication(context, listing)),
          submittedAt: clock.now(),
        });
        await outbox.emit(listingSubmitted, tell(listing));
        await audit.record({
          actor,
          action: 'listing.submitted',
          subject: { type: 'listing', id },
          detail: { reportId: report.id, publication: listing.publication },
        });
        return listing;
      });
    },

    /** PENDING_REVIEW → ACTIVE. `version`: the one that the admin read. */
    async approve(
      actor: UserActor,
      id: string,
      { notes, version }: { notes?: string | undefined; version?: number | undefined },
    ): Promise<ListingRow> {
      const pending = await getForAdmin(id);
      refuseClosedMove(pending, 'approve');
      const { report, federal } = await inspectCarrierToday(context, pending);
      demandSound(report);
      return database.atomically(async () => {
        const listing = await record.lock(id);
        refuseClosedMove(listing, 'approve');
        if (version !== undefined && listing.version !== version) {
          throw listingChanged(
            `It is at version ${listing.version} now. Read it again before you approve it.`,
          );
        }
        await demandControl(listing);
        const now = clock.now();
        await record.move(listing, 'approve', {
          ...federal,
          publishedAt: listing.publishedAt ?? now,
          expiresAt: listing.expiresAt ?? now + LISTING_LIFE_MS,
        });
        await outbox.emit(listingApproved, tell(listing));
        await audit.record({
          actor,
          action: 'listing.approved',
          subject: { type: 'listing', id },
          ...(notes === undefined ? {} : { reason: notes }),
          detail: { reportId: report.id, version: listing.version },
        });
        return listing;
      });
    },

    /** PENDING_REVIEW → REJECTED; the credit goes back unless the listing was live on it. */
    async reject(actor: UserActor, id: string, reason: string): Promise<ListingRow> {
      return database.atomically(async () => {
        const listing = await record.lock(id);
        refuseClosedMove(listing, 'reject');
        const credit = await returnCreditIfUnused(context, listing);
        await record.move(listing, 'reject', { ...credit, statusReason: reason });
        await outbox.emit(listingRejected, { ...tell(listing), reason });
        await audit.record({ actor, action: 'listing.rejected', subject: { type: 'listing', id }, reason });
        return listing;
      });
    },

    /** SUSPENDED → ACTIVE, with record and proof of control as good as for a publication. */
    async reinstate(actor: UserActor, id: string): Promise<ListingRow> {
      const suspended = await getForAdmin(id);
      refuseClosedMove(suspended, 'reinstate');
      const { report, federal } = await inspectCarrier(context, suspended, 'LISTING');
      demandSound(report);
      return onlyLiveListing(context, suspended, async () => {
        const listing = await record.lock(id);
        refuseClosedMove(listing, 'reinstate');
        await demandControl(listing);
        await record.move(listing, 'reinstate', federal);
        await outbox.emit(listingReinstated, tell(listing));
        await audit.record({ actor, action: 'listing.reinstated', subject: { type: 'listing', id } });
        return listing;
      });
    },
  };
}
