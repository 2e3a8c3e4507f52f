/** How often somebody may call: the shape of a limit, and the general ones. A module declares its own with its routes. */
import { HOUR_MS, MINUTE_MS } from '../kernel/clock';

export interface RateLimit {
  /** As the headers say it. Endpoints of one limit are counted together. */
  name: string;
  requests: number;
  /** The setting that says how many, where administrators may turn it; `requests` is where it begins. */
  setting?: `LIMIT_${string}`;
  windowMs: number;
  /** For guards against guessing and forging: the same for everybody, whatever they pay. */
  sameForAll?: true;
  /**
   * Decided by what this instance knows, which the others hear of within a second, and sooner where a caller is quick:
   * for reads, where a few too many do no harm. Unless said, every call is counted in the platform before it goes on.
   */
  decidedHere?: true;
  /**
   * Counts what is refused, so that a sender who signs well never waits: with any refusal, or with one of these
   * statuses.
   */
  countsRefusalsOnly?: true | readonly number[];
  /** Counted as well. */
  also?: RateLimit;
  /** Instead, for callers who are not signed in. */
  anonymous?: RateLimit;
  /** Instead, for those who are. */
  signedIn?: RateLimit;
}

/** Of every change, and of whatever somebody asks for who is nobody in particular. */
export const GLOBAL_LIMIT: RateLimit = {
  name: 'global',
  setting: 'LIMIT_GLOBAL',
  requests: 100,
  windowMs: 15 * MINUTE_MS,
};

/** Of every read that names no other: a page of a browser app asks ten times. */
export const READING_LIMIT: RateLimit = {
  name: 'reading',
  setting: 'LIMIT_READING',
  requests: 600,
  windowMs: 15 * MINUTE_MS,
  decidedHere: true,
  anonymous: GLOBAL_LIMIT,
};

/** Of reads that are open to everybody, by address. */
export const PUBLIC_READING_LIMIT: RateLimit = {
  name: 'publicReading',
  setting: 'LIMIT_PUBLIC_READING',
  requests: 300,
  windowMs: 15 * MINUTE_MS,
  decidedHere: true,
  signedIn: READING_LIMIT,
};

/** Of every act of admins that names no other; what they read counts as what everybody reads. */
export const ADMIN_LIMIT: RateLimit = {
  name: 'admin',
  setting: 'LIMIT_ADMIN',
  requests: 200,
  windowMs: 15 * MINUTE_MS,
};

export const UPLOAD_LIMIT: RateLimit = {
  name: 'upload',
  setting: 'LIMIT_UPLOAD',
  requests: 10,
  windowMs: HOUR_MS,
};
