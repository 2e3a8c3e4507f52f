/** When a letter that nobody needs at once may leave: digests and quiet hours, on the clock of its reader. */
import { nextFullHour, nextTimeOfDay } from '../../platform/kernel/zoned-time';
import { afterQuiet, type QuietHours } from '../../platform/kernel/quiet-hours';

export const MAIL_MODES = ['AT_ONCE', 'HOURLY', 'DAILY'] as const;
export type MailMode = (typeof MAIL_MODES)[number];

export interface MailTimes {
  mailMode: MailMode;
  quietHours: Omit<QuietHours, 'timeZone'> | null;
  /** IANA. */
  timeZone: string;
}

/** Of whoever has chosen nothing. */
export const USUAL_TIMES: MailTimes = { mailMode: 'AT_ONCE', quietHours: null, timeZone: 'America/New_York' };

/** A daily letter comes at eight in the morning. */
const DAILY_AT = 8 * 60;

/** The moment from which a letter written now may leave; now itself where nothing holds it back. */
export function mayLeaveAt(times: MailTimes, now: number): number {
  const { mailMode, timeZone } = times;
  const due = {
    AT_ONCE: () => now,
    HOURLY: () => nextFullHour(now, timeZone),
    DAILY: () => nextTimeOfDay(DAILY_AT, now, timeZone),
  }[mailMode]();
  const quiet = quietOf(times);
  return quiet ? afterQuiet(quiet, due) : due;
}

/**
 * The same for a letter that is of use until then: it does not wait for the others where it would be over before them,
 * though for quiet hours it does.
 */
export function mayLeaveInTimeAt(times: MailTimes, now: number, usefulUntil: number | null): number {
  const due = mayLeaveAt(times, now);
  return usefulUntil !== null && due >= usefulUntil
    ? mayLeaveAt({ ...times, mailMode: 'AT_ONCE' }, now)
    : due;
}

/** The hours in which no letter that can wait is tried; undefined where there are none. */
export const quietOf = ({ quietHours, timeZone }: MailTimes): QuietHours | undefined =>
  quietHours ? { ...quietHours, timeZone } : undefined;
