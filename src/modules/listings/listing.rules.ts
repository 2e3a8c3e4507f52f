/** The states of a listing and the moves between them, as a table. */
import { DAY_MS } from '../../platform/kernel/clock';

/** How long a publication lasts; after it the listing is submitted anew. */
export const LISTING_LIFE_MS = 90 * DAY_MS;

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

interface MoveRow {
  from: readonly Status[];
  to: Status;
  by: readonly Party[];
}

const move = (from: readonly Status[], to: Status, ...by: Party[]): MoveRow => ({ from, to, by });

export const MOVES = {
  submit: move(['DRAFT', 'EXPIRED'], 'PENDING_REVIEW', 'seller'),
  /** Back to the reviewer, by a change of what was reviewed. */
  revise: move(['ACTIVE', 'PAUSED'], 'PENDING_REVIEW', 'seller'),
  /** Mending what was rejected. */
  redraft: move(['REJECTED'], 'DRAFT', 'seller'),
  approve: move(['PENDING_REVIEW'], 'ACTIVE', 'admin'),
  reject: move(['PENDING_REVIEW'], 'REJECTED', 'admin'),
  pause: move(['ACTIVE'], 'PAUSED', 'seller'),
  resume: move(['PAUSED'], 'ACTIVE', 'seller'),
  withdraw: move(
    ['DRAFT', 'PENDING_REVIEW', 'ACTIVE', 'PAUSED', 'REJECTED', 'SUSPENDED', 'EXPIRED'],
    'WITHDRAWN',
    'seller',
  ),
  suspend: move(['ACTIVE', 'PAUSED'], 'SUSPENDED', 'admin', 'system'),
  reinstate: move(['SUSPENDED'], 'ACTIVE', 'admin'),
  expire: move(['ACTIVE', 'PAUSED'], 'EXPIRED', 'system'),
  reserve: move(['ACTIVE', 'PAUSED'], 'RESERVED', 'system'),
  release: move(['RESERVED'], 'ACTIVE', 'system'),
  sell: move(['RESERVED'], 'SOLD', 'system'),
} as const satisfies Record<string, MoveRow>;

export type Move = keyof typeof MOVES;

const rows = Object.entries(MOVES) as [Move, MoveRow][];

export const isOpen = (status: Status, name: Move): boolean => MOVES[name].from.includes(status);

/** No move leads out of it. */
export const isFinal = (status: Status): boolean => rows.every(([name]) => !isOpen(status, name));

/** The moves that `party` may make now. */
export const movesOf = (status: Status, party: Party): Move[] =>
  rows.filter(([, { from, by }]) => from.includes(status) && by.includes(party)).map(([name]) => name);

/** While live, no other listing may offer the same carrier. */
export const LIVE: readonly Status[] = ['PENDING_REVIEW', 'ACTIVE', 'PAUSED', 'RESERVED'];
export const isLive = (status: Status): boolean => LIVE.includes(status);

/** Whose carrier is looked at again every day. */
export const WATCHED: readonly Status[] = ['ACTIVE', 'PAUSED', 'RESERVED'];

/** States whose teaser anyone may read. A reserved listing stays in sight as being under offer. */
export const isInSight = (status: Status): boolean => status === 'ACTIVE' || status === 'RESERVED';

export const EDITABLE: readonly Status[] = [
  'DRAFT',
  'PENDING_REVIEW',
  'ACTIVE',
  'PAUSED',
  'REJECTED',
  'EXPIRED',
];
