/** Every version of the process that a running deal may be on. A new deal begins on the newest. */
import type { Move, Process, State } from './process';
import { saleV1 } from './sale-v1';

export const currentProcess: Process = saleV1;

const versions = new Map<string, Process>([saleV1].map((process) => [process.version, process]));

/** The process that a deal began with; throws when the house has forgotten it. */
export function processOf(version: string): Process {
  const process = versions.get(version);
  if (!process) throw new Error(`There is no process ${version}.`);
  return process;
}

/** The move that opens a deal, and the state that it opens it in. */
export function openingOf({ version, moves }: Process): { move: Move; state: State } {
  const move = moves.find(({ from }) => from.length === 0);
  if (!move || move.to === 'SAME') throw new Error(`The process ${version} has no move that opens a deal.`);
  return { move, state: move.to };
}
