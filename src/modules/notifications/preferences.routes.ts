/** The endpoints of what a person is told, and how. */
import type { z } from 'zod';
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { forbidden } from '../../platform/http/problem';
import { requiredNotice } from './notifications.problems';
import { PreferencesChange, PreferencesView, timeOf } from './preferences.schema';
import type { Preferences, PreferencesService } from './preferences.service';

export const presentPreferences = ({
  quietHours,
  ...rest
}: Preferences): z.input<typeof PreferencesView> => ({
  ...rest,
  quietHours: quietHours && { from: timeOf(quietHours.from), until: timeOf(quietHours.until) },
});

export const preferencesRoutes = (preferences: PreferencesService): Endpoint[] => [
  endpoint({
    operationId: 'getNotificationPreferences',
    method: 'get',
    path: '/users/me/notification-preferences',
    summary: 'Get by which channels you are told what, and when letters come.',
    access: 'user',
    scope: 'notifications:read',
    response: PreferencesView,
  }).handledBy(async ({ actor }) => presentPreferences(await preferences.read(actor))),

  endpoint({
    operationId: 'changeNotificationPreferences',
    method: 'put',
    path: '/users/me/notification-preferences',
    summary: 'Choose by which channels you are told what, and when letters come.',
    description:
      'Fields that you leave out stay as they are. What is required can be switched by no channel but `live`. Letters that wait for a digest or for quiet hours to end follow the new times.',
    access: 'user',
    scope: 'notifications:write',
    body: PreferencesChange,
    response: PreferencesView,
    problems: [requiredNotice, forbidden],
  }).handledBy(async ({ actor, body }) => presentPreferences(await preferences.change(actor, body))),
];
