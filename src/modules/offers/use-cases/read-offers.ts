/** Reads offers for their parties and for those who oversee. */
import { Op } from 'sequelize';
import { newestFirst, readPage, selectKeyset } from '../../../platform/db/keyset';
import { recordClauses } from '../../../platform/db/records';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, isInRole, type UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { selectUserIds, type User } from '../../identity';
import { type Listing, selectListingIds } from '../../listings';
import type { Offer, OfferStep, OfferVersion } from '../offer.model';
import { type Side, sideOfActor, type Surroundings } from '../offer.rules';
import { noSuchOffer } from '../offer.store';
import type { OffersContext } from '../offers.context';
import type { AdminOfferQuery, OfferQuery } from '../offers.schema';

/** The columns that a list of offers needs: a model instance or a plain row. */
export type OfferRow = Pick<
  Offer,
  | 'id'
  | 'listingId'
  | 'listingTitle'
  | 'buyerId'
  | 'sellerId'
  | 'status'
  | 'turn'
  | 'amountCents'
  | 'buyNow'
  | 'standingVersion'
  | 'versionCount'
  | 'expiresAt'
  | 'backupRank'
  | 'acceptedAt'
  | 'transactionId'
  | 'endedAt'
  | 'createdAt'
  | 'updatedAt'
>;

/** An offer with all that was said and done about it, and what the rules ask about its surroundings. */
export interface OfferFile {
  offer: OfferRow;
  /** By number. */
  versions: OfferVersion[];
  /** By sequence. */
  steps: OfferStep[];
  /** Null for an admin who looks on. */
  readerSide: Side | null;
  /** Buyer and seller by id; one who has left is missing. */
  parties: Map<string, User>;
  surroundings: Surroundings;
  /** As it is now; null once it is gone. */
  listing: Listing | null;
}

/** Offers on one listing, each with the version of it that stands. */
export interface OffersOfListing {
  page: Page<OfferRow>;
  listing: Listing;
  /** By offer. */
  standing: Map<string, OfferVersion>;
}

const COLUMNS = `id, listingId, listingTitle, buyerId, sellerId, status, turn, amountCents, buyNow, standingVersion, versionCount,
  expiresAt, backupRank, acceptedAt, transactionId, endedAt, createdAt, updatedAt`;

type Filter = Partial<Record<'status' | 'listingId' | 'buyerId' | 'sellerId', string>>;

export function createReadOffers({ platform, store, identity, listings }: OffersContext) {
  const { clock, database } = platform;

  /** Newest first. */
  function list(
    name: string,
    filter: Filter,
    query: PageQuery & Pick<OfferQuery, 'waitingFor'>,
    side: Side = 'SELLER',
  ): Promise<Page<OfferRow>> {
    const awaited = query.waitingFor === 'me';
    const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const offers = selectKeyset<OfferRow>(database, {
      name,
      order: newestFirst('createdAt'),
      select: COLUMNS,
      from: 'offers',
      where: [
        ...given.map(([column]) => `${column} = :${column}`),
        ...(awaited ? ["status = 'PENDING'", 'turn = :side', 'expiresAt > :now'] : []),
      ],
      values: { ...Object.fromEntries(given), ...(awaited ? { side, now: clock.now() } : {}) },
    });
    return readPage(offers, { ...query, listingId: filter.listingId });
  }

  return {
    async readOffer(actor: UserActor, offerId: string): Promise<OfferFile> {
      const offer = await store.offers.findByPk(offerId);
      const readerSide = offer && sideOfActor(offer, actor);
      if (!offer || (!readerSide && !isAdmin(actor))) throw noSuchOffer();
      const [versions, steps, listing, parties] = await Promise.all([
        store.versions.findAll({ where: { offerId }, order: [['number', 'ASC']] }),
        store.steps.findAll({ where: { offerId }, order: [['sequence', 'ASC']] }),
        listings.findListing(offer.listingId),
        identity.findUsers([offer.buyerId, offer.sellerId]),
      ]);
      const otherId = readerSide === 'BUYER' ? offer.sellerId : offer.buyerId;
      const surroundings = {
        listingStatus: listing?.status ?? 'WITHDRAWN',
        otherSideActive: parties.get(otherId)?.status === 'ACTIVE',
      };
      return { offer, versions, steps, readerSide, parties, surroundings, listing };
    },

    listMade: (actor: UserActor, query: OfferQuery) =>
      list('offers.made', { buyerId: actor.userId, status: query.status }, query, 'BUYER'),

    listReceived: (actor: UserActor, query: OfferQuery) =>
      list('offers.received', { sellerId: actor.userId, status: query.status }, query),

    async listOfListing(actor: UserActor, listingId: string, query: OfferQuery): Promise<OffersOfListing> {
      const listing = await listings.findListing(listingId);
      if (
        !listing ||
        ((listing.sellerId !== actor.userId || !isInRole(actor, 'seller')) && !isAdmin(actor))
      ) {
        throw notFound('There is no such listing here.');
      }
      const page = await list('offers.of_listing', { listingId, status: query.status }, query);
      const standing =
        page.items.length === 0
          ? []
          : await store.versions.findAll({
              where: {
                [Op.or]: page.items.map(({ id, standingVersion }) => ({
                  ...{ offerId: id, number: standingVersion },
                })),
              },
            });
      return { page, listing, standing: new Map(standing.map((version) => [version.offerId, version])) };
    },

    listAll: (query: AdminOfferQuery) => {
      const { status, listingId, buyerId, sellerId } = query;
      const clauses = recordClauses(
        {
          ...{ name: 'offers.all', from: 'offers', at: 'createdAt', id: 'id' },
          equal: { status, listingId, buyerId, sellerId },
          searchedIn: {
            ...{ texts: ['listingTitle'], ids: ['id', 'transactionId'] },
            through: [
              { columns: ['buyerId', 'sellerId'], select: selectUserIds },
              { columns: ['listingId'], select: selectListingIds },
            ],
          },
        },
        query,
      );
      return readPage(selectKeyset<OfferRow>(database, { ...clauses, select: COLUMNS }), query);
    },
  };
}
