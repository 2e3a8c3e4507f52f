/** Reads offers for their parties and for those who oversee. */
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { decodeCursor, type Page, pageOf } from '../../../platform/kernel/page';
import { notFound } from '../../../platform/http/problem';
import type { Values } from '../../../platform/db/database';
import type { Platform } from '../../../platform/platform';
import type { Identity, User } from '../../identity';
import type { Listings } from '../../listings';
import { noSuchOffer, type OfferRecord } from '../offer-record';
import { sideOf } from '../offer.rules';
import { type OfferRow, present, summarize } from '../offer.view';
import type { AdminOfferQuery, OfferQuery, OfferSummary, OfferView } from '../offers.schema';

type Filter = Partial<Record<'status' | 'listingId' | 'buyerId' | 'sellerId', string>>;

export function createReadOffers(
  { database, clock }: Platform,
  record: OfferRecord,
  identity: Identity,
  listings: Listings,
) {
  const partiesOf = (offers: OfferRow[]) =>
    identity.findUsers([...new Set(offers.flatMap(({ buyerId, sellerId }) => [buyerId, sellerId]))]);

  const namesIn = (users: Map<string, User>) => (userId: string) => {
    const user = users.get(userId);
    return user ? identity.displayName(user) : 'Former user';
  };

  /** Newest first. */
  async function list(
    actor: UserActor,
    filter: Filter,
    { limit, cursor }: OfferQuery,
  ): Promise<Page<OfferSummary>> {
    const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const conditions = given.map(([column]) => `${column} = :${column}`);
    const values: Values = { ...Object.fromEntries(given), rows: limit + 1 };
    if (cursor) {
      const [createdAt, id] = decodeCursor(cursor, ['number', 'string']);
      conditions.push('(createdAt < :afterTime OR (createdAt = :afterTime AND id < :afterId))');
      Object.assign(values, { afterTime: createdAt, afterId: id });
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const rows = await database.select<OfferRow>(
      `SELECT id, listingId, listingTitle, buyerId, sellerId, status, turn, amountCents, standingVersion, versionCount,
              expiresAt, backupRank, acceptedAt, endedAt, createdAt, updatedAt
       FROM offers ${where} ORDER BY createdAt DESC, id DESC LIMIT :rows`,
      values,
    );
    const names = namesIn(await partiesOf(rows));
    return pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row) => summarize(row, sideOf(row, actor.userId), names),
    );
  }

  return {
    async readOffer(actor: UserActor, offerId: string): Promise<OfferView> {
      const offer = await record.offers.findByPk(offerId);
      const reader = offer && sideOf(offer, actor.userId);
      if (!offer || (!reader && !isAdmin(actor))) throw noSuchOffer();
      const [versions, steps, listing, users] = await Promise.all([
        record.versions.findAll({ where: { offerId }, order: [['number', 'ASC']] }),
        record.steps.findAll({ where: { offerId }, order: [['sequence', 'ASC']] }),
        listings.findListing(offer.listingId),
        partiesOf([offer]),
      ]);
      const otherId = reader === 'BUYER' ? offer.sellerId : offer.buyerId;
      const surroundings = {
        listingStatus: listing?.status ?? 'WITHDRAWN',
        otherSideActive: users.get(otherId)?.status === 'ACTIVE',
      };
      return present({ offer, versions, steps, surroundings }, reader, namesIn(users), clock.now());
    },

    listMade: (actor: UserActor, query: OfferQuery) =>
      list(actor, { buyerId: actor.userId, status: query.status }, query),

    listReceived: (actor: UserActor, query: OfferQuery) =>
      list(actor, { sellerId: actor.userId, status: query.status }, query),

    async listOfListing(actor: UserActor, listingId: string, query: OfferQuery) {
      const listing = await listings.findListing(listingId);
      if (!listing || (listing.sellerId !== actor.userId && !isAdmin(actor))) {
        throw notFound('There is no such listing here.');
      }
      return list(actor, { listingId, status: query.status }, query);
    },

    listAll: (actor: UserActor, query: AdminOfferQuery) => {
      const { status, listingId, buyerId, sellerId } = query;
      return list(actor, { status, listingId, buyerId, sellerId }, query);
    },
  };
}
