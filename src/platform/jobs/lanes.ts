/** The natures of background work, kept apart so that none of them waits behind another. */
import { SECOND_MS } from '../kernel/clock';

/**
 * `news`: events, and short work on the database that somebody waits for. `gateway`: calls to whoever moves the money.
 * `mail`: letters. `outside`: everything else that leaves the platform (federal records, files).
 * `webhooks`: calls to addresses that people gave, who answer as late as they like. `timers`: what the clock makes due.
 */
export const LANES = ['news', 'gateway', 'mail', 'outside', 'webhooks', 'timers'] as const;
export type Lane = (typeof LANES)[number];

interface LaneRules {
  /** Of the jobs that an instance works on at once. */
  share: number;
  /** A handler that takes longer is given up, unless it was registered with a limit of its own. */
  timeLimitMs: number;
}

export const LANE_RULES: Record<Lane, LaneRules> = {
  news: { share: 3 / 8, timeLimitMs: 20 * SECOND_MS },
  // Four calls to a gateway that answers at the last moment.
  gateway: { share: 2 / 8, timeLimitMs: 90 * SECOND_MS },
  mail: { share: 1 / 8, timeLimitMs: 60 * SECOND_MS },
  outside: { share: 1 / 8, timeLimitMs: 90 * SECOND_MS },
  // They wait for the answer and hold no connection to the database meanwhile.
  webhooks: { share: 2 / 8, timeLimitMs: 60 * SECOND_MS },
  timers: { share: 1 / 8, timeLimitMs: 300 * SECOND_MS },
};

/** How many jobs of the lane run at once where an instance works on `jobsAtOnce`: one at least. */
export const placesOf = (lane: Lane, jobsAtOnce: number): number =>
  Math.max(1, Math.floor(jobsAtOnce * LANE_RULES[lane].share));
