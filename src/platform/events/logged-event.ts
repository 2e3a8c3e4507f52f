/** An event of the log, read as this release knows it. */
import { type Clock, DAY_MS } from '../kernel/clock';
import { describeError, type Logger } from '../kernel/logger';
import { UnreadableStored } from '../kernel/unreadable';
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

/** An instance of another release, which may write what this one cannot read, is gone by then. */
const OTHER_RELEASES_GONE_MS = DAY_MS;

const kindOf = (name: string): EventDescription | undefined =>
  definedEvents().find(({ formerly }) => formerly.includes(name)) ??
  definedEvents().find((kind) => kind.name === name);

/** Undefined where it is no JSON, which no release can read. */
function writtenIn({ payload }: NumberedRow): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * What was renamed bears its present name; what no longer exists is handed on as it was written.
 *
 * @throws UnreadableStored
 */
export function asLogged(row: NumberedRow): LoggedEvent {
  const kind = kindOf(row.name);
  const written = writtenIn(row);
  try {
    if (written === undefined) throw new Error('It is not JSON.');
    return { ...row, name: kind?.name ?? row.name, payload: kind ? kind.take(written) : written };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new UnreadableStored(
      `The event ${row.name} cannot be read: ${because}`,
      `events.payload of ${row.id}`,
    );
  }
}

const tell = (log: Logger, { id, name }: NumberedRow, error: unknown): void =>
  log.error('an event cannot be read here', { event: id, name, error: describeError(error) });

/**
 * For those that each instance has. What a newer instance wrote and this one cannot read is handed on as it was written, and
 * what is no JSON is passed over (null): it must not keep them from hearing what comes after it.
 */
export function asLoggedOrWritten(row: NumberedRow, log: Logger): LoggedEvent | null {
  try {
    return asLogged(row);
  } catch (error) {
    tell(log, row, error);
    const written = writtenIn(row);
    return written === undefined ? null : { ...row, payload: written };
  }
}

/**
 * For those that the platform has once. Null for what is to be passed over: what is no JSON, and what nobody could read for
 * so long that no newer instance is about to.
 *
 * @throws UnreadableStored for what a newer instance may be able to read
 */
export function asLoggedUnlessLost(
  row: NumberedRow,
  { clock, log }: { clock: Clock; log: Logger },
): LoggedEvent | null {
  try {
    return asLogged(row);
  } catch (error) {
    const isLost = writtenIn(row) === undefined || row.at <= clock.now() - OTHER_RELEASES_GONE_MS;
    if (!isLost) throw error;
    tell(log, row, error);
    return null;
  }
}
