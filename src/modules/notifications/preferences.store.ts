/** What people chose: by which channels they are told, and when their letters may leave. */
import type { Database } from '../../platform/db/database';
import type { Clock } from '../../platform/kernel/clock';
import { type MailMode, type MailTimes, USUAL_TIMES } from './mail-times.rules';
import type { NoticeKind } from './kinds';
import type { Channel } from './notice';
import type { Choices } from './preferences.rules';
import type { QueueKind } from './queues';

interface SettingsRow {
  userId: string;
  mailMode: MailMode;
  quietFrom: number | null;
  quietUntil: number | null;
  timeZone: string;
}

interface ChoiceRow {
  userId: string;
  kind: string;
  channel: Channel;
  chosen: number;
}

export interface Choice {
  kind: NoticeKind | QueueKey;
  channel: Channel;
  chosen: boolean;
}

/** A queue among the kinds: whether an admin hears of it at all stands under its inbox. */
export type QueueKey = `QUEUE ${QueueKind}`;
export const keyOfQueue = (queue: QueueKind): QueueKey => `QUEUE ${queue}`;

export type PreferencesStore = ReturnType<typeof createPreferencesStore>;

export function createPreferencesStore({ select, change, dialect, forUpdate }: Database, clock: Clock) {
  const insertNew = dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  const timesOf = ({ mailMode, quietFrom, quietUntil, timeZone }: SettingsRow): MailTimes => ({
    mailMode,
    quietHours: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
    timeZone,
  });

  return {
    /**
     * What these people chose: about each of the kinds, by `kind userId`, and when their letters leave. Who chose nothing
     * is missing.
     */
    async findPreferences(
      kinds: NoticeKind[],
      userIds: string[],
    ): Promise<{ choices: Map<string, Choices>; times: Map<string, MailTimes> }> {
      const rows =
        userIds.length === 0
          ? []
          : await select<Partial<ChoiceRow> & SettingsRow>(
              `SELECT userId, mailMode, quietFrom, quietUntil, timeZone, NULL AS kind, NULL AS channel, NULL AS chosen
               FROM notification_settings WHERE userId IN (:userIds)
               UNION ALL
               SELECT userId, NULL, NULL, NULL, NULL, kind, channel, chosen
               FROM notification_choices WHERE userId IN (:userIds) AND kind IN (:kinds)`,
              { kinds: [...new Set(kinds)], userIds: [...new Set(userIds)] },
            );
      const choices = new Map<string, Choices>();
      const times = new Map<string, MailTimes>();
      for (const row of rows) {
        const { userId, kind, channel, chosen } = row;
        if (!kind || !channel) times.set(userId, timesOf(row));
        else
          choices.set(`${kind} ${userId}`, {
            ...choices.get(`${kind} ${userId}`),
            [channel]: Boolean(chosen),
          });
      }
      return { choices, times };
    },

    /** By kind, of one person. */
    async choicesOf(userId: string): Promise<Map<string, Choices>> {
      const rows = await select<ChoiceRow>(
        'SELECT kind, channel, chosen FROM notification_choices WHERE userId = :userId ORDER BY kind, channel',
        { userId },
      );
      const choices = new Map<string, Choices>();
      for (const { kind, channel, chosen } of rows) {
        choices.set(kind, { ...choices.get(kind), [channel]: Boolean(chosen) });
      }
      return choices;
    },

    /** Null for one who did not choose when their letters leave. */
    async findTimes(userId: string): Promise<MailTimes | null> {
      const [row] = await select<SettingsRow>(
        `SELECT userId, mailMode, quietFrom, quietUntil, timeZone FROM notification_settings WHERE userId = :userId`,
        { userId },
      );
      return row ? timesOf(row) : null;
    },

    /** Holds the person's row in the ambient unit, so that changes follow each other. */
    async lockTimes(userId: string): Promise<MailTimes> {
      const { mailMode, timeZone } = USUAL_TIMES;
      await change(
        `${insertNew} INTO notification_settings (userId, mailMode, timeZone, changedAt)
         VALUES (:userId, :mailMode, :timeZone, :now)`,
        { userId, mailMode, timeZone, now: clock.now() },
      );
      const [row] = await select<SettingsRow>(
        `SELECT userId, mailMode, quietFrom, quietUntil, timeZone FROM notification_settings
         WHERE userId = :userId ${forUpdate}`,
        { userId },
      );
      return row ? timesOf(row) : USUAL_TIMES;
    },

    saveTimes: (userId: string, { mailMode, quietHours, timeZone }: MailTimes) =>
      change(
        `UPDATE notification_settings SET mailMode = :mailMode, quietFrom = :quietFrom, quietUntil = :quietUntil,
           timeZone = :timeZone, changedAt = :now
         WHERE userId = :userId`,
        {
          userId,
          mailMode,
          timeZone,
          quietFrom: quietHours?.from ?? null,
          quietUntil: quietHours?.until ?? null,
          now: clock.now(),
        },
      ),

    /** In the ambient unit, which holds the person's row. */
    async saveChoices(userId: string, choices: readonly Choice[]): Promise<void> {
      for (const { kind, channel, chosen } of choices) {
        const row = { userId, kind, channel, chosen: chosen ? 1 : 0, now: clock.now() };
        const changed = await change(
          `UPDATE notification_choices SET chosen = :chosen, changedAt = :now
           WHERE userId = :userId AND kind = :kind AND channel = :channel`,
          row,
        );
        if (changed > 0) continue;
        await change(
          `${insertNew} INTO notification_choices (userId, kind, channel, chosen, changedAt)
           VALUES (:userId, :kind, :channel, :chosen, :now)`,
          row,
        );
      }
    },

    /** Those of the admins who do not want to hear of the queue. */
    async findDeaf(queue: QueueKind, adminIds: string[]): Promise<Set<string>> {
      const rows =
        adminIds.length === 0
          ? []
          : await select<{ userId: string }>(
              `SELECT userId FROM notification_choices
               WHERE kind = :kind AND chosen = 0 AND userId IN (:adminIds)`,
              { kind: keyOfQueue(queue), adminIds },
            );
      return new Set(rows.map(({ userId }) => userId));
    },

    /** In the ambient unit. */
    async forget(userId: string): Promise<void> {
      for (const table of ['notification_choices', 'notification_settings', 'notification_held_letters']) {
        await change(`DELETE FROM ${table} WHERE userId = :userId`, { userId });
      }
    },
  };
}
