/** The seller decides who reads the confidential part: see who unlocked it, grant, revoke. */
import { readPage, selectKeyset } from '../../../platform/db/keyset';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { oneOf } from '../../../platform/kernel/one-of';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { Standing, User } from '../../identity';
import { type AccessState, accessState, whyNotGranted } from '../access.rules';
import type { AccessRow, ListingRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import { accessGranted, accessRevoked } from '../listings.events';
import { accessNotAsked } from '../listings.problems';
import { returnUnlockCredit } from './refuse-waiting';

type Opened = Pick<
  AccessRow,
  'listingId' | 'buyerId' | 'status' | 'ndaVersion' | 'unlockedAt' | 'decidedAt' | 'creditReturnedAt'
>;

/** A buyer's access, as the seller of the listing sees it. */
export interface BuyerAccess {
  opened: Opened;
  /** Null once the account is gone. */
  buyer: User | null;
  /** What the buyer may do now. */
  access: AccessState;
  standing: Standing;
}

export function createDecideAccess({ platform, store, access, billing, audit, identity }: ListingsContext) {
  const { database, events } = platform;

  async function withBuyers(listing: ListingRow, rows: Opened[]): Promise<BuyerAccess[]> {
    const buyerIds = rows.map(({ buyerId }) => buyerId);
    const buyers = await identity.findUsers(buyerIds);
    const standingOf = await identity.readStandings(buyerIds, 'COUNTERPART');
    return rows.map((opened) => ({
      opened,
      buyer: buyers.get(opened.buyerId) ?? null,
      access: accessState(listing, opened, opened.buyerId),
      standing: standingOf(opened.buyerId),
    }));
  }

  async function decide(
    actor: UserActor,
    listingId: string,
    buyerId: string,
    status: 'GRANTED' | 'REVOKED',
  ): Promise<BuyerAccess> {
    const listing = await store.lockAsSeller(listingId, actor);
    const opened = await access.lock(listingId, buyerId);
    if (!opened) throw notFound('This buyer has not unlocked the listing.');
    const barred = status === 'GRANTED' ? whyNotGranted(opened) : null;
    if (barred !== null) throw accessNotAsked(barred);
    if (opened.status !== status) {
      // A buyer who is refused before reading anything has paid for nothing.
      const waited = status === 'REVOKED' && opened.status === 'PENDING' && opened.creditReturnedAt === null;
      const subject = { type: 'listing', id: listingId };
      const creditReturned = waited && (await returnUnlockCredit(billing, opened));
      await access.decide(opened, status, { refusedUnread: waited });
      const kind = status === 'GRANTED' ? accessGranted : accessRevoked;
      const news = { listingId, sellerId: listing.sellerId, title: listing.title, buyerId };
      if (status === 'GRANTED') await events.emit(accessGranted, news);
      else await events.emit(accessRevoked, { ...news, waited, creditReturned, lapsed: false });
      await audit.record({ actor, action: kind.name, subject, detail: { buyerId, creditReturned } });
    }
    return oneOf(await withBuyers(listing, [opened]));
  }

  return {
    /** PENDING or REVOKED → GRANTED. Costs no second credit; one who was refused, and has the credit back, asks again first. */
    grantAccess: (actor: UserActor, listingId: string, buyerId: string) =>
      database.atomically(() => decide(actor, listingId, buyerId, 'GRANTED')),

    /** PENDING or GRANTED → REVOKED. A pending one gets its credit back. */
    revokeAccess: (actor: UserActor, listingId: string, buyerId: string) =>
      database.atomically(() => decide(actor, listingId, buyerId, 'REVOKED')),

    async listAccess(actor: UserActor, listingId: string, query: PageQuery): Promise<Page<BuyerAccess>> {
      const listing = await store.getAsSeller(listingId, actor);
      const opened = selectKeyset<Opened>(database, {
        name: 'listings.access',
        order: [['buyerId', 'ASC']],
        select: 'listingId, buyerId, status, ndaVersion, unlockedAt, decidedAt, creditReturnedAt',
        from: 'listing_access',
        where: ['listingId = :listingId'],
        values: { listingId },
      });
      const { items, pagination } = await readPage(opened, { ...query, listingId });
      return { items: await withBuyers(listing, items), pagination };
    },
  };
}
