/** What one reader may see of one listing: its teaser, the confidential part, the checks behind it. */
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { describeError } from '../../../platform/kernel/logger';
import type { CheckReport, DueDiligence } from '../../carriers';
import type { User } from '../../identity';
import type { AccessState } from '../access.rules';
import { type Dealings, withinScopes } from '../dealings';
import { noSuchListing } from '../listing.store';
import { listingLocked } from '../listings.problems';
import type { OpenedListing } from '../listing-page';
import type { CardRow, ListingRow, ListingValues } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import { asksAgain } from '../nda/nda-versions';
import { type ReaderMoves, readerMoves } from '../reader-moves.rules';
import { isSeller, mayReadConfidential } from '../readers.rules';
import { createFindListing, type Found } from './find-listing';
import type { ManagedListing } from './list-listings';

/** A listing with all that one reader may see of it. */
export interface ListingFile {
  listing: ListingValues;
  /** As it is stored; null where it has to be made from the listing. */
  card: CardRow | null;
  access: AccessState;
  /** Null where the reader has not unlocked it. */
  opened: OpenedListing | null;
  /** What unlocking costs this reader. */
  unlockCredits: number;
  saved: boolean;
  dealings: Dealings;
  /** What a buyer can do with it; null for everybody else. */
  readerMoves: ReaderMoves | null;
  /** Null for a reader who may not read the confidential part; the seller is the contact in it. */
  confidential: { seller: User } | null;
  /** Null for everybody but the seller and admins. */
  management: ManagedListing | null;
}

export interface ListingChecks {
  report: CheckReport;
  /** Whether the reader may see the values, which reveal the carrier. */
  showsValues: boolean;
}

export function createReadListing(context: ListingsContext) {
  const { billing, carriers, documents, identity, store, views: counter, dealings } = context;
  const find = createFindListing(context);

  /** `views`: as far as they are written down. */
  function managementOf(
    actor: UserActor | null,
    listing: ListingValues,
    views: number,
  ): ManagedListing | null {
    const party = isSeller(actor, listing) ? 'seller' : 'admin';
    if (party === 'admin' && !isAdmin(actor)) return null;
    return { listing, party, viewCount: views + counter.unwritten(listing.id) };
  }

  const stateOf = ({ status, approvalRequired }: ListingValues) => ({ status, approvalRequired });

  /** To its seller, what they ask of buyers. */
  async function unlockCreditsFor(actor: UserActor | null, listing: ListingValues): Promise<number> {
    const { unlockCredits } = listing;
    if (!actor || isSeller(actor, listing) || unlockCredits === 0) return unlockCredits;
    return (await billing.includesUnlocks(actor.userId)) ? 0 : unlockCredits;
  }

  async function fileOf(
    actor: UserActor | null,
    { access: state, card, listing, opened, saved, views, dealings: told }: Found,
  ): Promise<ListingFile> {
    // Who never unlocked a listing has made no offer on it.
    const mayDeal = opened !== null || isSeller(actor, listing);
    const reader = mayDeal ? dealings.read(actor, told) : dealings.NONE;
    const isBuyer = actor?.roles.includes('buyer') === true && listing.sellerId !== actor.userId;
    const unlockCredits = await unlockCreditsFor(actor, listing);
    return {
      listing,
      card,
      access: state,
      opened,
      unlockCredits,
      dealings: actor ? withinScopes(actor, reader) : reader,
      readerMoves: isBuyer
        ? readerMoves({
            ...stateOf(listing),
            ...{ access: state, offer: reader.offer, unlockCredits },
            asksAgain: opened !== null && asksAgain(opened),
          })
        : null,
      saved,
      confidential: mayReadConfidential(actor, listing, state, opened)
        ? { seller: await identity.getContact(listing.sellerId) }
        : null,
      management: managementOf(actor, listing, views),
    };
  }

  return {
    /** Counts the view, unless the reader manages the listing. */
    async readListing(actor: UserActor | null, id: string): Promise<ListingFile> {
      const found = await find(actor, id);
      if (!isSeller(actor, found.listing) && !isAdmin(actor)) await counter.count(id);
      return fileOf(actor, found);
    },

    /** Of a teaser that was served without being read. Waits for nothing. */
    countView(id: string): void {
      counter
        .count(id)
        .catch((error: unknown) =>
          context.platform.log.warn('views could not be written', { error: describeError(error) }),
        );
    },

    /** What belongs to a listing that its seller or an admin has just changed, which is shown as it is in their hands. */
    async completeFile(actor: UserActor, listing: ListingRow): Promise<ListingFile> {
      const page = await store.readPage(listing.id, actor.userId);
      if (!page) throw noSuchListing();
      return { ...(await fileOf(actor, { ...page, listing, access: 'NONE', opened: null })), card: null };
    },

    /** All that is known of the carrier, for whoever may read the confidential part. Throws `listing_locked` to others. */
    async readDueDiligence(actor: UserActor, id: string): Promise<DueDiligence> {
      const { listing, access: state, opened } = await find(actor, id);
      if (!mayReadConfidential(actor, listing, state, opened)) {
        throw listingLocked('The report names the carrier, which you may not see yet.');
      }
      const legalName = listing.carrier.legalName ?? undefined;
      const report = await carriers.readDueDiligence(listing.usdot, { legalName });
      const control = await carriers.controlShown(listing.sellerId, listing.usdot);
      return { ...report, control, documents: await documents.listSeen({ kind: 'listing', id }) };
    },

    /** The latest checks of the carrier. */
    async readChecks(actor: UserActor | null, id: string): Promise<ListingChecks> {
      const { listing, access: state, opened } = await find(actor, id);
      const report = await carriers.latestCheck(listing.usdot);
      if (!report) throw notFound('The carrier of this listing has not been checked yet.');
      return { report, showsValues: mayReadConfidential(actor, listing, state, opened) };
    },
  };
}
