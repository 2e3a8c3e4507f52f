/** What a live message of the bench says: when it was sent, by the clock that all processes of a machine share. */
import { hrtime } from 'node:process';

const NANOSECONDS_A_MICROSECOND = 1_000n;
const MICROSECONDS_A_MS = 1_000;

const now = (): number => Number(hrtime.bigint() / NANOSECONDS_A_MICROSECOND);

/** An id that holds the present instant. */
export const stampedId = (): string => `01900000-0000-7fff-8000-${now().toString(16).padStart(12, '0')}`;

/** Milliseconds since the id was made. */
export const ageOf = (id: string): number => (now() - parseInt(id.slice(-12), 16)) / MICROSECONDS_A_MS;

/** Of a person, two devices each. */
export const SOCKETS = 2_000;
export const LISTENERS = SOCKETS / 2;
