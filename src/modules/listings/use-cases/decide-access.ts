/** The seller's say over who reads the confidential part: see who asked, grant, revoke. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { type Page, decodeCursor, pageOf } from '../../../platform/kernel/page';
import { accessState } from '../access.rules';
import type { ListingRow } from '../listing.model';
import { type AccessEntry, viewAccess } from '../listing.view';
import type { ListingsContext } from '../listings.context';
import { accessGranted, accessRevoked } from '../listings.events';
import { getOwn, lockOwn } from '../own-listing';

export function createAccessDecisions({
  platform,
  record,
  access,
  billing,
  audit,
  identity,
}: ListingsContext) {
  const { database, clock, outbox } = platform;

  async function describe(listing: ListingRow, rows: AccessEntry['opened'][]): Promise<AccessEntry[]> {
    const buyers = await identity.findUsers(rows.map(({ buyerId }) => buyerId));
    return rows.map((opened) => {
      const buyer = buyers.get(opened.buyerId);
      return {
        opened,
        buyerName: buyer ? identity.displayName(buyer) : 'A former user',
        companyName: buyer?.companyName ?? null,
        access: accessState(listing, opened, opened.buyerId),
      };
    });
  }

  async function decide(
    actor: UserActor,
    listingId: string,
    buyerId: string,
    status: 'GRANTED' | 'REVOKED',
  ): Promise<AccessEntry> {
    const listing = await lockOwn(record, actor, listingId);
    const opened = await access.findOne({ where: { listingId, buyerId }, lock: true });
    if (!opened) throw notFound('This buyer has not asked to see the listing.');
    if (opened.status !== status) {
      // Whoever is turned away before having seen anything has paid for nothing.
      const refunded =
        status === 'REVOKED' && opened.status === 'PENDING' && opened.creditReturnedAt === null;
      const subject = { type: 'listing', id: listingId };
      if (refunded) {
        await billing.returnCredit({
          userId: buyerId,
          key: `listing:${listingId}:unlock:${buyerId}`,
          reason: 'UNLOCK',
          subject,
        });
      }
      const now = clock.now();
      await opened.update({ status, decidedAt: now, ...(refunded ? { creditReturnedAt: now } : {}) });
      const kind = status === 'GRANTED' ? accessGranted : accessRevoked;
      await outbox.emit(kind, { listingId, sellerId: listing.sellerId, title: listing.title, buyerId });
      await audit.record({
        actor,
        action: kind.name,
        subject,
        detail: { buyerId, creditReturned: refunded },
      });
    }
    const [entry] = await describe(listing, [opened]);
    return entry as AccessEntry;
  }

  return {
    /** PENDING or REVOKED → GRANTED. Never costs a second credit. */
    grant: (actor: UserActor, listingId: string, buyerId: string) =>
      database.atomically(() => decide(actor, listingId, buyerId, 'GRANTED')),

    /** PENDING or GRANTED → REVOKED. One that was pending gets its credit back. */
    revoke: (actor: UserActor, listingId: string, buyerId: string) =>
      database.atomically(() => decide(actor, listingId, buyerId, 'REVOKED')),

    async listReaders(
      actor: UserActor,
      listingId: string,
      { cursor, limit }: { cursor?: string | undefined; limit: number },
    ): Promise<Page<ReturnType<typeof viewAccess>>> {
      const listing = await getOwn(record, actor, listingId);
      const after = cursor ? decodeCursor(cursor, ['string'])[0] : '';
      const rows = await database.select<AccessEntry['opened']>(
        `SELECT listingId, buyerId, status, ndaVersion, unlockedAt, decidedAt FROM listing_access
         WHERE listingId = :listingId AND buyerId > :after ORDER BY buyerId LIMIT :rows`,
        { listingId, after: after ?? '', rows: limit + 1 },
      );
      const entries = await describe(listing, rows);
      return pageOf(entries, limit, (entry) => [entry.opened.buyerId], viewAccess);
    },
  };
}
