/** What waits for an operator: messages to support, and reports of conversations. */
import { Op } from 'sequelize';
import { waitingIn } from '../../../platform/db/waiting';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import { SUPPORT } from '../message.model';
import type { MessagesContext } from '../messages.context';

export const createListWaiting =
  ({ store }: MessagesContext) =>
  (): Promise<WaitingQueue[]> =>
    Promise.all([
      waitingIn(store.sides, {
        kind: 'SUPPORT_MESSAGE',
        task: 'Answer the user, or mark the thread as read.',
        path: '/admin/support/conversations?waiting=true',
        where: { memberId: SUPPORT, unreadSince: { [Op.ne]: null } },
        since: 'unreadSince',
        items: (rows) =>
          rows.map(({ partnerId, unreadSince, lastMessageAt }) => ({
            ...{ id: partnerId, userId: partnerId, about: 'A message to support', amountCents: null },
            since: unreadSince ?? lastMessageAt,
          })),
      }),
      waitingIn(store.reports, {
        kind: 'CONVERSATION_REPORT',
        task: 'Read the conversation and decide the report.',
        path: '/admin/message-reports',
        where: { state: 'OPEN' },
        since: 'openedAt',
        items: (rows) =>
          rows.map(({ id, reporterId, openedAt }) => ({
            ...{
              id,
              userId: reporterId,
              about: 'A conversation to read',
              amountCents: null,
              since: openedAt,
            },
          })),
      }),
    ]);
