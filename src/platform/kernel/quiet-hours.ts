/** Hours in which a mailbox is left alone, on the clock of its reader's place. */
import { minuteOfDay, nextTimeOfDay } from './zoned-time';

export interface QuietHours {
  /** Minutes of the day; `until` may lie on the next one. */
  from: number;
  until: number;
  /** IANA. */
  timeZone: string;
}

const isWithin = ({ from, until }: QuietHours, minute: number): boolean =>
  from < until ? from <= minute && minute < until : minute >= from || minute < until;

/** The moment itself where it is not in them, else when they end. */
export const afterQuiet = (quiet: QuietHours, moment: number): number =>
  isWithin(quiet, minuteOfDay(moment, quiet.timeZone))
    ? nextTimeOfDay(quiet.until, moment, quiet.timeZone)
    : moment;
