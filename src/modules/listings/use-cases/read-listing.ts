/** What one reader sees of one listing: its teaser, the confidential part, the checks behind it. */
import type { z } from 'zod';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { type AccessState, accessState } from '../access.rules';
import type { ChecksView, ListingView } from '../listing-views.schema';
import type { ListingRow } from '../listing.model';
import { isSeller, mayFind, mayReadConfidential } from '../listing.readers.rules';
import { viewCardOf, viewChecks, viewConfidential, viewDesk } from '../listing.view';
import type { ListingsContext } from '../listings.context';

type View = z.output<typeof ListingView>;

interface Reading {
  listing: ListingRow;
  access: AccessState;
}

export function createReading({ platform, record, access, carriers, identity, views }: ListingsContext) {
  const { database, clock } = platform;

  /** Throws `not_found` alike for what does not exist and for what the reader may not find. */
  async function read(actor: UserActor | null, id: string): Promise<Reading> {
    const listing = await record.find(id);
    const opened = actor && (await access.findOne({ where: { listingId: id, buyerId: actor.userId } }));
    const state = listing && actor ? accessState(listing, opened, actor.userId) : 'NONE';
    if (!listing || !mayFind(actor, listing, state)) throw notFound('There is no such listing.');
    return { listing, access: state };
  }

  async function contactOf({ sellerId }: ListingRow) {
    const seller = await identity.getUser(sellerId);
    return { name: `${seller.firstName} ${seller.lastName}`, email: seller.email, phone: seller.phone };
  }

  async function isSaved(actor: UserActor | null, listingId: string): Promise<boolean> {
    if (!actor) return false;
    const rows = await database.select(
      'SELECT savedAt FROM saved_listings WHERE userId = :userId AND listingId = :listingId',
      { userId: actor.userId, listingId },
    );
    return rows.length > 0;
  }

  async function view(actor: UserActor | null, reading: Reading): Promise<View> {
    const { listing } = reading;
    const atDesk = isSeller(actor, listing) || isAdmin(actor);
    const open = mayReadConfidential(actor, listing, reading.access);
    const party = isSeller(actor, listing) ? 'seller' : 'admin';
    return {
      ...viewCardOf(listing, clock.now()),
      summary: listing.summary,
      approvalRequired: listing.approvalRequired,
      access: reading.access,
      saved: await isSaved(actor, listing.id),
      confidential: open ? viewConfidential(listing, await contactOf(listing)) : null,
      desk: atDesk
        ? viewDesk(listing, party, (await views.viewsOf([listing.id])).get(listing.id) ?? 0)
        : null,
    };
  }

  return {
    async readListing(actor: UserActor | null, id: string): Promise<View> {
      const reading = await read(actor, id);
      if (!isSeller(actor, reading.listing) && !isAdmin(actor)) await views.count(id);
      return view(actor, reading);
    },

    /** The view that its seller or an admin gets back after changing it. */
    present: (actor: UserActor, listing: ListingRow): Promise<View> =>
      view(actor, { listing, access: 'NONE' }),

    /** The latest checks of the carrier. Who has not unlocked the listing reads verdicts, not the values behind them. */
    async readChecks(actor: UserActor | null, id: string): Promise<z.output<typeof ChecksView>> {
      const { listing, access: state } = await read(actor, id);
      const report = await carriers.latestCheck(listing.usdot);
      if (!report) throw notFound('The carrier of this listing has not been checked yet.');
      const open = mayReadConfidential(actor, listing, state);
      return viewChecks(report, open);
    },
  };
}
