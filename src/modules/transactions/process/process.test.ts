import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKLISTS, FEDERAL_DEADLINES } from './checklists';
import { EFFECTS } from './effect-names';
import { guards } from './guards/guards';
import {
  hasEnded,
  type Transition,
  MOVERS,
  MOVES,
  OUTCOMES,
  type Process,
  READERS,
  type State,
  STATES,
  WAITS,
} from './process';
import { currentProcess, processes } from './processes';

const { transitions, states, waits } = currentProcess;
const targetsOf = ({ to }: Transition, from: State): State => (to === 'SAME' ? from : to);
const movesFrom = (state: State): Transition[] => transitions.filter(({ from }) => from.includes(state));

describe('the process of a sale', () => {
  test('reaches every state from the opening', () => {
    const reached = new Set<State>();
    const visit = (state: State) => {
      if (reached.has(state)) return;
      reached.add(state);
      for (const move of movesFrom(state)) visit(targetsOf(move, state));
    };
    for (const { from, to } of transitions) if (from.length === 0 && to !== 'SAME') visit(to);
    expect([...reached].sort()).toEqual([...STATES].sort());
  });

  test('reaches an end from every state', () => {
    const ending = new Set<State>(OUTCOMES);
    for (let grown = true; grown;) {
      const before = ending.size;
      for (const { from, to } of transitions) {
        if (to !== 'SAME' && ending.has(to)) for (const state of from) ending.add(state);
      }
      grown = ending.size > before;
    }
    expect([...ending].sort()).toEqual([...STATES].sort());
  });

  test('leads nowhere from its end states', () => {
    for (const state of OUTCOMES) {
      for (const move of movesFrom(state))
        expect([move.name, targetsOf(move, state)]).toEqual([move.name, state]);
    }
  });

  test('names only moves, movers, guards, effects and waits that exist, and leaves none unused', () => {
    const used = {
      moves: new Set<string>(),
      movers: new Set<string>(),
      guards: new Set<string>(),
      effects: new Set<string>(),
    };
    for (const { name, by, when, guards: named, effects, wait } of processes.flatMap(
      (each) => each.transitions,
    )) {
      used.moves.add(name);
      for (const mover of by) used.movers.add(mover);
      for (const guard of when ? [when, ...named] : named) used.guards.add(guard);
      for (const effect of effects) used.effects.add(effect);
      if (wait) expect(WAITS).toContain(wait);
    }
    expect([...used.moves].sort()).toEqual([...MOVES].sort());
    expect([...used.movers].sort()).toEqual([...MOVERS].sort());
    expect([...used.guards].sort()).toEqual(Object.keys(guards).sort());
    expect([...used.effects].sort()).toEqual([...EFFECTS].sort());
  });

  test('never leaves open which of two rows is meant: all but the last that fit have a condition', () => {
    for (const state of STATES) {
      for (const mover of MOVERS) {
        for (const name of MOVES) {
          const rows = movesFrom(state).filter((move) => move.name === name && move.by.includes(mover));
          const conditions = rows.map(({ when }) => when !== undefined);
          expect([name, state, mover, ...conditions]).toEqual([
            name,
            state,
            mover,
            ...rows.map((_, index) => index < rows.length - 1),
          ]);
        }
      }
    }
  });

  test('gives every open state a deadline, and silence a move of the timer from there', () => {
    for (const state of STATES) {
      const { wait } = states[state];
      if (!hasEnded(state)) expect([state, wait]).not.toEqual([state, null]);
      if (wait === null) continue;
      const silence = movesFrom(state).filter(({ name }) => name === waits[wait].silence);
      expect([state, [...new Set(silence.flatMap(({ by }) => by))]]).toEqual([state, ['TIMER']]);
    }
  });

  test('waits only for moves that can be made while it waits', () => {
    for (const wait of WAITS) {
      const inStates = STATES.filter(
        (state) =>
          states[state].wait === wait ||
          transitions.some(
            (move) => move.wait === wait && move.from.some((from) => targetsOf(move, from) === state),
          ),
      );
      expect([wait, inStates.length > 0]).toEqual([wait, true]);
      for (const name of waits[wait].awaits) {
        expect(inStates.some((state) => movesFrom(state).some((move) => move.name === name))).toBe(true);
      }
    }
  });

  test('lets no money leave escrow while a hold stands', () => {
    const leaving = ['refundInFull', 'compensateSeller', 'divideMoney', 'payOut', 'payHoldback'];
    const paying = transitions.filter(({ effects }) => effects.some((effect) => leaving.includes(effect)));
    expect(paying.length).toBeGreaterThan(6);
    for (const { name, by, to, guards: held } of paying) {
      // While a bank decides people may cancel, and nothing else ends a deal.
      const mayCancel = to === 'CANCELLED' && !by.includes('TIMER') && name !== 'WALK_AWAY';
      expect([name, held]).toEqual([
        name,
        expect.arrayContaining([mayCancel ? 'noHoldButOfBank' : 'noHold']),
      ]);
    }
  });

  test('gives the seller nothing of what is held without a check of the carrier, but a compensation', () => {
    const paying = transitions.filter(({ effects }) =>
      effects.some((effect) => ['divideMoney', 'divideRest', 'payOut', 'payHoldback'].includes(effect)),
    );
    expect(paying.length).toBeGreaterThan(8);
    for (const { name, from, guards: held } of paying)
      expect([name, from, held.filter((guard) => guard.startsWith('carrierChecked'))]).toEqual([
        ...[name, from],
        [expect.any(String)],
      ]);
  });

  test('releases disputed money only by a settlement or a decision', () => {
    const ending = movesFrom('DISPUTED').filter(({ to }) => to !== 'SAME');
    expect([...new Set(ending.map(({ name }) => name))].sort()).toEqual(['RESOLVE', 'SETTLE']);
  });

  test('gives the listing its due at every end', () => {
    for (const { name, to, effects } of transitions) {
      if (to === 'COMPLETED')
        expect([name, effects]).toEqual([name, expect.arrayContaining(['completeSale'])]);
      if (to === 'CANCELLED') expect([name, effects]).toEqual([name, expect.arrayContaining(['cancelSale'])]);
    }
  });

  test('tells people in words what each move open to them does', () => {
    for (const { name, by, from } of transitions) {
      if (from.length > 0 && by.some((mover) => (READERS as readonly string[]).includes(mover))) {
        expect([name, typeof currentProcess.offers[name]]).toEqual([name, 'string']);
      }
    }
  });

  test('is drawn in the README as it is', () => {
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    expect(readme).toContain(diagramOf(currentProcess));
  });
});

describe('the checklists', () => {
  test.each(Object.entries(CHECKLISTS))(
    'of a %s name each item once, with owner, phase, due day and source',
    (_, items) => {
      expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
      for (const { title, source, due } of items) {
        expect(title.length).toBeGreaterThan(5);
        expect(source.length).toBeGreaterThan(3);
        expect(due.days).toBeGreaterThan(0);
      }
      for (const phase of ['DUE_DILIGENCE', 'PRE_CLOSING', 'CLOSING', 'POST_CLOSING']) {
        expect(items.some((item) => item.phase === phase)).toBe(true);
      }
    },
  );

  /** Days from the transfer, as FMCSA, the Clearinghouse and the tax office give them. */
  const FEDERAL_DAYS = {
    ...{ MCS_150_OFFICERS: 30, FMCSA_OWNERSHIP_NOTICE: 30, BOC_3: 30, CLEARINGHOUSE: 30 },
    ...{ SELLER_MCS_150: 30, BUYER_MCS_150: 30, IRS_8822_B: 60 },
  };

  test('give what is due to a federal office after the transfer the days that the office gives, and watch all of it', () => {
    const after = Object.values(CHECKLISTS)
      .flat()
      .filter(({ phase }) => phase === 'POST_CLOSING');
    const watched = after.filter(({ code }) => FEDERAL_DEADLINES.includes(code));
    expect(Object.fromEntries(watched.map(({ code, due }) => [code, due.days]))).toEqual(FEDERAL_DAYS);
    for (const { due } of watched) expect(due.after).toBe('TRANSFER');
    const others = after.filter(({ code }) => !FEDERAL_DEADLINES.includes(code));
    expect(new Set(others.map(({ code }) => code))).toEqual(new Set(['BROKERS_TOLD', 'RECORD_SEEN']));
  });

  test('ask nothing of the platform before the transfer, so that it never stands in the way of the sides', () => {
    for (const { owner, phase } of Object.values(CHECKLISTS).flat()) {
      if (owner === 'PLATFORM') expect(phase).toBe('POST_CLOSING');
    }
  });
});

/** The state diagram, in mermaid: one arrow for each way between two states. */
function diagramOf(process: Process): string {
  const arrows = new Map<string, Set<string>>();
  for (const { name, from, to } of process.transitions) {
    if (to === 'SAME') continue;
    for (const state of from.length > 0 ? from : ['[*]']) {
      const arrow = `${state} --> ${to}`;
      arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(name.toLowerCase().replaceAll('_', ' ')));
    }
  }
  const lines = [...arrows].map(([arrow, names]) => `  ${arrow}: ${[...names].join(' / ')}`);
  const ends = OUTCOMES.map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', ...lines, ...ends].join('\n');
}
