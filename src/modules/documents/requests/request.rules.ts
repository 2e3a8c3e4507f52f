/** What can become of a request for a document, and by whom: data, a line each. All of it begins open. */
import { DAY_MS } from '../../../platform/kernel/clock';

export const REQUEST_STATES = ['OPEN', 'ANSWERED', 'DECLINED', 'CANCELED', 'EXPIRED'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const REQUEST_MOVES = {
  ANSWER: { by: 'OWNER', to: 'ANSWERED' },
  DECLINE: { by: 'OWNER', to: 'DECLINED' },
  CANCEL: { by: 'ASKER', to: 'CANCELED' },
  EXPIRE: { by: 'CLOCK', to: 'EXPIRED' },
} as const;
export type RequestMove = keyof typeof REQUEST_MOVES;
export const MOVE_NAMES = Object.keys(REQUEST_MOVES) as [RequestMove, ...RequestMove[]];

/** Whoever has not answered by then is not going to. */
export const REQUEST_LIFE_MS = 14 * DAY_MS;
/** Open at once, of one person over one listing or deal. */
export const MOST_OPEN = 10;

interface Request {
  askerId: string;
  ownerId: string;
  state: RequestState;
}

export const sideOf = ({ askerId, ownerId }: Request, userId: string): 'ASKER' | 'OWNER' | null =>
  userId === askerId ? 'ASKER' : userId === ownerId ? 'OWNER' : null;

export const movesOf = (request: Request, userId: string): RequestMove[] =>
  request.state === 'OPEN'
    ? MOVE_NAMES.filter((name) => REQUEST_MOVES[name].by === sideOf(request, userId))
    : [];
