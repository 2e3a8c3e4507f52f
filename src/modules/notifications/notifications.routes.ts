/** The endpoints of a person's notifications. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { byId, Done, done } from '../../platform/http/wire';
import { mapPage } from '../../platform/kernel/page';
import { presentNotification } from './notification.view';
import {
  Changed,
  Counts,
  NotificationListQuery,
  NotificationView,
  UnreadCount,
} from './notifications.schema';
import type { NotificationService } from './notifications.service';
import type { Messages } from '../messages';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    notifications: true;
  }
}

export const notificationRoutes = (
  notifications: NotificationService,
  messages: Pick<Messages, 'countUnread'>,
): Endpoint[] => [
  endpoint({
    operationId: 'listNotifications',
    method: 'get',
    path: '/notifications',
    summary: 'List your notifications, newest first.',
    access: 'user',
    scope: 'notifications:read',
    query: NotificationListQuery,
    paged: true,
    response: z.array(NotificationView),
  }).handledBy(async ({ actor, query }) =>
    mapPage(await notifications.listNotifications(actor, query), presentNotification),
  ),

  endpoint({
    operationId: 'countUnreadNotifications',
    method: 'get',
    path: '/notifications/unread-count',
    summary: 'Count your unread notifications, and your unread messages.',
    access: 'user',
    scope: 'notifications:read',
    response: UnreadCount,
  }).handledBy(async ({ actor: { userId } }) => {
    const [unread, unreadMessages] = await Promise.all([
      notifications.countUnread(userId),
      messages.countUnread(userId),
    ]);
    return { unread, unreadMessages };
  }),

  endpoint({
    operationId: 'countNotifications',
    method: 'get',
    path: '/notifications/counts',
    summary: 'Count your notifications by kind, in all and unread.',
    access: 'user',
    scope: 'notifications:read',
    response: Counts,
  }).handledBy(({ actor }) => notifications.countByKind(actor)),

  endpoint({
    operationId: 'markAllNotificationsRead',
    method: 'put',
    path: '/notifications/read-all',
    openToImpersonators: true,
    summary: 'Mark all notifications as read.',
    access: 'user',
    scope: 'notifications:write',
    response: Changed,
  }).handledBy(async ({ actor }) => ({ changed: await notifications.markAllRead(actor) })),

  endpoint({
    operationId: 'markNotificationRead',
    method: 'put',
    path: '/notifications/{id}/read',
    openToImpersonators: true,
    summary: 'Mark a notification as read.',
    access: 'user',
    scope: 'notifications:write',
    params: byId,
    response: NotificationView,
  }).handledBy(async ({ actor, params }) =>
    presentNotification(await notifications.markRead(actor, params.id)),
  ),

  endpoint({
    operationId: 'deleteAllNotifications',
    method: 'delete',
    path: '/notifications/clear',
    summary: 'Delete all notifications.',
    access: 'user',
    scope: 'notifications:write',
    response: Changed,
  }).handledBy(async ({ actor }) => ({ changed: await notifications.removeAll(actor) })),

  endpoint({
    operationId: 'deleteNotification',
    method: 'delete',
    path: '/notifications/{id}',
    summary: 'Delete a notification.',
    access: 'user',
    scope: 'notifications:write',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await notifications.remove(actor, params.id);
    return done;
  }),
];
