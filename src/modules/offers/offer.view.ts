/** An offer as its parties and an overseeing admin see it, with the moves that this reader may make now. */
import { iso } from '../../platform/kernel/clock';
import type { UserActor } from '../../platform/kernel/actor';
import { mapPage, type Page } from '../../platform/kernel/page';
import { readEach } from '../../platform/kernel/unreadable';
import { personOf, type Standing, type User } from '../identity';
import { type Listing, thenAndNow } from '../listings';
import type { OfferVersion } from './offer.model';
import {
  MOST_VERSIONS,
  type OfferRefusal,
  type OfferState,
  refuseAccept,
  refuseCounter,
  refuseReject,
  refuseRevive,
  refuseWithdraw,
  type Side,
  sideOf,
  type Surroundings,
} from './offer.rules';
import type { OffersContext } from './offers.context';
import type { AdminOfferSummary, ListingOffer, Moves, OfferSummary, OfferView } from './offers.schema';
import { payableOf, takesAskingPrice } from './terms.rules';
import type { OfferFile, OfferRow, OffersOfListing } from './use-cases/read-offers';

export type OfferPresenter = ReturnType<typeof createOfferPresenter>;

export function createOfferPresenter({ platform, identity, carriers, listings }: OffersContext) {
  const namesIn = (users: Map<string, User>) => (userId: string) => {
    const user = users.get(userId);
    return user ? identity.displayName(user) : 'Former user';
  };

  return {
    offer: (file: OfferFile, otherSide: Standing | null = null): OfferView => ({
      ...presentOffer(file, namesIn(file.parties), platform.clock.now()),
      otherSide,
    }),

    /** As somebody reads it who asks for it: who acts on it has read of the other side before. */
    async readOffer(reader: UserActor, file: OfferFile): Promise<OfferView> {
      const partnerId = partnerOf(file.offer, reader.userId);
      const standingOf = await identity.readStandings(
        partnerId === null ? [] : [partnerId],
        seenBy(reader, file.offer),
      );
      return this.offer(file, partnerId === null ? null : standingOf(partnerId));
    },

    async adminPage(reader: UserActor, page: Page<OfferRow>): Promise<Page<AdminOfferSummary>> {
      const partyIds = page.items.flatMap(({ buyerId, sellerId }) => [buyerId, sellerId]);
      const people = await identity.findUsers([...new Set(partyIds)]);
      const found = await listings.findListings([...new Set(page.items.map(({ listingId }) => listingId))]);
      const claims = new Map(
        [...found].map(([id, { sellerId: userId, usdot }]) => [id, { userId, usdot }] as const),
      );
      const standing = await carriers.readStandings([...claims.values()]);
      return mapPage(await this.page(reader, page), (summary) => {
        const claim = claims.get(summary.listing.id);
        return {
          ...summary,
          buyer: personOf(summary.buyer.id, people),
          seller: personOf(summary.seller.id, people),
          carrier: claim ? standing(claim) : null,
        };
      });
    },

    async page(reader: UserActor, { items, pagination }: Page<OfferRow>): Promise<Page<OfferSummary>> {
      const partyIds = items.flatMap(({ buyerId, sellerId }) => [buyerId, sellerId]);
      const names = namesIn(await identity.findUsers([...new Set(partyIds)]));
      const now = await listings.findListings([...new Set(items.map(({ listingId }) => listingId))]);
      const buyers = await identity.readStandings(
        items.filter(({ sellerId }) => sellerId === reader.userId).map(({ buyerId }) => buyerId),
        'COUNTERPART',
      );
      const sellers = await identity.readStandings(
        items.filter(({ buyerId }) => buyerId === reader.userId).map(({ sellerId }) => sellerId),
      );
      return {
        items: readEach(items, (offer) => {
          const partnerId = partnerOf(offer, reader.userId);
          return {
            ...presentSummary(offer, sideOf(offer, reader.userId), names, now.get(offer.listingId)),
            otherSide:
              partnerId === null ? null : (partnerId === offer.buyerId ? buyers : sellers)(partnerId),
          };
        }),
        pagination,
      };
    },

    /** For the seller, or an admin who looks on: what of each is held against the others, and what may be done. */
    async ofListing(
      reader: UserActor,
      { page, listing, standing }: OffersOfListing,
    ): Promise<Page<ListingOffer>> {
      const { items, pagination } = await this.page(reader, page);
      const buyers = await identity.findUsers(page.items.map(({ buyerId }) => buyerId));
      const now = platform.clock.now();
      const offers = new Map(page.items.map((offer) => [offer.id, offer]));
      return {
        items: readEach(items, (summary) => {
          const offer = offers.get(summary.id) as OfferRow;
          const version = standing.get(offer.id);
          if (!version) throw new Error(`Offer ${offer.id} has no version ${offer.standingVersion}.`);
          const surroundings = {
            listingStatus: listing.status,
            otherSideActive: buyers.get(offer.buyerId)?.status === 'ACTIVE',
          };
          return {
            ...summary,
            ...presentStanding(version),
            moves: movesFor(offer, version, sideOf(offer, reader.userId), surroundings, now),
          };
        }),
        pagination,
      };
    },
  };
}

/** A seller weighs up who offers to pay; of a seller their buyers read what everybody does. */
const seenBy = (reader: UserActor, { sellerId }: Pick<OfferRow, 'sellerId'>): 'ANYBODY' | 'COUNTERPART' =>
  reader.userId === sellerId ? 'COUNTERPART' : 'ANYBODY';

/** The other side of an offer; null to whoever stands on neither. */
function partnerOf(offer: Pick<OfferRow, 'buyerId' | 'sellerId'>, userId: string): string | null {
  const side = sideOf(offer, userId);
  if (side === null) return null;
  return side === 'BUYER' ? offer.sellerId : offer.buyerId;
}

/** `names` answers what a user is called before the other party: never more than that name is shown here. */
function presentSummary(
  offer: OfferRow,
  reader: Side | null,
  names: (userId: string) => string,
  listing: Listing | null | undefined,
): Omit<OfferSummary, 'otherSide'> {
  const pending = offer.status === 'PENDING';
  return {
    id: offer.id,
    listing: thenAndNow(offer.listingId, offer.listingTitle, listing, reader !== 'BUYER'),
    buyer: { id: offer.buyerId, displayName: names(offer.buyerId) },
    seller: { id: offer.sellerId, displayName: names(offer.sellerId) },
    yourSide: reader,
    status: offer.status,
    amountCents: offer.amountCents,
    buyNow: takesAskingPrice(offer),
    versionNumber: offer.standingVersion,
    versionCount: offer.versionCount,
    turn: pending ? offer.turn : null,
    expiresAt: pending ? iso(offer.expiresAt) : null,
    backupRank: offer.backupRank,
    createdAt: iso(offer.createdAt),
    updatedAt: iso(offer.updatedAt),
    acceptedAt: iso(offer.acceptedAt),
    transactionId: offer.transactionId,
    endedAt: iso(offer.endedAt),
  };
}

const presentStanding = ({ amountCents, terms, message }: OfferVersion) => ({
  terms,
  ...payableOf(amountCents, terms),
  message,
});

function presentOffer(
  { offer, versions, steps, readerSide, surroundings, listing }: OfferFile,
  names: (userId: string) => string,
  now: number,
): Omit<OfferView, 'otherSide'> {
  const standing = versions.find(({ number }) => number === offer.standingVersion);
  if (!standing) throw new Error(`Offer ${offer.id} has no version ${offer.standingVersion}.`);
  const withdrawn = new Set(
    steps.filter(({ step }) => step === 'VERSION_WITHDRAWN').map(({ versionNumber }) => versionNumber),
  );
  const stateOf = (number: number) => {
    if (withdrawn.has(number)) return 'WITHDRAWN' as const;
    return number === offer.standingVersion ? ('STANDING' as const) : ('PASSED' as const);
  };
  return {
    ...presentSummary(offer, readerSide, names, listing),
    ...presentStanding(standing),
    versions: versions.map((version) => ({
      number: version.number,
      side: version.side,
      answers: version.answers,
      state: stateOf(version.number),
      amountCents: version.amountCents,
      terms: version.terms,
      ...payableOf(version.amountCents, version.terms),
      message: version.message,
      expiresAt: iso(version.expiresAt),
      createdAt: iso(version.createdAt),
    })),
    history: steps.map(({ step, side, versionNumber, status, reason, createdAt }) => ({
      step,
      side,
      versionNumber,
      status,
      reason,
      at: iso(createdAt),
    })),
    moves: movesFor(offer, standing, readerSide, surroundings, now),
  };
}

function movesFor(
  offer: OfferState,
  standing: OfferVersion,
  reader: Side | null,
  surroundings: Surroundings,
  now: number,
): Moves {
  const other = offer.turn === 'BUYER' ? "the seller's" : "the buyer's";
  const verdicts: [Moves['open'][number], (side: Side) => OfferRefusal | null][] = [
    [
      {
        move: 'ACCEPT',
        effect: `Takes ${other} version as it stands, reserves the listing and opens the deal.`,
      },
      (side) => refuseAccept(offer, side, now, surroundings),
    ],
    [
      {
        move: 'COUNTER',
        effect: `Answers with version ${offer.versionCount + 1} of at most ${MOST_VERSIONS}.`,
      },
      (side) => refuseCounter(offer, side, now),
    ],
    [{ move: 'REJECT', effect: 'Ends the offer.' }, (side) => refuseReject(offer, side, now)],
    [
      { move: 'WITHDRAW', effect: withdrawEffect(offer, standing) },
      (side) => refuseWithdraw(offer, side, now),
    ],
    [
      { move: 'REVIVE', effect: 'Puts the back-up forward as a new version for the seller to answer.' },
      (side) => refuseRevive(offer, side, surroundings.listingStatus),
    ],
  ];
  const open: Moves['open'] = [];
  const closed: Moves['closed'] = [];
  for (const [entry, verdictFor] of verdicts) {
    const refused = reader
      ? verdictFor(reader)
      : { code: 'forbidden', because: 'Only the buyer and the seller bargain.' };
    if (refused) closed.push({ move: entry.move, code: refused.code, because: refused.because });
    else open.push(entry);
  }
  const awaited = offer.status === 'PENDING' && offer.expiresAt > now;
  return {
    open,
    closed,
    next: awaited ? { side: offer.turn, until: iso(offer.expiresAt), onSilence: 'The offer expires.' } : null,
  };
}

function withdrawEffect(offer: OfferState, standing: OfferVersion): string {
  if (offer.status === 'SUPERSEDED') return 'Gives up the place among the back-ups.';
  return standing.answers === null
    ? 'Ends the offer.'
    : `Takes version ${standing.number} back; version ${standing.answers} stands again.`;
}
