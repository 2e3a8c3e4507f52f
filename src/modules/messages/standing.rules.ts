/** What two people have to do with each other, and what that allows between them. */

export type Part = 'BUYER' | 'SELLER';

/** One listing that one of them sells and the other unlocked, made an offer for, or deals in. */
export interface Relation {
  listingId: string;
  buyerId: string;
  sellerId: string;
  /** They may write to each other because of it. */
  holds: boolean;
  /** The buyer may read how to reach the seller. */
  opensContact: boolean;
}

export interface Standing {
  /** In which part the partner stands; null where they have never had to do with each other. */
  partnerPart: Part | null;
  mayWrite: boolean;
  contactOpen: boolean;
  /** The listings that a message may be about. */
  listingIds: ReadonlySet<string>;
}

export function standingOf(partnerId: string, relations: readonly Relation[]): Standing {
  const own = relations.filter(({ buyerId, sellerId }) => buyerId === partnerId || sellerId === partnerId);
  const holding = own.filter(({ holds }) => holds);
  const telling = holding[0] ?? own[0];
  return {
    partnerPart: telling ? (telling.sellerId === partnerId ? 'SELLER' : 'BUYER') : null,
    mayWrite: holding.length > 0,
    contactOpen: holding.some(({ opensContact }) => opensContact),
    listingIds: new Set(holding.map(({ listingId }) => listingId)),
  };
}
