/** What the clock does to messages: tells who is away that something waits, and erases what was deleted. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { DAY_MS } from '../../../platform/kernel/clock';
import type { MessagesContext } from '../messages.context';
import { messageWaiting } from '../messages.events';
import { newsOf } from '../message.store';

/** For so long a report can still show what was deleted. */
export const ERASED_AFTER_MS = 30 * DAY_MS;

/** What a deal was spoken about stays with the deal; what is reported, until it is decided. */
export const ERASABLE = `transactionId IS NULL AND erasedAt IS NULL AND NOT EXISTS (
  SELECT 1 FROM conversation_reports r WHERE r.conversationId = messages.conversationId AND r.state = 'OPEN')`;

export function createSweepMessages({ platform, store }: MessagesContext) {
  const { database, clock, events, log } = platform;

  async function tellWaiting(memberId: string, partnerId: string, now: number): Promise<void> {
    const conversation = await store.findLocked(memberId, partnerId);
    const side = await store.sides.findOne({ where: { memberId, partnerId } });
    if (!conversation || !side?.noticeDueAt || side.noticeDueAt > now) return;
    const where = { toId: memberId, conversationId: conversation.id, readAt: null, deletedAt: null };
    const last = await store.messages.findOne({ where, order: [['seq', 'DESC']] });
    const tells = last !== null && conversation.blockedAt === null;
    await side.update({ noticeDueAt: null, ...(tells ? { noticedAt: now } : {}) });
    if (!tells) return;
    await events.emit(messageWaiting, { ...newsOf(last), unread: await store.messages.count({ where }) });
  }

  return {
    notifyWaiting(signal: AbortSignal): Promise<void> {
      const now = clock.now();
      const due = selectKeyset<{ memberId: string; partnerId: string }>(database, {
        name: 'messages.waiting',
        order: [
          ['memberId', 'ASC'],
          ['partnerId', 'ASC'],
        ],
        select: 'memberId, partnerId',
        from: 'conversation_sides',
        where: ['noticeDueAt <= :now'],
        values: { now },
      });
      return sweep(
        log,
        due,
        ({ memberId, partnerId }) => database.atomically(() => tellWaiting(memberId, partnerId, now)),
        signal,
      );
    },

    eraseDeleted(signal: AbortSignal): Promise<void> {
      const now = clock.now();
      const due = selectKeyset<{ id: string }>(database, {
        name: 'messages.erase',
        order: BY_ID,
        select: 'id',
        from: 'messages',
        where: ['erasedAt IS NULL', 'deletedAt <= :before', ERASABLE],
        values: { before: now - ERASED_AFTER_MS },
      });
      const erase = `UPDATE messages SET content = '', masked = NULL, documents = NULL, erasedAt = :now WHERE id = :id AND ${ERASABLE}`;
      return sweep(log, due, ({ id }) => database.change(erase, { id, now }), signal);
    },
  };
}
