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

/** How the module above knows of them: within the statement that reads the listing. */
export interface DealingsTold {
  /** Of the reader `:readerId` and the listing `l`: a SELECT of one text, which may be null. */
  select: string;
  read(text: string | null, actor: UserActor): Dealings;
}

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

export type DealingsStore = ReturnType<typeof createDealings>;

export function createDealings() {
  let told: DealingsTold | null = null;
  return {
    tellDealings(given: DealingsTold): void {
      if (told) throw new Error('The dealings over listings are told already.');
      told = given;
    },
    NONE,
    /** Of nobody but who can have any: whoever never unlocked a listing has made no offer on it. */
    column: (): string =>
      told ? `CASE WHEN a.buyerId IS NOT NULL OR l.sellerId = :readerId THEN (${told.select}) END` : 'NULL',
    read: (actor: UserActor | null, text: string | null): Dealings =>
      actor && told ? told.read(text, actor) : NONE,
  };
}
