/** Changes settings, at once or from a day on: against the version that was read, with a reason, for money by two. */
import { invalidRequest, notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import { DAY_MS, iso } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { Change } from '../../platform/kernel/live-config';
import type { SettingsContext } from './settings.context';
import type { ReadSettings } from './read-settings';
import { THE_VERSION } from './setting-change.model';
import { settingsChanged } from './settings.events';
import { changeInForce, changeScheduled, settingsMoved } from './settings.problems';
import type { SettingsChange } from './settings.schema';

const FURTHEST_MS = 366 * DAY_MS;

const refuseValue = (field: string, message: string) =>
  invalidRequest(message, { errors: [{ field, code: 'invalid', message }] });

export function createChangeSettings(
  { platform, approvals, audit, live, models }: SettingsContext,
  reading: ReadSettings,
) {
  const { clock, database, events } = platform;

  /** Locked until the unit ends: one change after another. */
  const lockVersion = () => models.versions.findByPk(THE_VERSION, { lock: true, rejectOnEmpty: true });

  function refuseUnknown({ values }: SettingsChange): void {
    for (const [index, { name }] of values.entries()) {
      if (!live.declared.some((setting) => setting.name === name))
        throw refuseValue(`values.${index}.name`, 'There is no such setting.');
    }
  }

  /** What does not go together, at the moment of the change and at each that is to come. */
  function refuseUnfit(changes: readonly Change[], from: number, values: SettingsChange['values']): void {
    const later = changes.map(({ effectiveAt }) => effectiveAt).filter((at) => at > from);
    for (const at of [from, ...later]) {
      const { problems } = live.readAt(changes, at);
      if (problems.length === 0) continue;
      const fieldOf = (problem: string) => {
        const index = values.findIndex(({ name }) => problem.startsWith(`${name}:`));
        return index < 0 ? 'values' : `values.${index}.value`;
      };
      throw invalidRequest(problems.join('. '), {
        errors: problems.map((message) => ({ field: fieldOf(message), code: 'invalid', message })),
      });
    }
  }

  const isMoney = (names: readonly string[]): boolean =>
    live.declared.some(({ name, money }) => money && names.includes(name));

  async function tell(version: number, names: string[], effectiveAt: number): Promise<void> {
    await models.versions.update({ version }, { where: { id: THE_VERSION } });
    await events.emit(settingsChanged, { version: String(version), names, effectiveAt });
  }

  const unit = (actor: UserActor, change: SettingsChange): Promise<boolean> =>
    database.atomically(async () => {
      const now = clock.now();
      const effectiveAt = change.effectiveAt === undefined ? now : Date.parse(change.effectiveAt);
      if (effectiveAt < now || effectiveAt > now + FURTHEST_MS)
        throw refuseValue('effectiveAt', 'It lies in the past, or more than a year ahead.');
      const { version } = await lockVersion();
      if (Number(version) !== change.version)
        throw settingsMoved(`You read version ${change.version}; it is ${Number(version)} now.`);
      const standing = await reading.listStanding();
      const names = change.values.map(({ name }) => name);
      const later = standing.find((row) => names.includes(row.name) && row.effectiveAt > now);
      if (later) throw changeScheduled(`${later.name} changes on ${iso(later.effectiveAt)} already.`);
      const added = change.values.map(({ name, value }) => ({ name, value, effectiveAt }));
      refuseUnfit([...standing, ...added], effectiveAt, change.values);
      const [former, after] = [
        reading.writtenAt(standing, effectiveAt),
        reading.writtenAt([...standing, ...added], effectiveAt),
      ];
      for (const [index, { name }] of change.values.entries()) {
        if (former[name] === after[name])
          throw refuseValue(`values.${index}.value`, 'That is what holds already.');
      }
      if (isMoney(names)) {
        const asked = Object.fromEntries(change.values.map(({ name, value }) => [name, value]));
        const isAgreed = await approvals.mayBeDone(actor, {
          act: 'settings.change',
          subject: { type: 'settings', id: names.toSorted().join(',').slice(0, 120) },
          amountCents: 0,
          asked: { ...asked, effectiveAt: change.effectiveAt ?? null },
          concerns: [],
          always: true,
        });
        if (!isAgreed) return false;
      }
      const next = Number(version) + 1;
      for (const { name, value } of change.values) {
        await models.changes.create({
          ...{ id: newId(), version: next, name, value, formerValue: former[name] ?? '', effectiveAt },
          ...{ reason: change.reason, decidedBy: actor.userId, createdAt: now },
        });
      }
      await audit.record({
        actor,
        action: 'settings.changed',
        subject: { type: 'settings', id: String(next) },
        reason: change.reason,
        detail: {
          effectiveAt: iso(effectiveAt),
          changes: change.values.map(({ name }) => `${name}: ${former[name]} → ${after[name]}`),
        },
      });
      await tell(next, names, effectiveAt);
      return true;
    });

  return {
    /**
     * Answers whether it is done: false where it takes another administrator, who asks for the same.
     *
     * @throws settings_moved, change_scheduled, second_admin_needed, invalid_request
     */
    async change(actor: UserActor, change: SettingsChange): Promise<boolean> {
      refuseUnknown(change);
      const isDone = await unit(actor, change);
      // Whoever asked sees it hold; the other instances hear of it.
      await reading.reload();
      return isDone;
    },

    /** What has not come into force, with all that was to change together with it. @throws change_in_force */
    async cancel(actor: UserActor, id: string, reason: string): Promise<void> {
      await database.atomically(async () => {
        const { version } = await lockVersion();
        const row = await models.changes.findByPk(id);
        if (!row) throw notFound('There is no such change.');
        const now = clock.now();
        if (row.effectiveAt <= now || row.cancelledAt !== null)
          throw changeInForce('Only what is still to come can be canceled.');
        const standing = await reading.listStanding();
        refuseUnfit(
          standing.filter((each) => each.version !== row.version),
          now,
          [],
        );
        await models.changes.update(
          { cancelledAt: now, cancelledBy: actor.userId },
          { where: { version: row.version } },
        );
        const names = standing.filter((each) => each.version === row.version).map(({ name }) => name);
        await audit.record({
          actor,
          action: 'settings.change_cancelled',
          subject: { type: 'settings', id: String(row.version) },
          reason,
          detail: { names },
        });
        await tell(Number(version) + 1, names, now);
      });
      await reading.reload();
    },
  };
}

export type ChangeSettings = ReturnType<typeof createChangeSettings>;
