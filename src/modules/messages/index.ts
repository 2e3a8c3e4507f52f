/** The door of messages: what people write to each other over a listing, an offer or a deal, and to support. */
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import type { WaitingSource } from '../../platform/kernel/waiting';
import { userDeleted } from '../identity';
import { adminMessageRoutes } from './admin-messages.routes';
import { createDeputies } from './deputies';
import { documentsOfMessages } from './message-documents';
import { createMembers, type Members } from './members';
import { createMessageStore } from './message.store';
import type { MessagesContext, MessagesDeps } from './messages.context';
import { dealMessageRoutes, messageRoutes, type UseCases } from './messages.routes';
import { registerUserData } from './messages.user-data';
import { createRelations } from './relations';
import { createBlockConversation } from './use-cases/block-conversation';
import { createDeleteMessage } from './use-cases/delete-message';
import { createListWaiting } from './use-cases/list-waiting';
import { createMarkRead } from './use-cases/mark-read';
import { createEraseUserMessages } from './use-cases/erase-user-messages';
import { createReadConversations } from './use-cases/read-conversations';
import { createReports } from './use-cases/reports';
import { createSendMessage } from './use-cases/send-message';
import { createSweepMessages } from './use-cases/sweep-messages';

export * from './messages.events';
export { SUPPORT } from './message.model';

const HEARER = 'messages';

export interface Messages extends WaitingSource, Members {
  /** How many messages the person has not read. */
  countUnread(userId: string): Promise<number>;
}

export function createMessages(platform: Platform, deps: MessagesDeps): Messages {
  const { events, scheduler } = platform;
  const store = createMessageStore(platform, deps.documents);
  const relations = createRelations(deps);
  const deputies = createDeputies(store, relations);
  const context: MessagesContext = { ...deps, platform, store, relations, deputies };
  const useCases: UseCases = {
    ...createReadConversations(context),
    ...createSendMessage(context),
    ...createMarkRead(context),
    ...createBlockConversation(context),
    ...createReports(context),
    deleteMessage: createDeleteMessage(context),
  };
  platform.serve('Messages', messageRoutes(useCases, deps.identity));
  platform.serve('Transactions', dealMessageRoutes(useCases));
  platform.serve('Administration', adminMessageRoutes(useCases, deps.identity));
  registerUserData(context);
  deps.documents.register('message', documentsOfMessages(context));

  const { notifyWaiting, eraseDeleted } = createSweepMessages(context);
  scheduler.every('messages.waiting', MINUTE_MS, notifyWaiting);
  scheduler.every('messages.erase', HOUR_MS, eraseDeleted);
  events.on(userDeleted, HEARER, { runs: 'unit' }, createEraseUserMessages(context));

  return {
    listWaiting: createListWaiting(context),
    countUnread: useCases.countUnreadOf,
    ...createMembers(context),
  };
}
