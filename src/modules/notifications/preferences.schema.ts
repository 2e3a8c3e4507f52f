/** What preferences look like on the wire. */
import { z } from 'zod';
import { isTimeZone, MINUTES_OF_DAY } from '../../platform/kernel/zoned-time';
import { CATEGORIES, NOTICE_KINDS } from './kinds';
import { MAIL_MODES } from './mail-times.rules';
import { QUEUE_KINDS } from './queues';

const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day as 22:00')
  .describe('A time of day, such as `22:00`.');

/** `22:00` on the wire, minutes of the day inside. */
const Minutes = TimeOfDay.transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
export const timeOf = (minutes: number): string =>
  [Math.floor((minutes % MINUTES_OF_DAY) / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

const MailModeName = z
  .enum(MAIL_MODES)
  .describe(
    'When letters come: each `AT_ONCE`, or together with each full hour (`HOURLY`) or at eight in the morning (`DAILY`). Required letters come at once.',
  );
const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be the name of a time zone, as America/Chicago')
  .describe('The time zone of the times here, by its IANA name, such as `America/Chicago`.');
const Kind = z.enum(NOTICE_KINDS).describe('What is told, as `OFFER_MADE`.');

const QUIET_HOURS = 'When no letter comes but those that are required; `until` may lie on the next day.';

const Queue = z.strictObject({
  queue: z.enum(QUEUE_KINDS).describe('A kind of `GET /admin/queues`.'),
  told: z.boolean().describe('Whether you hear of what comes to it, and of what is late in it.'),
});

const Channels = z.strictObject({
  inbox: z.boolean().describe('In the list of notifications.'),
  live: z.boolean().describe('At once, on the screen of whoever is there. Only what the inbox gets.'),
  mail: z.boolean().describe('By email.'),
});

export const PreferencesView = z
  .strictObject({
    mailMode: MailModeName,
    quietHours: z
      .strictObject({ from: TimeOfDay, until: TimeOfDay })
      .nullable()
      .describe(`${QUIET_HOURS} Null while there are none.`),
    timeZone: TimeZone,
    kinds: z.array(
      z.strictObject({
        kind: Kind,
        category: z
          .enum(Object.keys(CATEGORIES) as [keyof typeof CATEGORIES])
          .describe('Letters of one category end together for whoever wants no more of them.'),
        required: z
          .boolean()
          .describe('Whether `inbox` and `mail` cannot be switched: it is about security, money, or a duty.'),
        channels: Channels,
      }),
    ),
    queues: z.array(Queue).describe('Of which queues an administrator hears; nobody else has any.'),
  })
  .meta({ id: 'NotificationPreferences' });

export const PreferencesChange = z.strictObject({
  mailMode: MailModeName.optional(),
  quietHours: z
    .strictObject({ from: Minutes, until: Minutes })
    .refine(({ from, until }) => from !== until, 'must begin and end at different times')
    .nullable()
    .optional()
    .describe(`${QUIET_HOURS} Null ends them.`),
  timeZone: TimeZone.optional(),
  kinds: z
    .array(z.strictObject({ kind: Kind, channels: Channels.partial() }))
    .max(NOTICE_KINDS.length)
    .refine(
      (kinds) => new Set(kinds.map(({ kind }) => kind)).size === kinds.length,
      'must name each kind once',
    )
    .optional()
    .describe('Those that change; channels that are left out stay as they are.'),
  queues: z
    .array(Queue)
    .max(QUEUE_KINDS.length)
    .optional()
    .describe('Those that change; for administrators only.'),
});
export type PreferencesChange = z.output<typeof PreferencesChange>;
