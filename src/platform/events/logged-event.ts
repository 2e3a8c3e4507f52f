/** An event of the log, read as this release knows it. */
import { describeError, type Logger } from '../kernel/logger';
import { definedEvents, type EventDescription } from './define-event';
import type { NumberedRow } from './event-rows';

/** Under the name that it has today. */
export interface LoggedEvent {
  position: number;
  id: string;
  name: string;
  subject: string;
  payload: unknown;
  /** In milliseconds. */
  at: number;
}

/** What was renamed bears its present name; what no longer exists is handed on as it was written. */
export function asLogged(row: NumberedRow): LoggedEvent {
  const kind = kindOf(row.name);
  const payload: unknown = JSON.parse(row.payload);
  return {
    ...row,
    name: kind?.name ?? row.name,
    payload: kind ? kind.take(payload) : payload,
  };
}

const kindOf = (name: string): EventDescription | undefined =>
  definedEvents().find(({ formerly }) => formerly.includes(name)) ??
  definedEvents().find((kind) => kind.name === name);

/**
 * What a newer instance wrote and this one cannot read is handed on as it was written: it must not keep those who follow
 * the log from hearing what comes after it.
 */
export function asLoggedOrWritten(row: NumberedRow, log: Logger): LoggedEvent {
  try {
    return asLogged(row);
  } catch (error) {
    log.error('an event cannot be read here', {
      event: row.id,
      name: row.name,
      error: describeError(error),
    });
    return { ...row, payload: JSON.parse(row.payload) as unknown };
  }
}
