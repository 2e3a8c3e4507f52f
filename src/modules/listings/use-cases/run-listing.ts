/** What a seller does with a listing in the market: pause it, put it back, withdraw it. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { ListingRow } from '../listing.model';
import { refuseClosedMove } from '../listing.record';
import type { Move } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingWithdrawn } from '../listings.events';
import { lockOwn } from '../own-listing';
import { createClosePremium } from '../premium/use-cases/close-premium';
import { returnCreditIfUnused } from '../publication-credit';

/** Joins the ambient unit. A listing that never went live on its credit gives it back. */
export function createWithdrawal(context: ListingsContext) {
  const { record, platform, audit } = context;
  const closePremium = createClosePremium(context);
  return async (actor: UserActor, id: string): Promise<ListingRow> => {
    const listing = await lockOwn(record, actor, id);
    const former = listing.status;
    refuseClosedMove(listing, 'withdraw');
    await record.move(listing, 'withdraw', {
      ...(await closePremium(id, 'The listing was withdrawn.', actor)),
      ...(await returnCreditIfUnused(context, listing)),
    });
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
}

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
