/** The rules of a sale: whether a move is open, to whom, and why not; who is next. Facts in, verdict out. */
import { standsStillOnHold } from './process/deadline.rules';
import type { Attempt, SaleFacts } from './process/facts';
import type { RefusalCode } from './process/guards/guard';
import { guards } from './process/guards/guards';
import { isParty, type Move, type MoveName, type Process, type Reader, READERS } from './process/process';

export interface Refusal {
  /** `not_yours`: the process gives this move to somebody else, whatever the state. */
  code: RefusalCode | 'not_yours';
  because: string;
  /** Who can clear what bars the move. */
  liftedBy: readonly Reader[];
}

export type Verdict = { open: true; row: Move } | { open: false; refusal: Refusal };

const refusal = (code: Refusal['code'], because: string): Refusal => ({ code, because, liftedBy: [] });

/** Judges a move that somebody tries now. */
export function judge(process: Process, facts: SaleFacts, attempt: Attempt): Verdict {
  const rows = rowsFor(process, facts, attempt);
  if (!Array.isArray(rows)) return { open: false, refusal: rows };
  const row = rows.find(({ when }) => !when || guards[when].holds(facts, attempt));
  if (!row) return { open: false, refusal: notInThisState(process, facts, attempt) };
  return judgeRow(row, facts, attempt, () => true);
}

/** Judges a move that the reader has not made yet: what depends on its input is left to the move itself. */
export function foresee(
  process: Process,
  facts: SaleFacts,
  move: MoveName,
  reader: Reader,
  userId: string,
): Verdict {
  const attempt: Attempt = { move, mover: reader, userId, input: {} };
  const rows = rowsFor(process, facts, attempt);
  if (!Array.isArray(rows)) return { open: false, refusal: rows };
  const verdicts = rows
    .filter(({ when }) => !when || guards[when].asksForInput || guards[when].holds(facts, attempt))
    .map((row) => judgeRow(row, facts, attempt, (name) => !guards[name].asksForInput));
  return (
    verdicts.find(({ open }) => open) ??
    verdicts[0] ?? { open: false, refusal: notInThisState(process, facts, attempt) }
  );
}

/** The rows of the table that fit mover and state; or why there is none. */
function rowsFor(process: Process, facts: SaleFacts, attempt: Attempt): Move[] | Refusal {
  const { move, mover } = attempt;
  const theirs = process.moves.filter(({ name, by }) => name === move && by.includes(mover));
  if (theirs.length === 0) return refusal('not_yours', 'This move is somebody else’s to make.');
  const here = theirs.filter(({ from }) => from.includes(facts.state));
  if (here.length === 0) return notInThisState(process, facts, attempt);
  if (isParty(mover) && silenceHasSpoken(process, facts)) {
    return refusal('deadline_passed', 'The time for this has run out; the deal is about to move on.');
  }
  return here;
}

function judgeRow(
  row: Move,
  facts: SaleFacts,
  attempt: Attempt,
  asks: (name: Move['guards'][number]) => boolean,
): Verdict {
  const failed = row.guards.filter(asks).find((name) => !guards[name].holds(facts, attempt));
  if (!failed) return { open: true, row };
  const guard = guards[failed];
  return {
    open: false,
    refusal: {
      code: guard.code,
      because: guard.because(facts, attempt),
      liftedBy: guard.liftedBy?.(facts) ?? [],
    },
  };
}

function notInThisState(process: Process, { state }: SaleFacts, { move, mover }: Attempt): Refusal {
  const theirs = process.moves.filter(({ name, by }) => name === move && by.includes(mover));
  const states = [...new Set(theirs.flatMap(({ from }) => from))];
  return refusal('move_not_open', `This belongs to ${states.join(', ')}; the deal is ${state}.`);
}

/** The deadline has passed and its move ends this state, though the sweep has not come round yet: silence binds. */
function silenceHasSpoken(process: Process, facts: SaleFacts): boolean {
  const { wait, deadlineAt, now, onHoldSince } = facts;
  if (wait === null || deadlineAt === null || deadlineAt > now) return false;
  if (onHoldSince !== null && standsStillOnHold(process, wait)) return false;
  const { silence } = process.waits[wait];
  return process.moves.some(({ name, to }) => name === silence && to !== 'SAME');
}

/** The moves that the process has for a reader, in its order. */
export const movesOf = (process: Process, reader: Reader): MoveName[] => [
  ...new Set(
    process.moves.filter(({ by, from }) => by.includes(reader) && from.length > 0).map(({ name }) => name),
  ),
];

/** Who must act next: those who can make a move that the deal waits for, or clear what bars it. */
export function whoIsNext(process: Process, facts: SaleFacts): Reader[] {
  if (facts.wait === null) return [];
  const next = new Set<Reader>();
  for (const move of process.waits[facts.wait].awaits) {
    for (const reader of READERS) {
      const verdict = foresee(process, facts, move, reader, '');
      if (verdict.open) next.add(reader);
      else for (const other of verdict.refusal.liftedBy) next.add(other);
    }
  }
  return READERS.filter((reader) => next.has(reader));
}
