/** What people choose about being told: by which channels, and when letters leave. */
import { forbidden } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import type { Platform } from '../../platform/platform';
import type { HeldLetters } from './held-letters';
import { type Category, CATEGORIES, isRequired, KINDS, type NoticeKind, NOTICE_KINDS } from './kinds';
import { type MailTimes, USUAL_TIMES } from './mail-times.rules';
import { type AnyNotice, type Channel, CHANNELS, type Reader } from './notice';
import { requiredNotice } from './notifications.problems';
import { channelsFor, mayChoose } from './preferences.rules';
import type { PreferencesChange } from './preferences.schema';
import { type Choice, keyOfQueue, type PreferencesStore } from './preferences.store';
import { QUEUE_KINDS, type QueueKind } from './queues';
import type { Ended, UnsubscribeOrder } from './unsubscribe-links';

export interface KindPreference {
  kind: NoticeKind;
  category: Category;
  required: boolean;
  channels: Record<Channel, boolean>;
}

export interface Preferences extends MailTimes {
  kinds: KindPreference[];
  /** Of an admin: of which queues they hear. */
  queues: { queue: QueueKind; told: boolean }[];
}

export type PreferencesService = ReturnType<typeof createPreferencesService>;

/** Of what both are told, admins choose as admins. */
const readerOf = ({ roles }: UserActor): Reader => (roles.includes('admin') ? 'ADMIN' : 'USER');

const isFor = (kind: NoticeKind, reader: Reader): boolean =>
  KINDS[kind] !== 'operations' || reader === 'ADMIN';

export function createPreferencesService(
  { database }: Pick<Platform, 'database'>,
  store: PreferencesStore,
  held: Pick<HeldLetters, 'setFree'>,
  notices: readonly AnyNotice[],
) {
  async function read(actor: UserActor): Promise<Preferences> {
    const reader = readerOf(actor);
    const choices = await store.choicesOf(actor.userId);
    const times = (await store.findTimes(actor.userId)) ?? USUAL_TIMES;
    const kinds = notices
      .filter(({ kind }) => isFor(kind, reader))
      .map((notice) => ({
        kind: notice.kind,
        category: KINDS[notice.kind],
        required: !mayChoose(notice.kind, 'mail', reader),
        channels: channelsFor(notice, reader, choices.get(notice.kind) ?? {}),
      }));
    const queues = (reader === 'ADMIN' ? QUEUE_KINDS : []).map((queue) => ({
      queue,
      told: choices.get(keyOfQueue(queue))?.inbox ?? true,
    }));
    return { ...times, kinds, queues };
  }

  /** Saying of what is required what is so anyway refuses nothing: clients send back what they read. */
  function choicesOf(actor: UserActor, { kinds = [], queues = [] }: PreferencesChange): Choice[] {
    const reader = readerOf(actor);
    if (queues.length > 0 && reader !== 'ADMIN') throw forbidden('Queues are told to administrators.');
    const ofQueues = queues.map(({ queue, told }): Choice => ({
      kind: keyOfQueue(queue),
      channel: 'inbox',
      chosen: told,
    }));
    const ofKinds = kinds.flatMap(({ kind, channels }) => {
      const notice = notices.find((each) => each.kind === kind);
      if (!notice) return [];
      const proposed = channelsFor(notice, reader, {});
      return CHANNELS.flatMap((channel) => {
        const chosen = channels[channel];
        if (chosen === undefined) return [];
        if (mayChoose(kind, channel, reader)) return [{ kind, channel, chosen }];
        if (chosen === proposed[channel]) return [];
        throw requiredNotice(`${kind} cannot be switched by ${channel}: ${CATEGORIES[KINDS[kind]].about}.`);
      });
    });
    return [...ofKinds, ...ofQueues];
  }

  return {
    read,

    /** @throws required_notice, forbidden */
    change: (actor: UserActor, body: PreferencesChange): Promise<Preferences> =>
      database.atomically(async () => {
        const choices = choicesOf(actor, body);
        const times = await store.lockTimes(actor.userId);
        const next: MailTimes = {
          mailMode: body.mailMode ?? times.mailMode,
          quietHours: body.quietHours === undefined ? times.quietHours : body.quietHours,
          timeZone: body.timeZone ?? times.timeZone,
        };
        await store.saveTimes(actor.userId, next);
        await store.saveChoices(actor.userId, choices);
        await held.setFree(actor.userId, next);
        return read(actor);
      }),

    /** No more letters of the category, or of any. What is required goes on. */
    async endLetters({ userId, ended }: UnsubscribeOrder, reader: Reader): Promise<void> {
      const kinds = NOTICE_KINDS.filter((kind) => isEnded(ended, kind) && !isRequired(kind, reader));
      await database.atomically(async () => {
        await store.lockTimes(userId);
        await store.saveChoices(
          userId,
          kinds.map((kind) => ({ kind, channel: 'mail', chosen: false })),
        );
      });
    },
  };
}

const isEnded = (ended: Ended, kind: NoticeKind): boolean => ended === 'all' || KINDS[kind] === ended;
