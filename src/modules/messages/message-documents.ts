/** Who may read the documents of a message: who wrote it and who got it. Told to the module that keeps them. */
import { isAdmin } from '../../platform/kernel/actor';
import type { SubjectRules } from '../documents';
import { SUPPORT } from './message.model';
import type { MessagesContext } from './messages.context';

export const documentsOfMessages = ({ store, relations, deputies }: MessagesContext): SubjectRules => ({
  exists: async (id) => (await store.messages.count({ where: { id } })) > 0,

  /** As long as the message can be read, and contact is open: a paper bears names and numbers. */
  async mayRead(actor, messageId) {
    const message = await store.messages.findByPk(messageId);
    if (!message || message.deletedAt !== null) return false;
    const { fromId, toId, transactionId } = message;
    if (isAdmin(actor) && toId === SUPPORT) return true;
    if (fromId !== actor.userId && toId !== actor.userId) return false;
    if (!(await deputies.mayMeet(actor, fromId === actor.userId ? toId : fromId))) return false;
    if (transactionId !== null || fromId === SUPPORT || toId === SUPPORT) return true;
    const { contactOpen } = await relations.with(actor.userId, fromId === actor.userId ? toId : fromId);
    return contactOpen;
  },

  /** They come with the message, and not after it. */
  mayAttach: () => Promise.resolve('UNSEEN'),

  async over(messageId) {
    const message = await store.messages.findByPk(messageId);
    return message && { since: message.createdAt, as: 'RECORD' };
  },

  /** Until its text is erased as well. */
  async keeps(messageId) {
    const message = await store.messages.findByPk(messageId);
    return message !== null && message.erasedAt === null;
  },
});
