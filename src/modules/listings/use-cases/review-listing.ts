/** A listing's way to the market: its seller submits it, an admin approves, rejects or reinstates it. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { UserActor } from '../../../platform/kernel/actor';
import { atomicallyGoLive, checkCarrier, checkCarrierIfStale } from '../carrier-check';
import {
  refuseControlLevel,
  refuseHardStops,
  refuseIncompleteChecks,
  refuseUnprovenSubmission,
} from '../carrier-check.rules';
import { refuseContent, refuseIncomplete } from '../content.rules';
import type { ListingRow } from '../listing.model';
import { expiryAfterReturn, isPublished, PUBLICATION_MS, refuseMove, refuseVersion } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import {
  listingChangeRejected,
  listingApproved,
  listingReinstated,
  listingRejected,
  listingSubmitted,
} from '../listings.events';
import { NO_PENDING_CHANGE, valuesOf } from '../pending-change.rules';
import { throwIfRefused } from '../listings.problems';
import { payForPublication, returnCreditIfUnused } from '../publication-credit';
import { refuseSoldCarrier, refuseSubmittingSold } from '../sold-companies';
import { createGiveWay } from './give-way';

/** A change of a live listing waits for its review. */
const awaitsChangeReview = ({ status, pendingChange }: ListingRow): boolean =>
  isPublished(status) && pendingChange !== null;

export function createReviewListing(context: ListingsContext) {
  const { platform, store, carriers, audit } = context;
  const { database, clock, events } = platform;
  const { lockWithRival, giveWay } = createGiveWay(context);

  const newsOf = ({ id, sellerId, title }: ListingRow) => ({ listingId: id, sellerId, title });

  const throwIfControlNotProven = async ({ sellerId, usdot }: ListingRow): Promise<void> =>
    throwIfRefused(refuseControlLevel(await carriers.proofOfControlLevel(sellerId, usdot)));

  const throwIfUnproven = async ({ sellerId, usdot }: ListingRow): Promise<number> => {
    const level = await carriers.proofOfControlLevel(sellerId, usdot);
    throwIfRefused(refuseUnprovenSubmission(level));
    return level;
  };

  /** Its carrier is watched while it is live, so the content alone is judged. */
  const approveChange = (
    actor: UserActor,
    id: string,
    { notes, version }: { notes?: string | undefined; version: number },
  ): Promise<ListingRow> =>
    database.atomically(async () => {
      const listing = await store.lock(id);
      refuseOwnThing(actor, listing.sellerId);
      throwIfRefused(refuseVersion(listing.version, version));
      if (!awaitsChangeReview(listing)) throwIfRefused(refuseMove(listing.status, 'approve'));
      const content = listing.pendingChange;
      if (!content) return listing;
      throwIfRefused(refuseContent(content, listing.carrier), refuseIncomplete(content));
      await store.change(listing, { ...valuesOf(content), ...NO_PENDING_CHANGE, statusReason: null });
      await events.emit(listingApproved, newsOf(listing));
      await audit.record({
        actor,
        action: 'listing.change_approved',
        subject: { type: 'listing', id },
        ...(notes === undefined ? {} : { reason: notes }),
        detail: { version: listing.version },
      });
      return listing;
    });

  async function rejectChange(
    actor: UserActor,
    listing: ListingRow,
    { reason, version }: { reason: string; version: number },
  ): Promise<ListingRow> {
    throwIfRefused(refuseVersion(listing.version, version));
    await store.change(listing, { ...NO_PENDING_CHANGE, statusReason: reason });
    await events.emit(listingChangeRejected, { ...newsOf(listing), reason });
    const subject = { type: 'listing', id: listing.id };
    await audit.record({ actor, action: 'listing.change_rejected', subject, reason });
    return listing;
  }

  return {
    /** DRAFT or EXPIRED → PENDING_REVIEW, for one credit. Calls FMCSA before its unit. */
    async submitListing(actor: UserActor, id: string): Promise<ListingRow> {
      const draft = await store.getAsSeller(id, actor);
      throwIfRefused(refuseMove(draft.status, 'submit'), refuseIncomplete(draft));
      await refuseSubmittingSold(context, actor, draft.usdot);
      await throwIfUnproven(draft);
      const { report, federal } = await checkCarrier(context, draft, 'LISTING');
      throwIfRefused(refuseHardStops(report));
      return atomicallyGoLive(context, draft, async () => {
        const { listing, rival } = await lockWithRival(draft, actor);
        throwIfRefused(
          refuseMove(listing.status, 'submit'),
          refuseVersion(listing.version, draft.version),
          refuseContent(listing, federal.carrier),
        );
        // Once more: the reading of the record, or a sale, may have ended the proof.
        const level = await throwIfUnproven(listing);
        if (rival) await giveWay(rival, listing, level);
        await store.advance(listing, 'submit', {
          ...federal,
          ...(await payForPublication(context, listing)),
          submittedAt: clock.now(),
        });
        // From here on nobody else's sale of it can begin; one that was over just now is seen.
        await refuseSoldCarrier(context, actor.userId, listing.usdot);
        await events.emit(listingSubmitted, newsOf(listing));
        await audit.record({
          actor,
          action: 'listing.submitted',
          subject: { type: 'listing', id },
          detail: { reportId: report.id, publication: listing.publication },
        });
        return listing;
      });
    },

    /** PENDING_REVIEW → ACTIVE; of a live listing the change that waits takes effect. `version`: the one that the admin has read. */
    async approveListing(
      actor: UserActor,
      id: string,
      { notes, version }: { notes?: string | undefined; version: number },
    ): Promise<ListingRow> {
      const pending = await store.get(id);
      refuseOwnThing(actor, pending.sellerId);
      if (awaitsChangeReview(pending)) return approveChange(actor, id, { notes, version });
      throwIfRefused(refuseMove(pending.status, 'approve'));
      const { report, federal } = await checkCarrierIfStale(context, pending);
      throwIfRefused(refuseHardStops(report), refuseIncompleteChecks(report));
      return database.atomically(async () => {
        const listing = await store.lock(id);
        throwIfRefused(refuseMove(listing.status, 'approve'), refuseVersion(listing.version, version));
        await throwIfControlNotProven(listing);
        await refuseSoldCarrier(context, listing.sellerId, listing.usdot);
        const now = clock.now();
        await store.advance(listing, 'approve', {
          ...federal,
          publishedAt: listing.publishedAt ?? now,
          expiresAt: listing.expiresAt ?? now + PUBLICATION_MS,
        });
        await events.emit(listingApproved, newsOf(listing));
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

    /** PENDING_REVIEW → REJECTED; of a live listing the change that waits is dropped. The credit goes back unless the listing was live on it. */
    async rejectListing(
      actor: UserActor,
      id: string,
      { reason, version }: { reason: string; version: number },
    ): Promise<ListingRow> {
      return database.atomically(async () => {
        const listing = await store.lock(id);
        refuseOwnThing(actor, listing.sellerId);
        if (awaitsChangeReview(listing)) return rejectChange(actor, listing, { reason, version });
        throwIfRefused(refuseMove(listing.status, 'reject'), refuseVersion(listing.version, version));
        const credit = await returnCreditIfUnused(context, listing);
        await store.advance(listing, 'reject', { ...credit, statusReason: reason });
        await events.emit(listingRejected, { ...newsOf(listing), reason });
        await audit.record({ actor, action: 'listing.rejected', subject: { type: 'listing', id }, reason });
        return listing;
      });
    },

    /** SUSPENDED → ACTIVE, or PAUSED as it was before, under the conditions of a publication. `version`: the one that the admin has read, if it was named. */
    async reinstateListing(actor: UserActor, id: string, version?: number): Promise<ListingRow> {
      const suspended = await store.get(id);
      refuseOwnThing(actor, suspended.sellerId);
      throwIfRefused(refuseMove(suspended.status, 'reinstate'));
      await refuseSoldCarrier(context, suspended.sellerId, suspended.usdot);
      const { report, federal } = await checkCarrier(context, suspended, 'LISTING');
      throwIfRefused(refuseHardStops(report), refuseIncompleteChecks(report));
      return atomicallyGoLive(context, suspended, async () => {
        const listing = await store.lock(id);
        throwIfRefused(refuseMove(listing.status, 'reinstate'));
        if (version !== undefined) throwIfRefused(refuseVersion(listing.version, version));
        await throwIfControlNotProven(listing);
        const expiresAt = expiryAfterReturn(listing.expiresAt, 0, clock.now());
        const comesBack = { comesBackPaused: false, expiresAt, expiryRemindedAt: null };
        await store.advance(listing, 'reinstate', { ...federal, ...comesBack });
        await refuseSoldCarrier(context, listing.sellerId, listing.usdot);
        await events.emit(listingReinstated, newsOf(listing));
        await audit.record({ actor, action: 'listing.reinstated', subject: { type: 'listing', id } });
        return listing;
      });
    },
  };
}
