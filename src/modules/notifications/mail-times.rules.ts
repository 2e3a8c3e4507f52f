/** When a letter that nobody needs at once may leave: digests and quiet hours, on the clock of its reader. */
import { minuteOfDay, nextFullHour, nextTimeOfDay } from '../../platform/kernel/zoned-time';

export const MAIL_MODES = ['AT_ONCE', 'HOURLY', 'DAILY'] as const;
export type MailMode = (typeof MAIL_MODES)[number];

/** Minutes of the day; `until` may lie on the next one. */
export interface QuietHours {
  from: number;
  until: number;
}

export interface MailTimes {
  mailMode: MailMode;
  quietHours: QuietHours | null;
  /** IANA. */
  timeZone: string;
}

/** Of whoever has chosen nothing. */
export const USUAL_TIMES: MailTimes = { mailMode: 'AT_ONCE', quietHours: null, timeZone: 'America/New_York' };

/** A daily letter comes at eight in the morning. */
const DAILY_AT = 8 * 60;

/** The moment from which a letter written now may leave; now itself where nothing holds it back. */
export function mayLeaveAt({ mailMode, quietHours, timeZone }: MailTimes, now: number): number {
  const due = {
    AT_ONCE: () => now,
    HOURLY: () => nextFullHour(now, timeZone),
    DAILY: () => nextTimeOfDay(DAILY_AT, now, timeZone),
  }[mailMode]();
  if (!quietHours || !isWithin(quietHours, minuteOfDay(due, timeZone))) return due;
  return nextTimeOfDay(quietHours.until, due, timeZone);
}

const isWithin = ({ from, until }: QuietHours, minute: number): boolean =>
  from < until ? from <= minute && minute < until : minute >= from || minute < until;
