/** Deletes a message of one's own: a mark stays in its place, and its text is erased later. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { MessagesContext } from '../messages.context';
import { messageDeleted } from '../messages.events';
import { noSuchMessage } from '../messages.problems';
import { newsOf } from '../message.store';

export const createDeleteMessage =
  ({ platform: { database, clock, events }, store, deputies, audit }: MessagesContext) =>
  /** Deleting twice changes nothing. */
  (actor: UserActor, messageId: string): Promise<void> =>
    database.atomically(async () => {
      const found = await store.messages.findOne({ where: { id: messageId, byUserId: actor.userId } });
      if (found && !(await deputies.mayMeet(actor, found.toId === actor.userId ? found.fromId : found.toId)))
        throw noSuchMessage();
      const conversation = found && (await store.findLocked(found.toId, found.fromId));
      if (!found || !conversation) throw noSuchMessage();
      const message = await found.reload();
      if (message.deletedAt !== null) return;
      await message.update({ deletedAt: clock.now() });
      if ((await store.countUnread(message.toId, conversation.id)) === 0) {
        await store.clearWaiting(conversation);
      }
      await audit.record({
        actor,
        action: messageDeleted.name,
        subject: { type: 'message', id: messageId },
        detail: { conversationId: conversation.id },
      });
      await events.emit(messageDeleted, newsOf(message));
    });
