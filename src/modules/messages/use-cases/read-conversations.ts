/** Reads conversations and messages for those who wrote them. */
import { forbidden } from '../../../platform/http/problem';
import { type Keyset, modelKeyset, readPage, selectKeyset } from '../../../platform/db/keyset';
import type { Values } from '../../../platform/db/database';
import { isAdmin, isInRole, type UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { User } from '../../identity';
import { type Message, type Side, SUPPORT } from '../message.model';
import { pairKeyOf } from '../message.store';
import type { MessagesContext } from '../messages.context';
import { noSuchConversation, noSuchDeal } from '../messages.problems';
import type { ConversationQuery, SupportQuery } from '../messages.schema';
import type { Standing } from '../standing.rules';

export interface SideRow extends Pick<
  Side,
  'memberId' | 'partnerId' | 'conversationId' | 'lastMessageAt' | 'unreadSince' | 'blockedAt'
> {
  partnerBlockedAt: number | null;
}

/** A conversation as one member sees it in a list. */
export interface ConversationFile {
  side: SideRow;
  lastMessage: Message | null;
  unread: number;
  standing: Standing | null;
  /** Null for support, and for one who is gone. */
  partner: User | null;
}

export type ReadConversations = ReturnType<typeof createReadConversations>;

export function createReadConversations({
  platform,
  store,
  relations,
  deputies,
  identity,
  transactions,
}: MessagesContext) {
  const { database } = platform;

  async function lastMessagesOf(conversationIds: string[]): Promise<Map<string, Message>> {
    if (conversationIds.length === 0) return new Map();
    const lasts = await database.select<{ id: string }>(
      `SELECT m.id FROM conversations c JOIN messages m ON m.conversationId = c.id AND m.seq = c.messageCount
       WHERE c.id IN (:conversationIds)`,
      { conversationIds },
    );
    const found = await store.messages.findAll({ where: { id: lasts.map(({ id }) => id) } });
    return new Map(found.map((message) => [message.conversationId, message]));
  }

  async function unreadOf(memberId: string, conversationIds: string[]): Promise<Map<string, number>> {
    if (conversationIds.length === 0) return new Map();
    const counts = await database.select<{ conversationId: string; unread: number }>(
      `SELECT conversationId, COUNT(*) AS unread FROM messages
       WHERE toId = :memberId AND readAt IS NULL AND deletedAt IS NULL AND conversationId IN (:conversationIds)
       GROUP BY conversationId`,
      { memberId, conversationIds },
    );
    return new Map(counts.map(({ conversationId, unread }) => [conversationId, Number(unread)]));
  }

  /** The latest first. */
  const sidesOf = (memberId: string, where: string[], more: Values = {}): Keyset<SideRow> =>
    selectKeyset<SideRow>(database, {
      name: memberId === SUPPORT ? 'messages.support' : 'messages.conversations',
      order: [
        ['s.lastMessageAt', 'DESC'],
        ['s.partnerId', 'DESC'],
      ],
      select: `s.memberId, s.partnerId, s.conversationId, s.lastMessageAt, s.unreadSince, s.blockedAt,
        o.blockedAt AS partnerBlockedAt`,
      from: `conversation_sides s JOIN conversation_sides o ON o.memberId = s.partnerId AND o.partnerId = s.memberId`,
      where: ['s.memberId = :memberId', ...where],
      values: { memberId, ...more },
    });

  /** Newest first. */
  const messagesOf = (name: string, where: Partial<Pick<Message, 'conversationId' | 'transactionId'>>) =>
    modelKeyset(store.messages, { name, order: [['seq', 'DESC']], where });

  /** Null where they never wrote to each other. */
  const findConversationId = async (memberId: string, partnerId: string): Promise<string | null> =>
    (await store.conversations.findOne({ where: { pairKey: pairKeyOf(memberId, partnerId) } }))?.id ?? null;

  const countUnreadOf = (memberId: string, more: { fromId?: string[] } = {}): Promise<number> =>
    store.messages.count({ where: { toId: memberId, readAt: null, deletedAt: null, ...more } });

  /** The rows of a conversation that has not begun. */
  const NO_CONVERSATION = '';

  return {
    findConversationId,

    /** The parties' room alone: also an admin, who sees the deal, reads there only what is reported. */
    async findDeal(actor: UserActor, transactionId: string) {
      const deal = await transactions.findDeal(transactionId);
      if (!deal) throw noSuchDeal();
      const { buyerId, sellerId, listingId } = deal;
      const { userId } = actor;
      const isOnSide = isInRole(actor, userId === buyerId ? 'buyer' : 'seller');
      if ((userId !== buyerId && userId !== sellerId) || !isOnSide) {
        if (!isAdmin(actor)) throw noSuchDeal();
        throw forbidden(
          'Only the buyer and the seller read and write here; report opens a conversation to admins.',
        );
      }
      return { transactionId, listingId, partnerId: userId === buyerId ? sellerId : buyerId };
    },

    async listConversations(actor: UserActor, query: ConversationQuery): Promise<Page<ConversationFile>> {
      const { userId } = actor;
      const { partnerId } = query;
      const met = await deputies.partnersOf(actor);
      const where = [
        ...(partnerId === undefined ? [] : ['s.partnerId = :partnerId']),
        ...(met === null ? [] : [met.length > 0 ? 's.partnerId IN (:met)' : '1 = 0']),
      ];
      const values = { ...(partnerId === undefined ? {} : { partnerId }), ...(met?.length ? { met } : {}) };
      const { items, pagination } = await readPage(sidesOf(userId, where, values), query);
      const ids = items.map(({ conversationId }) => conversationId);
      const partnerIds = items.map(({ partnerId }) => partnerId).filter((id) => id !== SUPPORT);
      const lasts = await lastMessagesOf(ids);
      const unread = await unreadOf(userId, ids);
      const standings = await relations.withEach(userId, partnerIds);
      const partners = await identity.findUsers(partnerIds);
      return {
        items: items.map((side) => ({
          side,
          lastMessage: lasts.get(side.conversationId) ?? null,
          unread: unread.get(side.conversationId) ?? 0,
          standing: standings.get(side.partnerId) ?? null,
          partner: partners.get(side.partnerId) ?? null,
        })),
        pagination,
      };
    },

    /** @throws not_found where the two have nothing to do with each other and never had a conversation */
    async listMessages(actor: UserActor, partnerId: string, query: PageQuery) {
      const { userId } = actor;
      await deputies.refuseOtherSide(actor, partnerId);
      const standing = partnerId === SUPPORT ? null : await relations.with(userId, partnerId);
      const conversationId = await findConversationId(userId, partnerId);
      if (conversationId === null && standing && !standing.mayWrite) throw noSuchConversation();
      const rows = messagesOf('messages.of_conversation', {
        conversationId: conversationId ?? NO_CONVERSATION,
      });
      const page = await readPage(rows, { ...query, partnerId });
      return { page, contactOpen: standing?.contactOpen ?? true };
    },

    listOfDeal: (transactionId: string, query: PageQuery): Promise<Page<Message>> =>
      readPage(messagesOf('messages.of_deal', { transactionId }), { ...query, transactionId }),

    countUnreadOf,

    async countAllUnread(actor: UserActor): Promise<number> {
      const met = await deputies.partnersOf(actor);
      return countUnreadOf(actor.userId, met === null ? {} : { fromId: met });
    },

    async listSupport(query: SupportQuery) {
      const where = query.waiting === true ? ['s.unreadSince IS NOT NULL'] : [];
      const { items, pagination } = await readPage(sidesOf(SUPPORT, where), query);
      const unread = await unreadOf(
        SUPPORT,
        items.map(({ conversationId }) => conversationId),
      );
      const users = await identity.findUsers(items.map(({ partnerId }) => partnerId));
      return {
        items: items.map((side) => ({ side, unread: unread.get(side.conversationId) ?? 0, users })),
        pagination,
      };
    },

    /** For operators. @throws not_found where there is no such user */
    async listSupportMessages(userId: string, query: PageQuery) {
      await identity.getUser(userId);
      const conversationId = await findConversationId(userId, SUPPORT);
      const rows = messagesOf('messages.of_support', { conversationId: conversationId ?? NO_CONVERSATION });
      const page = await readPage(rows, { ...query, userId });
      const writers = page.items.map(({ byUserId }) => byUserId);
      return { page, people: await identity.findUsers([...new Set([userId, ...writers])]) };
    },
  };
}
