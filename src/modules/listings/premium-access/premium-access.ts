/** A buyer asks for help with a premium listing; administrators sort out who gets which. */
import { readPage } from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import { waitingIn } from '../../../platform/db/waiting';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound, refusalThrower } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { oneOf } from '../../../platform/kernel/one-of';
import type { Page } from '../../../platform/kernel/page';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import { selectListingIds } from '../listing.store';
import { selectUserIds, type User } from '../../identity';
import { ownListing } from '../listings.problems';
import type { ListingsContext } from '../listings.context';
import { createFindListing } from '../use-cases/find-listing';
import { premiumAccessAnswered } from './premium-access.events';
import { definePremiumAccess, type PremiumAccess } from './premium-access.model';
import {
  notAPremiumListing,
  premiumAccessExists,
  premiumAccessStateForbids,
} from './premium-access.problems';
import { type AccessRequestMove, isOver, refuseAccessMove } from './premium-access.rules';
import type { PremiumAccessAnswer, PremiumAccessQuery } from './premium-access.schema';
import { lowerCase } from '../../../platform/kernel/lower-case';

export interface PremiumAccessFile {
  request: PremiumAccess;
  title: string;
  people: Map<string, User>;
}

export type PremiumAccessUseCases = ReturnType<typeof createPremiumAccess>;

const throwIfRefused = refusalThrower({ premium_access_state_forbids: premiumAccessStateForbids });

export function createPremiumAccess(context: ListingsContext) {
  const { platform, store, identity, audit } = context;
  const { database, clock, events } = platform;
  const requests = definePremiumAccess(database);
  const find = createFindListing(context);

  async function filesOf(rows: PremiumAccess[]): Promise<PremiumAccessFile[]> {
    const listings = await store.listings.findAll({
      where: { id: [...new Set(rows.map(({ listingId }) => listingId))] },
      attributes: ['id', 'title'],
    });
    const titles = new Map(listings.map(({ id, title }) => [id, title]));
    const ids = rows.flatMap(({ buyerId, handledBy }) => [
      buyerId,
      ...(handledBy === null ? [] : [handledBy]),
    ]);
    const people = await identity.findUsers([...new Set(ids)]);
    return rows.map((request) => ({ request, title: titles.get(request.listingId) ?? '', people }));
  }

  /** Writes the move to a locked request. */
  async function advance(
    request: PremiumAccess,
    status: AccessRequestMove,
    changes: Partial<Pick<PremiumAccess, 'answer' | 'handledBy'>> = {},
  ): Promise<void> {
    throwIfRefused(refuseAccessMove(request.status, status));
    const now = clock.now();
    await request.update({ ...changes, status, updatedAt: now, endedAt: isOver(status) ? now : null });
  }

  const latestOf = (buyerId: string, listingId: string): Promise<PremiumAccess | null> =>
    requests.findOne({ where: { listingId, buyerId }, order: [['id', 'DESC']] });

  const subject = (id: string) => ({ type: 'premium_access', id });

  return {
    /** The lock on the listing makes the second of two at once see the first one's request. */
    requestPremiumAccess: (
      actor: UserActor,
      listingId: string,
      note: string | null,
    ): Promise<PremiumAccess> =>
      database.atomically(async () => {
        await find(actor, listingId);
        const listing = await store.lock(listingId);
        if (listing.sellerId === actor.userId) throw ownListing('You can see all of your own listing.');
        if (listing.status !== 'ACTIVE' || !listing.premium) {
          throw notAPremiumListing('Help is given with premium listings that are on the market.');
        }
        const { userId: buyerId } = actor;
        const open = await requests.findOne({ where: { listingId, buyerId, endedAt: null } });
        if (open) throw premiumAccessExists('Your request about this listing is open.');
        const now = clock.now();
        const request = await requests.create({
          id: newId(),
          ...{ listingId, buyerId, status: 'OPEN', note, answer: null, handledBy: null },
          ...{ requestedAt: now, updatedAt: now, endedAt: null },
        });
        await audit.record({
          actor,
          action: 'premium_access.requested',
          subject: subject(request.id),
          detail: { listingId },
        });
        return request;
      }),

    /** The buyer's latest; null where they never asked. Throws `not_found`. */
    async findPremiumAccess(actor: UserActor, listingId: string): Promise<PremiumAccess | null> {
      await find(actor, listingId);
      return latestOf(actor.userId, listingId);
    },

    withdrawPremiumAccess: (actor: UserActor, listingId: string): Promise<PremiumAccess> =>
      database.atomically(async () => {
        await find(actor, listingId);
        const latest = await latestOf(actor.userId, listingId);
        if (!latest) throw premiumAccessStateForbids('You have not asked about this listing.');
        const request = await latest.reload({ lock: true });
        await advance(request, 'WITHDRAWN');
        await audit.record({ actor, action: 'premium_access.withdrawn', subject: subject(request.id) });
        return request;
      }),

    async listPremiumAccess(query: PremiumAccessQuery): Promise<Page<PremiumAccessFile>> {
      const { status, listingId, buyerId } = query;
      const all = recordKeyset(
        database,
        requests,
        {
          ...{ name: 'premium-access', at: 'requestedAt', equal: { status, listingId, buyerId } },
          searchedIn: {
            ...{ texts: ['note'], ids: ['id'] },
            through: [
              { columns: ['buyerId'], select: selectUserIds },
              { columns: ['listingId'], select: selectListingIds },
            ],
          },
        },
        query,
      );
      const { items, pagination } = await readPage(all, query);
      return { items: await filesOf(items), pagination };
    },

    answerPremiumAccess: (
      actor: UserActor,
      id: string,
      { status, ...sent }: PremiumAccessAnswer,
    ): Promise<PremiumAccessFile> =>
      database.atomically(async () => {
        const answer = sent.answer ?? null;
        const request = await requests.findByPk(id, { lock: true });
        if (!request) throw notFound('There is no such request.');
        const { listingId, buyerId } = request;
        const { sellerId, title } = await store.get(listingId);
        refuseOwnThing(actor, buyerId, sellerId);
        await advance(request, status, { answer, handledBy: actor.userId });
        await events.emit(premiumAccessAnswered, {
          requestId: id,
          listingId,
          title,
          buyerId,
          status,
          answer,
        });
        await audit.record({
          actor,
          action: `premium_access.${lowerCase(status)}`,
          subject: subject(id),
          ...(answer === null ? {} : { reason: answer }),
          detail: { listingId },
        });
        return oneOf(await filesOf([request]));
      }),

    listWaiting: (): Promise<WaitingQueue> =>
      waitingIn(requests, {
        kind: 'PREMIUM_ACCESS',
        task: 'Get in touch with the buyer, or decline.',
        path: '/admin/premium-access?status=OPEN',
        where: { status: 'OPEN' },
        since: 'requestedAt',
        items: async (rows) =>
          (await filesOf(rows)).map(({ request, title }) => ({
            ...{ id: request.id, userId: request.buyerId, about: title, amountCents: null },
            since: request.requestedAt,
          })),
      }),
  };
}
