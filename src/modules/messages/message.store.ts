/** The only place where conversations and messages are written, on the locked conversation. */
import type { UserActor } from '../../platform/kernel/actor';
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { Platform } from '../../platform/platform';
import type { Documents } from '../documents';
import { HIDDEN, hideSplitContacts } from '../listings';
import { defineModels, type Message, SUPPORT } from './message.model';
import { type MessageNews, messageSent } from './messages.events';
import { asksOutsidePayment } from './outside-payment.rules';

/** Who has not read after so long is away, and told by a notice; not again within the hour. */
const AWAY_MS = 2 * MINUTE_MS;
const BETWEEN_NOTICES_MS = HOUR_MS;
/** Within it, so many messages are read as one text: a contact may be split over them. */
const READ_TOGETHER_MS = 15 * MINUTE_MS;
const READ_TOGETHER = 12;

/** A conversation as one member has it, locked until the unit ends. */
export interface LockedConversation {
  id: string;
  memberId: string;
  partnerId: string;
  messageCount: number;
  blockedAt: number | null;
  partnerBlockedAt: number | null;
  partnerNoticeDueAt: number | null;
  partnerNoticedAt: number | null;
}

export interface NewMessage {
  actor: UserActor;
  content: string;
  documentIds: readonly string[];
  listingId: string | null;
  transactionId: string | null;
}

type Earlier = Pick<Message, 'id' | 'content' | 'masked'>;

export type MessageStore = ReturnType<typeof createMessageStore>;

export const pairKeyOf = (one: string, other: string): string => [one, other].sort().join(':');

export const newsOf = (message: Message): MessageNews => ({
  conversationId: message.conversationId,
  messageId: message.id,
  senderId: message.fromId,
  receiverId: message.toId,
  listingId: message.listingId,
  transactionId: message.transactionId,
});

export function createMessageStore({ database, clock, events }: Platform, documents: Documents) {
  const models = defineModels(database);
  const { conversations, sides, messages } = models;

  /** Null where the two have no conversation. */
  async function findLocked(memberId: string, partnerId: string): Promise<LockedConversation | null> {
    const [found] = await database.select<LockedConversation>(
      `SELECT c.id, own.memberId, own.partnerId, c.messageCount, own.blockedAt, other.blockedAt AS partnerBlockedAt,
         other.noticeDueAt AS partnerNoticeDueAt, other.noticedAt AS partnerNoticedAt
       FROM conversations c
       JOIN conversation_sides own ON own.conversationId = c.id AND own.memberId = :memberId
       JOIN conversation_sides other ON other.conversationId = c.id AND other.memberId = :partnerId
       WHERE c.pairKey = :pairKey ${database.forUpdate}`,
      { memberId, partnerId, pairKey: pairKeyOf(memberId, partnerId) },
    );
    return found ?? null;
  }

  /** Where two open it at once, the second finds what the first made. */
  async function open(memberId: string, partnerId: string): Promise<LockedConversation> {
    const pairKey = pairKeyOf(memberId, partnerId);
    const now = clock.now();
    await conversations.bulkCreate([{ id: newId(), pairKey, messageCount: 0, createdAt: now }], {
      ignoreDuplicates: true,
    });
    const conversation = await conversations.findOne({ where: { pairKey }, lock: true });
    if (!conversation) throw new Error(`The conversation ${pairKey} was not opened.`);
    const side = {
      ...{ conversationId: conversation.id, lastMessageAt: now, unreadSince: null },
      ...{ blockedAt: null, noticeDueAt: null, noticedAt: null },
    };
    await sides.bulkCreate(
      [
        { ...side, memberId, partnerId },
        { ...side, memberId: partnerId, partnerId: memberId },
      ],
      { ignoreDuplicates: true },
    );
    const opened = await findLocked(memberId, partnerId);
    if (!opened) throw new Error(`The conversation ${pairKey} has no sides.`);
    return opened;
  }

  /** Operators are told by the queue of what waits for them. */
  const noticeDue = (
    { partnerId, partnerNoticeDueAt, partnerNoticedAt }: LockedConversation,
    now: number,
  ): number | null =>
    partnerId === SUPPORT
      ? null
      : (partnerNoticeDueAt ?? Math.max(now + AWAY_MS, (partnerNoticedAt ?? 0) + BETWEEN_NOTICES_MS));

  /** What the member wrote right before, the oldest first; also what is deleted by now. */
  async function readEarlier(
    { id, memberId, messageCount }: LockedConversation,
    now: number,
  ): Promise<Earlier[]> {
    if (messageCount === 0) return [];
    const rows = await database.select<Earlier>(
      `SELECT id, content, masked FROM messages WHERE conversationId = :id AND fromId = :memberId AND createdAt > :since
       ORDER BY seq DESC LIMIT ${READ_TOGETHER}`,
      { id, memberId, since: now - READ_TOGETHER_MS },
    );
    return rows.toReversed();
  }

  /** What its reader is shown; of a contact that it ends, the beginning is hidden from now on, too. */
  async function hideFrom(conversation: LockedConversation, content: string, now: number): Promise<string> {
    const rows = await readEarlier(conversation, now);
    const texts = rows.map((row) => row.content);
    const { shown, earlier } = hideSplitContacts(content, texts);
    for (const [place, hidden] of earlier) {
      const row = rows[place];
      // What hides a part already, and is a beginning besides, is nothing else.
      const masked = row?.masked === null ? hidden : HIDDEN;
      if (row && row.masked !== masked) await messages.update({ masked }, { where: { id: row.id } });
    }
    return shown;
  }

  return {
    ...models,
    findLocked,

    async lockOrOpen(memberId: string, partnerId: string): Promise<LockedConversation> {
      return (await findLocked(memberId, partnerId)) ?? (await open(memberId, partnerId));
    },

    /** From the member to the partner, in the ambient unit. */
    async write(conversation: LockedConversation, given: NewMessage): Promise<Message> {
      const { id: conversationId, memberId, partnerId } = conversation;
      const { actor, content, documentIds, listingId, transactionId } = given;
      const now = clock.now();
      const withSupport = memberId === SUPPORT || partnerId === SUPPORT;
      const masked = withSupport ? content : await hideFrom(conversation, content, now);
      const seq = conversation.messageCount + 1;
      const id = newId();
      const handedIn = await documents.handIn(actor, documentIds, { kind: 'message', id });
      const message = await messages.create({
        id,
        ...{ conversationId, seq, fromId: memberId, toId: partnerId, byUserId: actor.userId },
        ...{ listingId, transactionId, content },
        masked: masked === content ? null : masked,
        documents: handedIn.length > 0 ? handedIn : null,
        warned: !withSupport && asksOutsidePayment(content),
        ...{ createdAt: now, readAt: null, deletedAt: null, erasedAt: null },
      });
      await conversations.update({ messageCount: seq }, { where: { id: conversationId } });
      await database.change(
        `UPDATE conversation_sides SET lastMessageAt = :now,
           unreadSince = CASE WHEN memberId = :partnerId THEN COALESCE(unreadSince, :now) ELSE unreadSince END,
           noticeDueAt = CASE WHEN memberId = :partnerId THEN :due ELSE noticeDueAt END
         WHERE conversationId = :conversationId`,
        { now, partnerId, conversationId, due: noticeDue(conversation, now) },
      );
      await events.emit(messageSent, newsOf(message));
      return message;
    },

    /** Unread by the member, without what was deleted before it was read. */
    countUnread: (memberId: string, conversationId: string): Promise<number> =>
      messages.count({ where: { toId: memberId, conversationId, readAt: null, deletedAt: null } }),

    /** What came before the conversation was blocked and still waits is told once it is open again. */
    async tellAgain({ memberId, partnerId }: Pick<LockedConversation, 'memberId' | 'partnerId'>) {
      await database.change(
        `UPDATE conversation_sides SET noticeDueAt = :due
         WHERE memberId = :memberId AND partnerId = :partnerId AND unreadSince IS NOT NULL AND noticeDueAt IS NULL
           AND (noticedAt IS NULL OR noticedAt < unreadSince)`,
        { memberId, partnerId, due: clock.now() + AWAY_MS },
      );
    },

    /** Nothing waits for the member any more. */
    async clearWaiting({ memberId, partnerId }: Pick<LockedConversation, 'memberId' | 'partnerId'>) {
      await sides.update({ unreadSince: null, noticeDueAt: null }, { where: { memberId, partnerId } });
    },
  };
}
