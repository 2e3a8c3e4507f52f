/** What a seller does with a listing in the market: pause it, put it back, withdraw it. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { ListingRow } from '../listing.model';
import type { Move } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingWithdrawn } from '../listings.events';
import { lockOwn } from '../own-listing';
import { returnCreditIfUnused } from '../publication-credit';

/** Joins the ambient unit. A listing that never went live on its credit gives it back. */
export const createWithdrawal =
  (context: ListingsContext) =>
  async (actor: UserActor, id: string): Promise<ListingRow> => {
    const { record, platform, audit } = context;
    const listing = await lockOwn(record, actor, id);
    const former = listing.status;
    await record.move(listing, 'withdraw', await returnCreditIfUnused(context, listing));
    const { sellerId, title } = listing;
    await platform.outbox.emit(listingWithdrawn, { listingId: id, sellerId, title });
    await audit.record({
      actor,
      action: 'listing.withdrawn',
      subject: { type: 'listing', id },
      detail: { former },
    });
    return listing;
  };

export function createRunning(context: ListingsContext) {
  const { record, platform, audit } = context;
  const withdraw = createWithdrawal(context);

  const makeMove = (move: Move, action: string) => (actor: UserActor, id: string) =>
    platform.database.atomically(async () => {
      const listing = await lockOwn(record, actor, id);
      await record.move(listing, move);
      await audit.record({ actor, action, subject: { type: 'listing', id } });
      return listing;
    });

  return {
    pause: makeMove('pause', 'listing.paused'),
    resume: makeMove('resume', 'listing.resumed'),
    withdraw: (actor: UserActor, id: string) => platform.database.atomically(() => withdraw(actor, id)),
  };
}
