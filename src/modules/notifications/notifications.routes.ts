/** The endpoints of a person's notifications. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { byId, Done, done } from '../../platform/http/wire';
import { badCursor } from '../../platform/kernel/page';
import {
  Changed,
  Counts,
  NotificationListQuery,
  NotificationView,
  UnreadCount,
} from './notifications.schema';
import type { NotificationService } from './notifications.service';

export const notificationRoutes = (notifications: NotificationService): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/notifications',
    summary: 'What you were told, newest first.',
    access: 'user',
    query: NotificationListQuery,
    paged: true,
    response: z.array(NotificationView),
    problems: [badCursor],
  }).handledBy(({ actor, query }) => notifications.listNotifications(actor, query)),

  endpoint({
    method: 'get',
    path: '/notifications/unread-count',
    summary: 'How many you have not read.',
    access: 'user',
    response: UnreadCount,
  }).handledBy(async ({ actor }) => ({ unread: await notifications.countUnread(actor.userId) })),

  endpoint({
    method: 'get',
    path: '/notifications/counts',
    summary: 'How many there are of each kind, and how many of them you have not read.',
    access: 'user',
    response: Counts,
  }).handledBy(({ actor }) => notifications.countByKind(actor)),

  endpoint({
    method: 'put',
    path: '/notifications/read-all',
    openToImpersonators: true,
    summary: 'Mark all as read.',
    access: 'user',
    response: Changed,
  }).handledBy(async ({ actor }) => ({ changed: await notifications.markAllRead(actor) })),

  endpoint({
    method: 'put',
    path: '/notifications/{id}/read',
    openToImpersonators: true,
    summary: 'Mark one as read.',
    access: 'user',
    params: byId,
    response: NotificationView,
  }).handledBy(({ actor, params }) => notifications.markRead(actor, params.id)),

  endpoint({
    method: 'delete',
    path: '/notifications/clear',
    summary: 'Throw all away.',
    access: 'user',
    response: Changed,
  }).handledBy(async ({ actor }) => ({ changed: await notifications.removeAll(actor) })),

  endpoint({
    method: 'delete',
    path: '/notifications/{id}',
    summary: 'Throw one away.',
    access: 'user',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await notifications.remove(actor, params.id);
    return done;
  }),
];
