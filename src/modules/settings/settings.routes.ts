/** The endpoints of settings. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId, Reason } from '../../platform/http/wire';
import { iso } from '../../platform/kernel/clock';
import { mapPage } from '../../platform/kernel/page';
import { secondAdminNeeded } from '../approvals';
import { type Identity, personOf } from '../identity';
import type { ChangeSettings } from './change-settings';
import type { ReadSettings } from './read-settings';
import { changeInForce, changeScheduled, settingsMoved } from './settings.problems';
import {
  SettingChangeView,
  SettingHistoryQuery,
  SettingsChange,
  SettingsOutcome,
  SettingsView,
} from './settings.schema';

type Read = Awaited<ReturnType<ReadSettings['read']>>;

const present = ({ version, settings }: Read): z.input<typeof SettingsView> => ({
  version,
  settings: settings.map(({ scheduled, ...setting }) => ({
    ...setting,
    scheduled: scheduled && { value: scheduled.value, effectiveAt: iso(scheduled.effectiveAt) },
  })),
});

export const settingsRoutes = (settings: ReadSettings & ChangeSettings, identity: Identity): Endpoint[] => [
  endpoint({
    operationId: 'getSettings',
    method: 'get',
    path: '/admin/settings',
    summary: 'Get what can be changed while the product runs, with what holds now.',
    access: 'admin',
    response: SettingsView,
  }).handledBy(async () => present(await settings.read())),

  endpoint({
    operationId: 'changeSettings',
    method: 'put',
    path: '/admin/settings',
    summary: 'Change settings, at once or from a day on.',
    description:
      'Holds within seconds everywhere. What people have agreed to stays: open deals, subscriptions, orders. A change of ' +
      'what people are charged takes two administrators, who ask for the same.',
    access: 'admin',
    stepUp: true,
    body: SettingsChange,
    response: SettingsOutcome,
    problems: [settingsMoved, changeScheduled, secondAdminNeeded],
  }).handledBy(async ({ actor, body }) => ({
    changed: await settings.change(actor, body),
    settings: present(await settings.read()),
  })),

  endpoint({
    operationId: 'listSettingChanges',
    method: 'get',
    path: '/admin/settings/history',
    summary: 'List the changes of settings, newest first.',
    access: 'admin',
    query: SettingHistoryQuery,
    paged: true,
    response: z.array(SettingChangeView),
  }).handledBy(async ({ query }) => {
    const { page, stateOf } = await settings.listHistory(query);
    const people = await identity.findUsers([...new Set(page.items.map(({ decidedBy }) => decidedBy))]);
    return mapPage(page, (row) => ({
      ...{ id: row.id, version: Number(row.version), name: row.name, title: settings.titleOf(row.name) },
      ...{ value: row.value, formerValue: row.formerValue, effectiveAt: iso(row.effectiveAt) },
      ...{ reason: row.reason, decidedBy: personOf(row.decidedBy, people), createdAt: iso(row.createdAt) },
      state: stateOf(row),
    }));
  }),

  endpoint({
    operationId: 'cancelSettingChange',
    method: 'post',
    path: '/admin/settings/history/{id}/cancel',
    summary: 'Cancel a change of settings that is still to come, with all that was to change with it.',
    access: 'admin',
    params: byId,
    body: z.strictObject({ reason: Reason }),
    response: SettingsView,
    problems: [changeInForce],
  }).handledBy(async ({ actor, params, body }) => {
    await settings.cancel(actor, params.id, body.reason);
    return present(await settings.read());
  }),
];
