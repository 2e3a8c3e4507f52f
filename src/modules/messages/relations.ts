/** Reads what people have to do with each other from the listings, the offers and the deals between them. */
import type { Listings } from '../listings';
import type { Offers } from '../offers';
import { type Part, type Standing, standingOf, type Relation } from './standing.rules';

export type Relations = ReturnType<typeof createRelations>;

export function createRelations({ listings, offers }: { listings: Listings; offers: Offers }) {
  /** Two statements, however many partners. */
  async function readRelations(userId: string, partnerIds: readonly string[]): Promise<Relation[]> {
    if (partnerIds.length === 0) return [];
    const accesses = await listings.listAccessBetween(userId, partnerIds);
    const dealings = await offers.listBetween(userId, partnerIds);
    return [
      ...accesses.map(({ granted, readable, ...tie }) => ({
        ...tie,
        holds: granted,
        opensContact: readable,
      })),
      ...dealings.map(({ unfinished, transactionId, fellThrough, ...tie }) => ({
        ...tie,
        holds: unfinished || transactionId !== null,
        // A deal that was called off opens nothing by itself: the seller decides again who reads what.
        opensContact: transactionId !== null && !fellThrough,
      })),
    ];
  }

  return {
    /** In which parts a person stands, or has stood, towards each of the others. */
    async partsTowards(userId: string, partnerIds: readonly string[]): Promise<Map<string, Part[]>> {
      const relations = await readRelations(userId, partnerIds);
      return new Map(
        partnerIds.map((id) => [
          id,
          relations
            .filter(({ buyerId, sellerId }) => buyerId === id || sellerId === id)
            .map(({ buyerId }) => (buyerId === userId ? 'BUYER' : 'SELLER')),
        ]),
      );
    },

    async with(userId: string, partnerId: string): Promise<Standing> {
      return standingOf(partnerId, await readRelations(userId, [partnerId]));
    },

    async withEach(userId: string, partnerIds: readonly string[]): Promise<Map<string, Standing>> {
      const relations = await readRelations(userId, partnerIds);
      return new Map(partnerIds.map((id) => [id, standingOf(id, relations)]));
    },
  };
}
