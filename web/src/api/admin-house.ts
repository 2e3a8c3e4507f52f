/** What administrators read of the platform: its settings, and its figures over time. */
import { queryOptions } from '@tanstack/react-query';
import { type Asked, pagesOf } from './admin';
import { answerOf, api } from './client';
import type { components } from './schema';

export type Setting = components['schemas']['Setting'];
export type ReportName = 'revenue' | 'users' | 'listings' | 'deals';

export const settingsQuery = queryOptions({
  queryKey: ['admin', 'settings'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/settings', { signal })),
  select: ({ data }) => data,
});

export const settingHistoryQuery = (asked: Asked<'listSettingChanges'>) =>
  pagesOf(['settings', 'history', asked], (part, signal) =>
    answerOf(api.GET('/admin/settings/history', { params: { query: { ...asked, ...part } }, signal })),
  );

export const dashboardQuery = queryOptions({
  queryKey: ['admin', 'dashboard'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/dashboard', { signal })),
  select: ({ data }) => data,
});

export interface ReportDays {
  from?: string | undefined;
  to?: string | undefined;
}

export const reportQuery = (name: ReportName, days: ReportDays) =>
  queryOptions({
    queryKey: ['admin', 'analytics', name, days],
    queryFn: ({ signal }) =>
      answerOf(api.GET(`/admin/analytics/${name}`, { params: { query: days }, signal })),
    // The file is read by `saveFile`.
    select: (answer) => (answer as Exclude<typeof answer, string>).data,
  });
