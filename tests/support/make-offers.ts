/** Makes offers for tests, by the endpoints that people use, and accepts them as a transaction does. */
import type { UserActor } from '../../src/platform/kernel/actor';
import type { TestApp, TestUser } from './app';

export const actorOf = (user: TestUser, ...roles: string[]): UserActor => ({
  kind: 'user',
  userId: user.id,
  roles,
  sessionId: user.id,
});

export interface OfferWishes {
  amountCents?: number;
  terms?: Record<string, unknown>;
  message?: string;
  expiresAt?: string;
}

export function makeOffers(app: TestApp) {
  return {
    /** The id of a new offer by a buyer who has unlocked the listing. */
    async offer(buyer: TestUser, listingId: string, wishes: OfferWishes = {}): Promise<string> {
      const made = await buyer.post('/offers', { listingId, amountCents: 20_000_000, ...wishes });
      if (made.status !== 201) throw new Error(`No offer was made: ${JSON.stringify(made.body)}`);
      return String(made.body.data.id);
    },

    /** Accepts in a unit of its own, with no transaction opened: for tests of offers alone. */
    accept: (user: TestUser, offerId: string) =>
      app.platform.database.atomically(() => app.modules.offers.accept(actorOf(user), offerId)),
  };
}
