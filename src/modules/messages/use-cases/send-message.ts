/** Writes to the other party of a listing, an offer or a deal, and to support. */
import { documentNotUsable } from '../../documents';
import { otherSideUnavailable } from '../../offers';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { UserActor } from '../../../platform/kernel/actor';
import { type Message, SUPPORT } from '../message.model';
import type { LockedConversation } from '../message.store';
import type { MessagesContext } from '../messages.context';
import { conversationBlockedProblem, noSuchPartner } from '../messages.problems';
import type { NewMessage, NewText } from '../messages.schema';
import type { Standing } from '../standing.rules';

/** A message, and whether its receiver can read the contact details in it. */
export interface SentMessage {
  message: Message;
  contactOpen: boolean;
}

export type SendMessage = ReturnType<typeof createSendMessage>;

export function createSendMessage(context: MessagesContext) {
  const { platform, store, relations, deputies, audit, identity, listings } = context;
  const { database, clock } = platform;

  async function refuseUnavailable(userId: string): Promise<void> {
    const receiver = (await identity.findUsers([userId])).get(userId);
    if (receiver?.status !== 'ACTIVE') throw otherSideUnavailable('Their account is not active.');
  }

  function refuseBlocked({ blockedAt, partnerBlockedAt }: LockedConversation): void {
    if (blockedAt !== null) throw conversationBlockedProblem('You have blocked this conversation.');
    if (partnerBlockedAt !== null) throw conversationBlockedProblem('The conversation takes no messages.');
  }

  /** The same answer wherever there is nobody to write to. */
  async function findReceiver(
    userId: string,
    { receiverId, listingId }: NewMessage,
  ): Promise<{ receiverId: string; standing: Standing }> {
    const id = receiverId ?? (listingId && (await listings.findListing(listingId))?.sellerId);
    if (!id || id === userId) throw noSuchPartner();
    const standing = await relations.with(userId, id);
    if (!standing.mayWrite || (listingId && !standing.listingIds.has(listingId))) throw noSuchPartner();
    return { receiverId: id, standing };
  }

  async function writeTo(receiverId: string, actor: UserActor, given: Written): Promise<Message> {
    await refuseUnavailable(receiverId);
    const conversation = await store.lockOrOpen(actor.userId, receiverId);
    refuseBlocked(conversation);
    return store.write(conversation, { actor, ...given });
  }

  return {
    sendMessage: (actor: UserActor, given: NewMessage): Promise<SentMessage> =>
      database.atomically(async () => {
        const { content, documentIds, listingId = null } = given;
        const text = { content, documentIds, listingId, transactionId: null };
        if (given.receiverId === SUPPORT) {
          if (actor.deputy) throw noSuchPartner();
          if (listingId !== null && !(await listings.mayFind(actor, listingId))) throw noSuchPartner();
          const conversation = await store.lockOrOpen(actor.userId, SUPPORT);
          return { message: await store.write(conversation, { actor, ...text }), contactOpen: true };
        }
        platform.features.refuseOff('FEATURE_MESSAGES');
        const { receiverId, standing } = await findReceiver(actor.userId, given);
        if (!(await deputies.mayMeet(actor, receiverId))) throw noSuchPartner();
        if (documentIds.length > 0 && !standing.contactOpen) {
          throw documentNotUsable('Documents come with messages once the listing is unlocked.');
        }
        return {
          message: await writeTo(receiverId, actor, text),
          contactOpen: standing.contactOpen,
        };
      }),

    /** In the room of a deal, whose parties the caller has found. */
    sendInDeal: (
      actor: UserActor,
      deal: { transactionId: string; listingId: string; partnerId: string },
      { content, documentIds }: NewText,
    ): Promise<SentMessage> =>
      database.atomically(async () => {
        const { transactionId, listingId, partnerId } = deal;
        const message = await writeTo(partnerId, actor, { content, documentIds, listingId, transactionId });
        return { message, contactOpen: true };
      }),

    /** As MC Exchange support; what the user wrote counts as read. */
    answerAsSupport: (
      actor: UserActor,
      userId: string,
      { content, documentIds }: NewText,
    ): Promise<Message> =>
      database.atomically(async () => {
        refuseOwnThing(actor, userId);
        const user = await identity.getUser(userId);
        if (user.deletedAt !== null) throw otherSideUnavailable('They have deleted their account.');
        const conversation = await store.lockOrOpen(SUPPORT, userId);
        await store.messages.update(
          { readAt: clock.now() },
          { where: { conversationId: conversation.id, toId: SUPPORT, readAt: null } },
        );
        await store.clearWaiting(conversation);
        const message = await store.write(conversation, {
          ...{ actor, content, documentIds, listingId: null, transactionId: null },
        });
        await audit.record({
          actor,
          action: 'support.answered',
          subject: { type: 'user', id: userId },
          detail: { messageId: message.id },
        });
        return message;
      }),
  };
}

interface Written extends NewText {
  listingId: string | null;
  transactionId: string | null;
}
