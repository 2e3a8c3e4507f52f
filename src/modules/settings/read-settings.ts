/** Reads what holds, what is to come and what was; brings what was changed into force on this instance. */
import { modelKeyset, readPage } from '../../platform/db/keyset';
import type { Change } from '../../platform/kernel/live-config';
import type { Page } from '../../platform/kernel/page';
import type { SettingsContext } from './settings.context';
import { type SettingChangeRow, THE_VERSION } from './setting-change.model';
import type { CHANGE_STATES, SettingHistoryQuery } from './settings.schema';

export type ChangeState = (typeof CHANGE_STATES)[number];

export type ReadSettings = ReturnType<typeof createReadSettings>;

export function createReadSettings({ platform, live, models }: SettingsContext) {
  const { clock, log } = platform;

  /** In the order in which they were made, without those that were canceled. */
  const listStanding = (): Promise<SettingChangeRow[]> =>
    models.changes.findAll({
      where: { cancelledAt: null },
      order: [
        ['version', 'ASC'],
        ['id', 'ASC'],
      ],
    });

  async function readVersion(): Promise<number> {
    const row = await models.versions.findByPk(THE_VERSION, { rejectOnEmpty: true });
    return Number(row.version);
  }

  /** As text, by name. */
  function writtenAt(changes: readonly Change[], at: number): Record<string, string> {
    const { values } = live.readAt(changes, at);
    return Object.fromEntries(live.declared.map(({ name, write }) => [name, write(values[name])]));
  }

  return {
    listStanding,
    writtenAt,

    /** What held then, though it may be another one by now. */
    async numberAt(name: string, at: number): Promise<number> {
      const value = live.readAt(await listStanding(), at).values[name];
      if (typeof value !== 'number') throw new Error(`${name} is no setting that is a number.`);
      return value;
    },

    async reload(): Promise<void> {
      const problems = live.apply(await listStanding());
      if (problems.length > 0) log.error('settings are not taken any more', { problems });
    },

    async read() {
      const [version, changes] = await Promise.all([readVersion(), listStanding()]);
      const now = clock.now();
      const [usual, held] = [writtenAt([], now), writtenAt(changes, now)];
      return {
        version,
        settings: live.declared.map((setting) => {
          const { name, group, title, description, kind, parts = [], money = false } = setting;
          const next = changes.find((change) => change.name === name && change.effectiveAt > now);
          return {
            ...{ name, group, title, description, kind, parts: [...parts], twoAdmins: money },
            ...{ value: held[name] ?? '', usual: usual[name] ?? '' },
            scheduled: next
              ? { value: next.value ?? usual[name] ?? '', effectiveAt: next.effectiveAt }
              : null,
          };
        }),
      };
    },

    /** Newest first. */
    async listHistory({ name, ...query }: SettingHistoryQuery) {
      const rows = modelKeyset(models.changes, {
        name: 'settings.history',
        order: [
          ['version', 'DESC'],
          ['id', 'DESC'],
        ],
        ...(name ? { where: { name } } : {}),
      });
      const page: Page<SettingChangeRow> = await readPage(rows, { ...query, name });
      const standing = await listStanding();
      const now = clock.now();
      const holding = new Map(
        live.declared.map((setting) => {
          const own = standing.filter((row) => row.name === setting.name && row.effectiveAt <= now);
          const latest = own.reduce<SettingChangeRow | undefined>(
            (last, row) => (last && last.effectiveAt > row.effectiveAt ? last : row),
            undefined,
          );
          return [setting.name, latest?.id];
        }),
      );
      const stateOf = (row: SettingChangeRow): ChangeState => {
        if (row.cancelledAt !== null) return 'CANCELLED';
        if (row.effectiveAt > now) return 'SCHEDULED';
        return holding.get(row.name) === row.id ? 'IN_FORCE' : 'REPLACED';
      };
      return { page, stateOf };
    },

    titleOf: (name: string): string => live.declared.find((setting) => setting.name === name)?.title ?? name,
  };
}
