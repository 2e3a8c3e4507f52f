/** Closes a conversation to messages, both ways, and opens it again. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { MessagesContext } from '../messages.context';
import { conversationBlocked, conversationUnblocked } from '../messages.events';
import { noSuchConversation } from '../messages.problems';

export function createBlockConversation({ platform, store, relations, deputies, audit }: MessagesContext) {
  const { database, clock, events } = platform;

  async function lock(userId: string, partnerId: string) {
    const conversation = await store.findLocked(userId, partnerId);
    if (conversation) return conversation;
    if (userId === partnerId || !(await relations.with(userId, partnerId)).mayWrite)
      throw noSuchConversation();
    return store.lockOrOpen(userId, partnerId);
  }

  /** Where it is so already, nothing changes. */
  const setBlocked = (actor: UserActor, partnerId: string, blocked: boolean): Promise<void> =>
    database.atomically(async () => {
      const memberId = actor.userId;
      await deputies.refuseOtherSide(actor, partnerId);
      const { id, blockedAt } = await lock(memberId, partnerId);
      if ((blockedAt !== null) === blocked) return;
      await store.sides.update(
        { blockedAt: blocked ? clock.now() : null },
        { where: { memberId, partnerId } },
      );
      if (!blocked) await store.tellAgain({ memberId, partnerId });
      const kind = blocked ? conversationBlocked : conversationUnblocked;
      await audit.record({
        actor,
        action: kind.name,
        subject: { type: 'conversation', id },
        detail: { partnerId },
      });
      await events.emit(kind, { conversationId: id, byId: memberId, partnerId });
    });

  return {
    block: (actor: UserActor, partnerId: string) => setBlocked(actor, partnerId, true),
    unblock: (actor: UserActor, partnerId: string) => setBlocked(actor, partnerId, false),
  };
}
