/** Marks messages as read: one, all of a conversation, or all up to the last one that was seen. */
import { Op } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { type Message, SUPPORT } from '../message.model';
import type { LockedConversation } from '../message.store';
import type { MessagesContext } from '../messages.context';
import { messageRead } from '../messages.events';
import { noSuchConversation, noSuchMessage } from '../messages.problems';

export interface MarkedRead {
  read: number;
  unread: number;
}

export function createMarkRead({ platform, store, relations, deputies, identity, audit }: MessagesContext) {
  const { database, clock, events } = platform;

  const tell = (message: Message, upTo: boolean) =>
    events.emit(messageRead, {
      conversationId: message.conversationId,
      readerId: message.toId,
      senderId: message.fromId,
      messageId: message.id,
      upTo,
      transactionId: message.transactionId,
    });

  async function markUpTo(conversation: LockedConversation, upToMessageId: string | undefined) {
    const { id: conversationId, memberId: toId, messageCount } = conversation;
    const last =
      upToMessageId === undefined
        ? null
        : await store.messages.findOne({ where: { id: upToMessageId, conversationId } });
    if (upToMessageId !== undefined && !last) throw noSuchMessage();
    const where = { conversationId, toId, readAt: null, seq: { [Op.lte]: last?.seq ?? messageCount } };
    const latest = await store.messages.findOne({ where, order: [['seq', 'DESC']] });
    if (!latest) return { read: 0, unread: await settle(conversation) };
    const [read] = await store.messages.update({ readAt: clock.now() }, { where });
    await tell(latest, true);
    return { read, unread: await settle(conversation) };
  }

  /** Nothing waits any more where nothing is left to read. */
  async function settle(conversation: LockedConversation): Promise<number> {
    const unread = await store.countUnread(conversation.memberId, conversation.id);
    if (unread === 0) await store.clearWaiting(conversation);
    return unread;
  }

  return {
    /** Reading twice changes nothing. */
    markConversationRead: (
      actor: UserActor,
      partnerId: string,
      upToMessageId: string | undefined,
    ): Promise<MarkedRead> =>
      database.atomically(async () => {
        const { userId } = actor;
        await deputies.refuseOtherSide(actor, partnerId);
        const conversation = await store.findLocked(userId, partnerId);
        if (conversation) return markUpTo(conversation, upToMessageId);
        const begins = partnerId === SUPPORT || (await relations.with(userId, partnerId)).mayWrite;
        if (!begins || upToMessageId !== undefined) throw noSuchConversation();
        return { read: 0, unread: 0 };
      }),

    /** By whom it was written for alone. */
    markMessageRead: (actor: UserActor, messageId: string): Promise<Message> =>
      database.atomically(async () => {
        const { userId } = actor;
        const found = await store.messages.findOne({ where: { id: messageId, toId: userId } });
        if (found && !(await deputies.mayMeet(actor, found.fromId))) throw noSuchMessage();
        const conversation = found && (await store.findLocked(userId, found.fromId));
        if (!found || !conversation) throw noSuchMessage();
        const message = await found.reload();
        if (message.readAt === null) {
          await message.update({ readAt: clock.now() });
          await tell(message, false);
          await settle(conversation);
        }
        return message;
      }),

    /** What a user wrote to support, without an answer. */
    markSupportRead: (actor: UserActor, userId: string): Promise<MarkedRead> =>
      database.atomically(async () => {
        refuseOwnThing(actor, userId);
        await identity.getUser(userId);
        const conversation = await store.findLocked(SUPPORT, userId);
        if (!conversation) return { read: 0, unread: 0 };
        const marked = await markUpTo(conversation, undefined);
        const subject = { type: 'user', id: userId };
        await audit.record({ actor, action: 'support.marked_read', subject, detail: { read: marked.read } });
        return marked;
      }),
  };
}
