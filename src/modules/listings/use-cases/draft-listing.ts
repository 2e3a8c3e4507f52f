/** Writing a listing: begin a draft, change it, throw it away. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { carrierPartOf } from '../carrier-part.rules';
import { admitContent, demandComplete } from '../content.gate';
import { type Content, needsReview } from '../content.rules';
import type { ListingRow } from '../listing.model';
import { EDITABLE } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingSubmitted } from '../listings.events';
import { listingChanged, listingStateForbids } from '../listings.problems';
import type { ChangedListing, NewListing } from '../listings.schema';
import { lockOwn } from '../own-listing';
import { createWithdrawal } from './run-listing';

export function createDrafting(context: ListingsContext) {
  const { platform, record, carriers, premiumRequests, audit } = context;
  const { database, clock, outbox } = platform;
  const withdraw = createWithdrawal(context);

  return {
    /** Speaks to FMCSA before it writes. Throws `carrier_not_found`, `fmcsa_unavailable` and what content may break. */
    async create(actor: UserActor, { usdot, ...content }: NewListing): Promise<ListingRow> {
      const profile = await carriers.getProfile(usdot);
      const carrier = carrierPartOf(profile, carriers.explainRisk(profile).score);
      admitContent(content, carrier);
      return database.atomically(async () => {
        const listing = await record.add({
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
    },

    /** A published listing goes back to a reviewer when what was reviewed changes; a rejected one becomes a draft. */
    async change(actor: UserActor, id: string, { version, ...changes }: ChangedListing): Promise<ListingRow> {
      return database.atomically(async () => {
        const listing = await lockOwn(record, actor, id);
        if (!EDITABLE.includes(listing.status)) {
          throw listingStateForbids(`A listing that is ${listing.status} cannot be changed.`);
        }
        if (listing.version !== version) {
          throw listingChanged(
            `It is at version ${listing.version} now. Read it again before you change it.`,
          );
        }
        const before = contentOf(listing);
        const after: Content = { ...before, ...changes };
        admitContent(after, listing.carrier);
        const values = { ...after, askingPriceCents: after.deal?.askingPriceCents ?? null };
        const published = listing.status === 'ACTIVE' || listing.status === 'PAUSED';
        if (published || listing.status === 'PENDING_REVIEW') demandComplete(after);
        if (listing.status === 'REJECTED') await record.move(listing, 'redraft', values);
        else if (published && needsReview(before, after)) {
          await record.move(listing, 'revise', { ...values, submittedAt: clock.now() });
          const { sellerId, title } = listing;
          await outbox.emit(listingSubmitted, { listingId: id, sellerId, title });
        } else await record.change(listing, values);
        await audit.record({
          actor,
          action: 'listing.changed',
          subject: { type: 'listing', id },
          detail: {
            groups: Object.keys(changes),
            formerPriceCents: before.deal?.askingPriceCents ?? null,
            priceCents: values.askingPriceCents,
            status: listing.status,
          },
        });
        return listing;
      });
    },

    /** Removes a draft that nobody else has seen; what was submitted, or asked for to be premium, is withdrawn. */
    async discard(actor: UserActor, id: string): Promise<void> {
      await database.atomically(async () => {
        const listing = await lockOwn(record, actor, id);
        const asked = (await premiumRequests.count({ where: { listingId: id } })) > 0;
        if (listing.status !== 'DRAFT' || listing.publication > 0 || asked) {
          await withdraw(actor, id);
          return;
        }
        await record.remove(listing);
        await audit.record({ actor, action: 'listing.discarded', subject: { type: 'listing', id } });
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
});
