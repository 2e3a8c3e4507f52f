/** What a person has going over a listing: known to the modules above, which tell it here. */
import type { UserActor } from '../../platform/kernel/actor';

/** The latest offer that a buyer made for a listing. */
export interface OwnOffer {
  id: string;
  status: string;
  amountCents: number;
  turn: 'BUYER' | 'SELLER' | null;
  expiresAt: number | null;
  /** Another cannot be made beside it. */
  unfinished: boolean;
}

export interface Dealings {
  offer: OwnOffer | null;
  /** The deal in which the person is a party. */
  transactionId: string | null;
}

export type FindDealings = (actor: UserActor, listingId: string) => Promise<Dealings>;

const NONE: Dealings = { offer: null, transactionId: null };

/** A key sees of it what it could read where it stands; a person all of it. */
export const withinScopes = (
  { apiKey }: Pick<UserActor, 'apiKey'>,
  { offer, transactionId }: Dealings,
): Dealings => {
  const mayRead = (scope: string): boolean => apiKey?.scopes.includes(scope) ?? true;
  return {
    offer: mayRead('offers:read') ? offer : null,
    transactionId: mayRead('transactions:read') ? transactionId : null,
  };
};

export function createDealings() {
  let findIn: FindDealings | null = null;
  return {
    tellDealings(find: FindDealings): void {
      if (findIn) throw new Error('The dealings over listings are told already.');
      findIn = find;
    },
    NONE,
    find: async (actor: UserActor | null, listingId: string): Promise<Dealings> =>
      actor && findIn ? findIn(actor, listingId) : NONE,
  };
}
