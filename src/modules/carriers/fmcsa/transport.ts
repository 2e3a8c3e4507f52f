/** How a question gets to FMCSA's record: over the wire or out of the recordings, always as raw bytes with a status. */
import type { CarrierSource } from '../carrier-profile';

/** Why FMCSA's record cannot be asked right now; `refused`: it does not take this question, and takes
 * others; `slow`: it has not answered yet, and is still being asked. */
export const UNAVAILABLE_REASONS = [
  'auth',
  'blocked',
  'maintenance',
  'timeout',
  'http',
  'parse',
  'refused',
  'slow',
] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

export type Delivery =
  | { kind: 'answer'; status: number; contentType: string; body: string }
  | { kind: 'failure'; reason: UnavailableReason }
  /** The recordings hold no answer to this question. */
  | { kind: 'unrecorded' };

export interface Provenance {
  source: CarrierSource;
  /** When the source's answer was given. */
  retrievedAt: number;
}

export interface Transport {
  /** The answer at `path` below the base address, as `/carriers/158121/basics`. Never rejects. `signal` ends it unanswered. */
  get(path: string, signal?: AbortSignal): Promise<Delivery>;
  provenanceOf(usdot: number): Promise<Provenance>;
}
