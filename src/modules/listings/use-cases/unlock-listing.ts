/** A buyer unlocks the confidential part of a listing: its price, once, under the current confidentiality terms. */
import type { UserActor } from '../../../platform/kernel/actor';
import { accessState, isOpenToBackups, unlockKey } from '../access.rules';
import type { AccessRow, ListingRow } from '../listing.model';
import { noSuchListing } from '../listing.store';
import type { ListingsContext } from '../listings.context';
import { fullName, refuseOtherName } from '../../identity';
import type { NdaSignature } from '../access.store';
import { accessRequested, listingUnlocked, ndaAccepted } from '../listings.events';
import { listingNotActive, ndaOutdated, ownListing, unlockCostsMore } from '../listings.problems';
import type { NdaAcceptance } from '../nda/acceptance.model';
import { asksAgain, currentNda } from '../nda/nda-versions';
import { mayFind } from '../readers.rules';

export interface Unlocked {
  listing: ListingRow;
  opened: AccessRow;
}

/** How the buyer accepts the terms: which version, by which typed name, from which network address, at which price. */
export interface Acceptance {
  ndaVersion: string;
  typedName: string;
  address: string;
  /** What it costs as the buyer has read it; undefined: whatever it may cost. */
  unlockCredits?: number | undefined;
}

export function createUnlockListing({
  platform,
  store,
  access,
  billing,
  identity,
  verification,
  audit,
}: ListingsContext) {
  const { database, clock, events } = platform;

  /** Throws `nda_outdated` where another version is asked for now, `name_differs` where somebody else's name is typed. */
  async function sign(
    actor: UserActor,
    { ndaVersion, typedName, address }: Acceptance,
  ): Promise<NdaSignature> {
    const nda = currentNda();
    if (ndaVersion !== nda.version) {
      throw ndaOutdated(`Read and accept version ${nda.version}: GET /listings/nda.`);
    }
    const buyer = await identity.getUser(actor.userId);
    refuseOtherName(buyer, typedName);
    return { nda, typedName, address, accountName: fullName(buyer), accountEmail: buyer.email };
  }

  /** Both sides are told, each with a copy to keep. */
  async function tell(actor: UserActor, listing: ListingRow, acceptance: NdaAcceptance): Promise<void> {
    const { id: acceptanceId, listingId, buyerId, ndaVersion, textHash } = acceptance;
    const { sellerId, title } = listing;
    await events.emit(ndaAccepted, { acceptanceId, listingId, sellerId, title, buyerId, ndaVersion });
    await audit.record({
      actor,
      action: 'listing.nda_accepted',
      subject: { type: 'listing', id: listingId },
      detail: { acceptanceId, ndaVersion, textHash },
    });
  }

  async function acceptAnew(actor: UserActor, { listing, opened }: Unlocked, how: Acceptance) {
    await tell(actor, listing, await access.acceptAnew(opened, await sign(actor, how)));
    return { listing, opened };
  }

  /** The lock on the listing makes the second of two at once see what the first one did. */
  async function unlock(actor: UserActor, listingId: string, how: Acceptance): Promise<Unlocked> {
    const buyerId = actor.userId;
    const listing = await store.lock(listingId);
    const former = await access.find(listingId, buyerId);
    if (!mayFind(actor, listing, accessState(listing, former, buyerId))) throw noSuchListing();
    if (listing.sellerId === actor.userId) throw ownListing('You can already see all of your own listing.');
    if (former && former.creditReturnedAt === null) {
      const unlocked = { listing, opened: former };
      return asksAgain(former) ? acceptAnew(actor, unlocked, how) : unlocked;
    }
    if (listing.status !== 'ACTIVE' && !isOpenToBackups(listing)) {
      throw listingNotActive('The listing is under offer. It opens again if the deal falls through.');
    }
    const signature = await sign(actor, how);

    await verification.refuseUnverified(buyerId, 'UNLOCK');

    const now = clock.now();
    const subject = { type: 'listing', id: listingId };
    const free = listing.unlockCredits === 0 || (await billing.includesUnlocks(buyerId));
    // The seller may have asked for a credit since.
    if (!free && how.unlockCredits === 0) throw unlockCostsMore('It costs one credit now.');
    if (!free) {
      await billing.spendCredit({
        userId: buyerId,
        key: unlockKey(listingId, buyerId, former && now),
        reason: 'UNLOCK',
        subject,
      });
    }
    const status = listing.approvalRequired ? 'PENDING' : 'GRANTED';
    const unlocking = { listingId, buyerId, status, unlockedAt: now, ...signature } as const;
    const { opened, acceptance } = await access.open(unlocking, former);
    const news = { listingId, sellerId: listing.sellerId, title: listing.title, buyerId };
    await events.emit(listingUnlocked, { ...news, waits: listing.approvalRequired });
    if (listing.approvalRequired) await events.emit(accessRequested, news);
    await audit.record({
      actor,
      action: 'listing.unlocked',
      subject,
      detail: {
        ...{ ndaVersion: opened.ndaVersion, ndaTextHash: signature.nda.textHash },
        ...{ access: opened.status, credits: free ? 0 : 1 },
      },
    });
    if (acceptance) await tell(actor, listing, acceptance);
    return { listing, opened };
  }

  return (actor: UserActor, listingId: string, how: Acceptance) =>
    database.atomically(() => unlock(actor, listingId, how));
}
