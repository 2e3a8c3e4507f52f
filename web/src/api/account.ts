/** What belongs to one's own account: how one signs in, what is kept, what one is told. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Session = Schemas['Session'];
export type ApiKey = Schemas['ApiKey'];
export type Scope = Schemas['ApiKeyScope'];
export type Preferences = Schemas['NotificationPreferences'];
export type SecondFactorSetUp = Schemas['SecondFactorSetUp'];
type PreferencesChange = Schemas['ChangeNotificationPreferencesBody'];

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => answerOf(api.GET('/auth/sessions', { signal })),
  select: ({ data }) => data,
});

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => answerOf(api.GET('/users/me/api-keys', { signal })),
  select: ({ data }) => data,
});

export const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: ({ signal }) => answerOf(api.GET('/users/me/notification-preferences', { signal })),
  select: ({ data }) => data,
});

/** A picture goes as the form that it is in, and no JSON. */
const asForm = (avatar: File) => {
  const form = new FormData();
  form.append('avatar', avatar);
  return form;
};

export const account = {
  change: (body: Schemas['ProfileChange']) => answerOf(api.PUT('/users/me', { body })),
  addRole: (role: Schemas['TradingRole']) => answerOf(api.POST('/users/me/roles', { body: { role } })),
  setPicture: (picture: File) =>
    answerOf(api.POST('/users/me/avatar', { body: { avatar: '' }, bodySerializer: () => asForm(picture) })),
  dropPicture: () => answerOf(api.DELETE('/users/me/avatar')),
  changeEmail: (body: Schemas['EmailChange']) => answerOf(api.POST('/auth/change-email', { body })),
  changePassword: (body: Schemas['PasswordChange']) => answerOf(api.POST('/auth/change-password', { body })),
  setUpSecondFactor: () => answerOf(api.POST('/auth/2fa/setup')),
  enableSecondFactor: (code: string) => answerOf(api.POST('/auth/2fa/enable', { body: { code } })),
  disableSecondFactor: (password: string) => answerOf(api.POST('/auth/2fa/disable', { body: { password } })),
  replaceRecoveryCodes: () => answerOf(api.POST('/auth/2fa/recovery-codes')),
  endSession: (id: string) => answerOf(api.DELETE('/auth/sessions/{id}', { params: { path: { id } } })),
  signOutEverywhere: () => answerOf(api.POST('/auth/logout-all')),
  makeKey: (body: Schemas['NewApiKey']) => answerOf(api.POST('/users/me/api-keys', { body })),
  revokeKey: (id: string) => answerOf(api.DELETE('/users/me/api-keys/{id}', { params: { path: { id } } })),
  choose: (body: PreferencesChange) => answerOf(api.PUT('/users/me/notification-preferences', { body })),
  remove: (password: string) => answerOf(api.DELETE('/users/me', { body: { password } })),
};
