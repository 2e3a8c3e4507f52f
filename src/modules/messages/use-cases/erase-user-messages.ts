/** What becomes of the messages of a person who deleted their account. */
import type { MessagesContext } from '../messages.context';
import { ERASABLE } from './sweep-messages';

/**
 * What they wrote is erased, with a mark in its place: all but what belongs to a deal, and what is reported, which is
 * deleted now and erased after the decision. What others wrote to them is the others' as well and stays.
 */
export const createEraseUserMessages =
  ({ platform: { database, clock }, store }: MessagesContext) =>
  async ({ userId }: { userId: string }): Promise<void> => {
    const values = { userId, now: clock.now() };
    await database.change(
      `UPDATE messages SET content = '', masked = NULL, documents = NULL, erasedAt = :now, deletedAt = COALESCE(deletedAt, :now)
       WHERE fromId = :userId AND ${ERASABLE}`,
      values,
    );
    await database.change(
      `UPDATE messages SET deletedAt = :now
       WHERE fromId = :userId AND transactionId IS NULL AND deletedAt IS NULL`,
      values,
    );
    await store.sides.update({ noticeDueAt: null, unreadSince: null }, { where: { memberId: userId } });
  };
