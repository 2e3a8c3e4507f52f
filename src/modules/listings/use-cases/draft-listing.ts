/** A seller writes a listing: creates a draft, edits it, deletes it. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { listedCarrierOf } from '../listed-carrier.rules';
import { type Content, refuseContent, refuseIncomplete } from '../content.rules';
import type { ListingRow } from '../listing.model';
import { isOpen, isPublished, refuseEdit, refuseVersion, type Removal } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingSubmitted } from '../listings.events';
import { throwIfRefused } from '../listings.problems';
import type { ChangedListing, NewListing } from '../listings.schema';
import { NO_PENDING_CHANGE, planChange, valuesOf } from '../pending-change.rules';
import { createWithdrawListing } from './withdraw-listing';

export function createDraftListing(context: ListingsContext) {
  const { platform, store, carriers, premium, audit } = context;
  const { database, clock, events } = platform;
  const withdraw = createWithdrawListing(context);

  /**
   * Asks FMCSA, and answers what writes the draft. Throws `carrier_not_found`, `fmcsa_unavailable` and what content is
   * refused for.
   */
  async function prepareDraft({ usdot, ...content }: NewListing) {
    const profile = await carriers.getProfile(usdot);
    const carrier = listedCarrierOf(profile, carriers.explainRisk(profile).score);
    throwIfRefused(refuseContent(content, carrier));
    return (actor: UserActor): Promise<ListingRow> =>
      database.atomically(async () => {
        const listing = await store.add({
          ...newRow(clock.now()),
          ...content,
          id: newId(),
          sellerId: actor.userId,
          usdot,
          carrier,
          askingPriceCents: content.deal?.askingPriceCents ?? null,
        });
        await audit.record({
          actor,
          action: 'listing.drafted',
          subject: { type: 'listing', id: listing.id },
          detail: { usdot },
        });
        return listing;
      });
  }

  return {
    prepareDraft,

    async createListing(actor: UserActor, content: NewListing): Promise<ListingRow> {
      const write = await prepareDraft(content);
      return write(actor);
    },

    /** Of a published listing a change of what was reviewed waits for its review; a rejected or withdrawn one becomes a draft. */
    async changeListing(
      actor: UserActor,
      id: string,
      { version, ...changes }: ChangedListing,
    ): Promise<ListingRow> {
      return database.atomically(async () => {
        const listing = await store.lockAsSeller(id, actor);
        throwIfRefused(refuseEdit(listing.status), refuseVersion(listing.version, version));
        const before = contentOf(listing);
        const published = isPublished(listing.status);
        const { live, pending } = published
          ? planChange({ live: before, pending: listing.pendingChange }, changes)
          : { live: { ...before, ...changes }, pending: null };
        const after: Content = pending ?? live;
        for (const content of new Set([live, after])) {
          throwIfRefused(refuseContent(content, listing.carrier));
          if (published || listing.status === 'PENDING_REVIEW') throwIfRefused(refuseIncomplete(content));
        }
        const values = valuesOf(live);
        if (isOpen(listing.status, 'redraft')) await store.advance(listing, 'redraft', values);
        else {
          const waits = { pendingChange: pending, changeSubmittedAt: clock.now(), submittedAt: clock.now() };
          await store.change(listing, { ...values, ...(pending ? waits : NO_PENDING_CHANGE) });
          const { sellerId, title } = listing;
          if (pending) await events.emit(listingSubmitted, { listingId: id, sellerId, title });
        }
        await audit.record({
          actor,
          action: 'listing.changed',
          subject: { type: 'listing', id },
          detail: {
            groups: Object.keys(changes),
            formerPriceCents: before.deal?.askingPriceCents ?? null,
            priceCents: after.deal?.askingPriceCents ?? null,
            awaitsReview: pending !== null,
            status: listing.status,
          },
        });
        return listing;
      });
    },

    /** Deletes a draft that nobody else has seen; one that was submitted, or has a premium request, is withdrawn. */
    async deleteListing(actor: UserActor, id: string): Promise<Removal> {
      return database.atomically(async () => {
        const listing = await store.lockAsSeller(id, actor);
        const premiumRequested = (await premium.requests.count({ where: { listingId: id } })) > 0;
        if (listing.status !== 'DRAFT' || listing.publication > 0 || premiumRequested) {
          await withdraw(actor, id);
          return 'WITHDRAWN';
        }
        await store.remove(listing);
        await audit.record({ actor, action: 'listing.deleted', subject: { type: 'listing', id } });
        return 'DELETED';
      });
    },
  };
}

const newRow = (now: number) => ({
  liveUsdot: null,
  status: 'DRAFT' as const,
  statusReason: null,
  version: 1,
  reportId: null,
  verified: false,
  premium: false,
  publication: 0,
  publicationPaid: false,
  buyerId: null,
  createdAt: now,
  updatedAt: now,
  submittedAt: null,
  publishedAt: null,
  expiresAt: null,
});

const contentOf = (listing: ListingRow): Content => ({
  title: listing.title,
  summary: listing.summary,
  description: listing.description,
  deal: listing.deal,
  operation: listing.operation,
  platformStanding: listing.platformStanding,
  finance: listing.finance,
  approvalRequired: listing.approvalRequired,
  unlockCredits: listing.unlockCredits,
});
