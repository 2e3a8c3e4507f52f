/** Makes offers for tests, by the endpoints that people use, and accepts them as a transaction does. */
import type { SeenVersion } from '../../src/modules/offers';
import type { UserActor } from '../../src/platform/kernel/actor';
import type { TestApp, TestUser } from './app';

export const actorOf = (user: TestUser, ...roles: string[]): UserActor => ({
  kind: 'user',
  userId: user.id,
  roles,
  sessionId: user.id,
});

/** The first version of an offer as `offer` makes it. */
export const FIRST_VERSION: SeenVersion = { version: 1, amountCents: 20_000_000 };

export interface OfferOptions {
  amountCents?: number;
  terms?: Record<string, unknown>;
  message?: string;
  expiresAt?: string;
}

export function makeOffers(app: TestApp) {
  /** The version that stands, as somebody names it who has just read the offer. */
  async function seen(offerId: string): Promise<SeenVersion> {
    const [standing] = await app.platform.database.select<SeenVersion>(
      'SELECT standingVersion AS version, amountCents FROM offers WHERE id = :offerId',
      { offerId },
    );
    return standing ?? FIRST_VERSION;
  }

  return {
    seen,

    /** The id of a new offer by a buyer who has unlocked the listing. */
    async offer(buyer: TestUser, listingId: string, options: OfferOptions = {}): Promise<string> {
      const made = await buyer.post('/offers', { listingId, amountCents: 20_000_000, ...options });
      if (made.status !== 201) throw new Error(`No offer was made: ${JSON.stringify(made.body)}`);
      return String(made.body.data.id);
    },

    /** Accepts in a unit of its own, with no transaction opened: for tests of offers alone. */
    async accept(user: TestUser, offerId: string) {
      const standing = await seen(offerId);
      return app.platform.database.atomically(() =>
        app.modules.offers.accept(actorOf(user), offerId, standing),
      );
    },
  };
}
