/** Who belongs to a conversation, for those who show who is there and who writes. The operators are nobody's to see. */
import type { UserActor } from '../../platform/kernel/actor';
import { SUPPORT } from './message.model';
import type { MessagesContext } from './messages.context';

export type Members = ReturnType<typeof createMembers>;

export function createMembers({ platform: { database }, store: { sides }, relations }: MessagesContext) {
  return {
    /**
     * Null for somebody who is not a member, whether it exists or not. Where one blocked the
     * other, or they have nothing to do with each other any more, each is alone.
     */
    async findMembers({ userId }: UserActor, conversationId: string): Promise<string[] | null> {
      const found = await sides.findAll({ where: { conversationId } });
      if (!found.some(({ memberId }) => memberId === userId)) return null;
      if (found.some(({ blockedAt }) => blockedAt !== null)) return [userId];
      const partnerId = found.find(({ memberId }) => memberId !== userId)?.memberId ?? SUPPORT;
      if (partnerId !== SUPPORT && !(await relations.with(userId, partnerId)).mayWrite) return [userId];
      return found.map(({ memberId }) => memberId).filter((memberId) => memberId !== SUPPORT);
    },

    /** Those with whom a person has a conversation in which both may write. */
    async listPartners(userId: string): Promise<string[]> {
      const rows = await database.select<{ partnerId: string }>(
        `SELECT own.partnerId FROM conversation_sides own
         JOIN conversation_sides other
           ON other.conversationId = own.conversationId AND other.memberId = own.partnerId
         WHERE own.memberId = :userId AND own.partnerId <> :support
           AND own.blockedAt IS NULL AND other.blockedAt IS NULL`,
        { userId, support: SUPPORT },
      );
      const partnerIds = rows.map(({ partnerId }) => partnerId);
      const standings = await relations.withEach(userId, partnerIds);
      return partnerIds.filter((partnerId) => standings.get(partnerId)?.mayWrite);
    },
  };
}
