/** What a storm is: a fault from outside, repeated at will, with the figures that the product must reach under it. */

import { spawnSync } from 'node:child_process';

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** One of the two. */
  atMost?: number;
  atLeast?: number;
}

export interface StormOptions {
  /** As short as it can be and still find the fault: how the tests run it. */
  small: boolean;
  write(line: string): void;
}

export interface Storm {
  /** What is done to the product. */
  fault: string;
  /** It needs MySQL or MariaDB at DATABASE_URL, as the embedded database has no connection that could be lost. */
  needsServer: boolean;
  /** A program that it starts, where it is not Node. */
  needsProgram?: string;
  run(options: StormOptions): Promise<Figure[]>;
}

/** What of it is missing here, in words; null where it can run. */
export function findMissing({ needsServer, needsProgram }: Storm): string | null {
  if (needsServer && !process.env.DATABASE_URL) return 'DATABASE_URL, a MySQL or MariaDB';
  if (needsProgram && spawnSync(needsProgram, ['--version']).status !== 0)
    return `the program ${needsProgram}`;
  return null;
}

export const isReached = ({ value, atMost = Infinity, atLeast = -Infinity }: Figure): boolean =>
  value <= atMost && value >= atLeast;

export function describeFigure(figure: Figure): string {
  const { name, value, unit, atMost, atLeast } = figure;
  const bound = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  const rounded = Math.round(value * 10) / 10;
  return `${isReached(figure) ? 'reached' : 'MISSED '}  ${name}: ${rounded} ${unit} (${bound})`;
}
