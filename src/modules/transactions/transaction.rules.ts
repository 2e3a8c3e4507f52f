/** The rules of a sale: whether a move is open, to whom, and why not; who is next. Facts in, verdict out. */
import { inWords } from '../../platform/kernel/in-words';
import { type Actor, systemActor } from '../../platform/kernel/actor';
import { dollars } from '../../platform/kernel/money';
import type { Moves } from '../../platform/kernel/moves';
import type { Refusal } from '../../platform/kernel/refusal';
import { standsStillOnHold } from './process/deadline.rules';
import type { ItemChange, MoveRequest, SaleFacts } from './process/facts';
import type { RefusalCode } from './process/guards/guard';
import { openFederalItems } from './process/guards/checklist.rules';
import { guards } from './process/guards/guards';
import {
  isParty,
  ITEM_MOVES,
  type ItemMove,
  type Transition,
  type MoveName,
  type Process,
  type Reader,
  PARTIES,
  READERS,
  type WaitName,
} from './process/process';

/** `not_yours`: the process gives this move to somebody else, whatever the state. */
export interface MoveRefusal extends Refusal<RefusalCode | 'not_yours'> {
  /** Who can clear what bars the move. */
  liftedBy: readonly Reader[];
  /** What the one who was refused can do instead, in a sentence. */
  instead?: string | null;
}

export type Verdict = { open: true; transition: Transition } | { open: false; refusal: MoveRefusal };

const refusal = (code: MoveRefusal['code'], because: string): MoveRefusal => ({
  code,
  because,
  liftedBy: [],
});

/** Judges a move that somebody tries now. */
export function judge(process: Process, facts: SaleFacts, request: MoveRequest): Verdict {
  const rows = rowsFor(process, facts, request);
  if (!Array.isArray(rows)) return { open: false, refusal: rows };
  const row = rows.find(({ when }) => !when || guards[when].holds(facts, request));
  if (!row) return { open: false, refusal: notInThisState(process, facts, request) };
  return judgeRow(row, facts, request, () => true);
}

export type ItemMoves = Moves<ItemMove>;

/** What somebody may do with one item of the checklist. What they show or say for it is left to the move itself. */
export function movesOfItem(
  process: Process,
  facts: SaleFacts,
  itemId: string,
  as: Pick<MoveRequest, 'mover' | 'actor'>,
): ItemMoves {
  const item: ItemChange = { itemId, status: 'OPEN', documentIds: [], evidence: null, note: null };
  const moves: ItemMoves = { open: [], closed: [] };
  for (const move of ITEM_MOVES) {
    const input = move === 'UPDATE_CHECKLIST' ? { item } : { question: { itemId, reason: '' } };
    const verdict = judge(process, facts, { move, ...as, input });
    if (verdict.open) moves.open.push({ move, effect: process.offers[move] ?? verdict.transition.says });
    else moves.closed.push({ move, code: verdict.refusal.code, because: verdict.refusal.because });
  }
  return moves;
}

/** Judges a move that the reader has not made yet: what depends on its input is left to the move itself. */
export function previewMove(
  process: Process,
  facts: SaleFacts,
  move: MoveName,
  reader: Reader,
  actor: Actor,
): Verdict {
  const request: MoveRequest = { move, mover: reader, actor };
  const rows = rowsFor(process, facts, request);
  if (!Array.isArray(rows)) return { open: false, refusal: rows };
  const verdicts = rows
    .filter(({ when }) => !when || guards[when].asksForInput || guards[when].holds(facts, request))
    .map((row) => judgeRow(row, facts, request, (name) => !guards[name].asksForInput));
  return (
    verdicts.find(({ open }) => open) ??
    verdicts[0] ?? { open: false, refusal: notInThisState(process, facts, request) }
  );
}

/** The rows of the table that fit mover and state; or why there is none. */
function rowsFor(process: Process, facts: SaleFacts, request: MoveRequest): Transition[] | MoveRefusal {
  const { move, mover } = request;
  const theirs = process.transitions.filter(({ name, by }) => name === move && by.includes(mover));
  if (theirs.length === 0) return refusal('not_yours', 'This move is somebody else’s to make.');
  const here = theirs.filter(({ from }) => from.includes(facts.state));
  if (here.length === 0) return notInThisState(process, facts, request);
  if (isParty(mover) && silenceHasSpoken(process, facts)) {
    return refusal('deadline_passed', 'The time for this has run out; the deal is about to move on.');
  }
  return here;
}

function judgeRow(
  row: Transition,
  facts: SaleFacts,
  request: MoveRequest,
  asks: (name: Transition['guards'][number]) => boolean,
): Verdict {
  const failed = row.guards.filter(asks).find((name) => !guards[name].holds(facts, request));
  if (!failed) return { open: true, transition: row };
  const guard = guards[failed];
  return {
    open: false,
    refusal: {
      code: guard.code,
      because: guard.because(facts, request),
      liftedBy: guard.liftedBy?.(facts) ?? [],
    },
  };
}

/** Nobody in particular: who is next does not depend on who asks. */
const SOMEBODY = systemActor('transactions.forecast');

/** The words of the process, with the sums of the deal. */
export function inSums(words: string, facts: SaleFacts): string {
  const open = openFederalItems(facts);
  const few = open.slice(0, 2).map(({ title }) => `“${title}”`);
  const more = open.length > few.length ? [`${open.length - few.length} more`] : [];
  return words
    .replaceAll('{walkAway}', dollars(facts.walkAwayCents))
    .replaceAll('{open}', [...few, ...more].join(', '));
}

/** What happens if nobody acts until the deadline of `wait`, as the deal stands. */
export function onSilence(process: Process, facts: SaleFacts, wait: WaitName): string {
  const { silence, onSilence: usual } = process.waits[wait];
  const now = Math.max(facts.now, facts.deadlineAt ?? 0);
  // Whether FMCSA will have answered by then is not known yet; where it has not, the deal is held.
  const carrier = { hardStops: [], controlLevel: 0, ...facts.carrier, checkedAt: now };
  const request = { move: silence, mover: 'TIMER', actor: SOMEBODY } as const;
  const verdict = judge(process, { ...facts, now, carrier }, request);
  return inSums((verdict.open ? verdict.transition.onSilence : undefined) ?? usual, facts);
}

const listed = (states: readonly string[]): string =>
  states.map((state) => `“${inWords(state)}”`).join(' or ');

function notInThisState(process: Process, { state }: SaleFacts, { move, mover }: MoveRequest): MoveRefusal {
  const theirs = process.transitions.filter(({ name, by }) => name === move && by.includes(mover));
  const states = [...new Set(theirs.flatMap(({ from }) => from))];
  return refusal(
    'move_not_open',
    `This is possible at the stage ${listed(states)}. The deal is at “${inWords(state)}”.`,
  );
}

/** The deadline has passed and its move ends this state, though the sweep has not come round yet: silence binds. */
function silenceHasSpoken(process: Process, facts: SaleFacts): boolean {
  const { wait, deadlineAt, now, onHoldSince } = facts;
  if (wait === null || deadlineAt === null || deadlineAt > now) return false;
  if (onHoldSince !== null && standsStillOnHold(process, wait)) return false;
  const { silence } = process.waits[wait];
  return process.transitions.some(({ name, to }) => name === silence && to !== 'SAME');
}

/** The moves that the process has for a reader, in its order. */
export const movesOf = (process: Process, reader: Reader): MoveName[] => [
  ...new Set(
    process.transitions
      .filter(({ by, from }) => by.includes(reader) && from.length > 0)
      .map(({ name }) => name),
  ),
];

/** Who must act next: those who can make a move that the deal waits for, or clear what bars it. */
export function whoIsNext(process: Process, facts: SaleFacts): Reader[] {
  if (facts.wait === null) return [];
  const next = new Set<Reader>();
  for (const move of process.waits[facts.wait].awaits) {
    for (const reader of READERS) {
      const verdict = previewMove(process, facts, move, reader, SOMEBODY);
      if (verdict.open) next.add(reader);
      else for (const other of verdict.refusal.liftedBy) next.add(other);
    }
  }
  return READERS.filter((reader) => next.has(reader));
}

/** What the row of a deal tells of what bars a move. */
export type ToldByRow = Pick<SaleFacts, 'wait' | 'state' | 'signed' | 'onHoldSince'>;

/** Who can lift what bars it; null where the row knows of nothing. */
function liftersOf({ guards: asked }: Transition, { signed, onHoldSince }: ToldByRow): Reader[] | null {
  const unsigned = PARTIES.filter((party) => !signed[party]);
  if (asked.includes('bothSigned') && unsigned.length > 0) return unsigned;
  return asked.includes('noHold') && onHoldSince !== null ? ['ADMIN'] : null;
}

/** The same as far as the row alone can tell: for lists. What the checklist or the carrier bars, it does not know. */
export function whoIsAwaited(process: Process, row: ToldByRow): Reader[] {
  const { wait, state, signed } = row;
  if (wait === null) return [];
  const next = new Set<Reader>();
  for (const move of process.waits[wait].awaits) {
    for (const reader of READERS) {
      if (move === 'ACCEPT_TERMS' && isParty(reader) && signed[reader]) continue;
      const rows = process.transitions.filter(
        ({ name, from, by }) => name === move && from.includes(state) && by.includes(reader),
      );
      const lifters = rows.map((each) => liftersOf(each, row));
      if (lifters.includes(null)) next.add(reader);
      else for (const other of lifters[0] ?? []) next.add(other);
    }
  }
  return READERS.filter((reader) => next.has(reader));
}
