/** The states as tiles where they lie, to choose from: one stop for the tab key, arrow keys within. */
import { type KeyboardEvent, useRef, useState } from 'react';
import classes from './tile-map.module.css';

/** Rows from north to south; a blank is water or another country. */
const ROWS = [
  'AK .. .. .. .. .. .. .. .. .. ME',
  '.. .. .. .. .. .. .. .. .. VT NH',
  'WA ID MT ND MN IL WI MI NY RI MA',
  'OR NV WY SD IA IN OH PA NJ CT ..',
  'CA UT CO NE MO KY WV VA MD DE ..',
  '.. AZ NM KS AR TN NC SC DC .. ..',
  '.. .. .. OK LA MS AL GA .. .. ..',
  'HI .. .. TX .. .. .. .. FL .. ..',
].map((row) => row.split(' '));

const TILES = ROWS.flatMap((row, y) => row.flatMap((state, x) => (state === '..' ? [] : [{ state, x, y }])));

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Props {
  label: string;
  chosen: readonly string[];
  /** How many there are in each; null while nobody knows. */
  counts: Readonly<Record<string, number>> | null;
  nameOf(state: string, count: number | null): string;
  onToggle(state: string): void;
}

export function TileMap({ label, chosen, counts, nameOf, onToggle }: Props) {
  const [current, setCurrent] = useState(chosen[0] ?? 'TX');
  const group = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent) {
    const step = STEPS[event.key];
    const from = TILES.find(({ state }) => state === current);
    if (!step || !from) return;
    event.preventDefault();
    const next = nextTile(from, step);
    if (!next) return;
    setCurrent(next);
    group.current?.querySelector<HTMLElement>(`[data-state="${next}"]`)?.focus();
  }

  return (
    <div ref={group} className={classes.map} role="group" aria-label={label} onKeyDown={move}>
      {TILES.map(({ state, x, y }) => {
        const count = counts && (counts[state] ?? 0);
        return (
          <button
            key={state}
            type="button"
            className={classes.tile}
            style={{ gridColumn: x + 1, gridRow: y + 1 }}
            data-state={state}
            data-some={count !== null && count > 0 ? true : undefined}
            aria-pressed={chosen.includes(state)}
            aria-label={nameOf(state, count)}
            title={nameOf(state, count)}
            tabIndex={state === current ? 0 : -1}
            onClick={() => {
              setCurrent(state);
              onToggle(state);
            }}
          >
            {state}
          </button>
        );
      })}
    </div>
  );
}

/** The nearest tile in that direction, in the same row or column before all others. */
function nextTile(from: { x: number; y: number }, [dx, dy]: readonly [number, number]): string | null {
  const ahead = TILES.filter(({ x, y }) => (dx === 0 ? (y - from.y) * dy > 0 : (x - from.x) * dx > 0));
  const distance = ({ x, y }: { x: number; y: number }) =>
    dx === 0
      ? Math.abs(y - from.y) + 20 * Math.abs(x - from.x)
      : Math.abs(x - from.x) + 20 * Math.abs(y - from.y);
  const [nearest] = ahead.toSorted((one, other) => distance(one) - distance(other));
  return nearest?.state ?? null;
}
