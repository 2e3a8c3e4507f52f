/** The statuses of a listing and the transitions between them, as a table. */
import { inWords } from '../../platform/kernel/in-words';
import { DAY_MS } from '../../platform/kernel/clock';
import { type Refusal, refusal } from '../../platform/kernel/refusal';
import type { Deal } from './listing.fields';

/** How long one publication lasts; then the listing expires and is submitted again. */
export const PUBLICATION_MS = 90 * DAY_MS;

/** What is left of its publication at least when a listing comes back to the market. */
const LEFT_AFTER_RETURN_MS = 14 * DAY_MS;

/** When a publication ends that gets the time back in which its listing was not on the market. */
export const expiryAfterReturn = (expiresAt: number | null, awayMs: number, now: number): number | null =>
  expiresAt === null ? null : Math.max(expiresAt + awayMs, now + LEFT_AFTER_RETURN_MS);

export const STATUSES = [
  'DRAFT',
  'PENDING_REVIEW',
  'ACTIVE',
  'PAUSED',
  'RESERVED',
  'SOLD',
  'REJECTED',
  'SUSPENDED',
  'EXPIRED',
  'WITHDRAWN',
] as const;
export type Status = (typeof STATUSES)[number];

export type Party = 'seller' | 'admin' | 'system';

interface Transition {
  from: readonly Status[];
  to: Status;
  by: readonly Party[];
}

const transition = (from: readonly Status[], to: Status, ...by: Party[]): Transition => ({ from, to, by });

export const TRANSITIONS = {
  submit: transition(['DRAFT', 'EXPIRED'], 'PENDING_REVIEW', 'seller'),
  /** Editing a rejected or withdrawn listing. */
  redraft: transition(['REJECTED', 'WITHDRAWN'], 'DRAFT', 'seller'),
  approve: transition(['PENDING_REVIEW'], 'ACTIVE', 'admin'),
  /** By the platform where a higher proof of control offers the same carrier. */
  reject: transition(['PENDING_REVIEW'], 'REJECTED', 'admin', 'system'),
  pause: transition(['ACTIVE'], 'PAUSED', 'seller'),
  resume: transition(['PAUSED'], 'ACTIVE', 'seller'),
  withdraw: transition(
    ['DRAFT', 'PENDING_REVIEW', 'ACTIVE', 'PAUSED', 'REJECTED', 'SUSPENDED', 'EXPIRED'],
    'WITHDRAWN',
    'seller',
  ),
  suspend: transition(['ACTIVE', 'PAUSED'], 'SUSPENDED', 'admin', 'system'),
  reinstate: transition(['SUSPENDED'], 'ACTIVE', 'admin'),
  expire: transition(['ACTIVE', 'PAUSED'], 'EXPIRED', 'system'),
  reserve: transition(['ACTIVE', 'PAUSED'], 'RESERVED', 'system'),
  release: transition(['RESERVED'], 'ACTIVE', 'system'),
  sell: transition(['RESERVED'], 'SOLD', 'system'),
} as const satisfies Record<string, Transition>;

export type Move = keyof typeof TRANSITIONS;

const rows = Object.entries(TRANSITIONS) as [Move, Transition][];

export const isOpen = (status: Status, name: Move): boolean => TRANSITIONS[name].from.includes(status);

/** Back from a deal or a suspension, what its seller had paused is paused: they alone show it again. */
export const statusAfter = (move: Move, { comesBackPaused }: { comesBackPaused: boolean }): Status =>
  comesBackPaused && (move === 'release' || move === 'reinstate') ? 'PAUSED' : TRANSITIONS[move].to;

/** No transition leads out of it. */
export const isFinal = (status: Status): boolean => rows.every(([name]) => !isOpen(status, name));

/** The moves open to `party` now. */
export const movesOf = (status: Status, party: Party): Move[] =>
  rows.filter(([, { from, by }]) => from.includes(status) && by.includes(party)).map(([name]) => name);

/** While live, no other listing may offer the same carrier. */
export const LIVE: readonly Status[] = ['PENDING_REVIEW', 'ACTIVE', 'PAUSED', 'RESERVED'];
export const isLive = (status: Status): boolean => LIVE.includes(status);

/** Statuses in which the carrier is checked again every day. */
export const WATCHED: readonly Status[] = ['ACTIVE', 'PAUSED', 'RESERVED'];

/** Anyone may read the teaser then. A reserved listing stays visible, as under offer. */
export const isPublic = (status: Status): boolean => status === 'ACTIVE' || status === 'RESERVED';

/** Search finds it by its words, or will again when it comes back. */
export const isSought = (status: Status): boolean => WATCHED.includes(status);

export const EDITABLE: readonly Status[] = [
  'DRAFT',
  'PENDING_REVIEW',
  'ACTIVE',
  'PAUSED',
  'REJECTED',
  'EXPIRED',
  'WITHDRAWN',
];

/** Statuses in which a change of what was reviewed waits for its review while the approved content stays live. */
export const isPublished = (status: Status): boolean => status === 'ACTIVE' || status === 'PAUSED';

/** Whether its sale gives the company away: who sells assets alone keeps it, with its authority, and may offer it again. */
export const passesCompanyOn = ({ deal }: { deal: Deal | null }): boolean =>
  deal?.dealStructure !== 'ASSETS_ONLY';

/** What becomes of a listing whose seller wants it gone. */
export const REMOVALS = ['DELETED', 'WITHDRAWN'] as const;
export type Removal = (typeof REMOVALS)[number];

export type ListingRefusalCode = 'listing_state_forbids' | 'listing_changed';

/** What has to be done first, where one move leads from `status` to one in which `name` is open. */
const FIRST: Partial<Record<Move, string>> = {
  submit: 'Submit it for review first.',
  redraft: 'Edit it first.',
  approve: 'It has to be approved first.',
  pause: 'Pause it first.',
  resume: 'Resume it first.',
  reinstate: 'An admin has to reinstate it first.',
};

function wayTo(status: Status, name: Move): string | undefined {
  const first = rows.find(
    ([step, { to }]) => step in FIRST && isOpen(status, step) && isOpen(to, name) && !isOpen(status, name),
  );
  return first && FIRST[first[0]];
}

export function refuseMove(status: Status, name: Move): Refusal<ListingRefusalCode> | null {
  if (isOpen(status, name)) return null;
  const from = TRANSITIONS[name].from.map(inWords).join(' or ');
  const because = `The listing is ${inWords(status)}. This is possible only while it is ${from}.`;
  return refusal('listing_state_forbids', [because, wayTo(status, name)].filter(Boolean).join(' '));
}

/** `seenVersion`: the version that the editor or the reviewer has read. */
export function refuseVersion(version: number, seenVersion: number): Refusal<ListingRefusalCode> | null {
  if (version === seenVersion) return null;
  return refusal('listing_changed', `The listing is at version ${version} now. Read it again first.`);
}

export function refuseEdit(status: Status): Refusal<ListingRefusalCode> | null {
  if (EDITABLE.includes(status)) return null;
  return refusal('listing_state_forbids', `A listing that is ${inWords(status)} cannot be changed.`);
}
