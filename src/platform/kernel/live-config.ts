/** The configuration as it stands now: what was changed while the product runs stands before what the environment says. */
import type { Clock } from './clock';
import type { DeclaredSetting } from './config-slice';

/** Another text for a variable from an instant on; null: what the environment says again. */
export interface Change {
  name: string;
  value: string | null;
  effectiveAt: number;
}

export interface Reading {
  /** Each as `NAME: what`. */
  problems: string[];
  values: Record<string, unknown>;
  /** For GET /config. */
  shown: Record<string, unknown>;
}

/** Reads the configuration with these texts in the place of the environment's. */
export type ReadWith = (texts: Record<string, string>) => Reading;

export interface LiveConfig<Config> {
  /** Reads of a setting answer what holds at that moment: who copies one keeps what it was. */
  config: Config;
  declared: readonly DeclaredSetting[];
  shown(): Record<string, unknown>;
  /** All changes that were made, in the order in which they were made. Answers what of them is refused today. */
  apply(changes: readonly Change[]): string[];
  /** What holds at an instant by these changes. */
  readAt(changes: readonly Change[], at: number): Reading;
}

/** Of a name, the last that has come into force; of two at one instant the later one. */
export function textsAt(changes: readonly Change[], at: number): Record<string, string> {
  const latest = new Map<string, Change>();
  for (const change of changes) {
    if (change.effectiveAt > at) continue;
    const known = latest.get(change.name);
    if (!known || known.effectiveAt <= change.effectiveAt) latest.set(change.name, change);
  }
  return Object.fromEntries(
    [...latest.values()].flatMap(({ name, value }) => (value === null ? [] : [[name, value]])),
  );
}

const namedIn = (problem: string): string => problem.slice(0, problem.indexOf(':'));

export function createLiveConfig<Config extends { readWith: ReadWith }>(
  given: Config,
  declared: readonly DeclaredSetting[],
  clock: Clock,
): LiveConfig<Config> {
  let applied: readonly Change[] = [];
  let current = given.readWith({});
  /** When another change comes into force. */
  let until = Infinity;

  const readAt = (changes: readonly Change[], at: number): Reading => given.readWith(textsAt(changes, at));

  function refresh(now: number): string[] {
    const reading = readAt(applied, now);
    const later = applied.map(({ effectiveAt }) => effectiveAt).filter((at) => at > now);
    until = later.length > 0 ? Math.min(...later) : Infinity;
    current = reading.problems.length === 0 ? reading : withoutRefused(now, reading.problems);
    return reading.problems;
  }

  /** What a newer release no longer takes is as the environment says: the rest holds. */
  function withoutRefused(now: number, problems: string[]): Reading {
    const refused = new Set(problems.flatMap((problem) => namedIn(problem).split(', ')));
    const rest = readAt(
      applied.filter(({ name }) => !refused.has(name)),
      now,
    );
    return rest.problems.length === 0 ? rest : given.readWith({});
  }

  function now(): Reading {
    const instant = clock.now();
    if (instant >= until) refresh(instant);
    return current;
  }

  const getters = declared.map(({ name }) => [name, { enumerable: true, get: () => now().values[name] }]);
  return {
    config: Object.defineProperties({ ...given }, Object.fromEntries(getters) as PropertyDescriptorMap),
    declared,
    shown: () => now().shown,
    apply(changes) {
      applied = changes.filter(({ name }) => declared.some((setting) => setting.name === name));
      return refresh(clock.now());
    },
    readAt,
  };
}
