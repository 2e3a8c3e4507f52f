/** Every version of the process that a running deal may be on. A new deal begins on the newest. */
import { UnreadableStored } from '../../../platform/kernel/unreadable';
import { standsStillOnHold } from './deadline.rules';
import type { Process, State, Transition, WaitName } from './process';
import { saleV1 } from './sale-v1';
import { saleV2 } from './sale-v2';
import { saleV3 } from './sale-v3';
import { saleV4 } from './sale-v4';
import { saleV5 } from './sale-v5';
import { saleV6 } from './sale-v6';
import { saleV7 } from './sale-v7';

export const currentProcess: Process = saleV7;

export const processes: readonly Process[] = [saleV1, saleV2, saleV3, saleV4, saleV5, saleV6, saleV7];

const versions = new Map<string, Process>(processes.map((process) => [process.version, process]));

/** The process that a deal began with; throws when the platform has forgotten it. */
export function processOf(version: string): Process {
  const process = versions.get(version);
  if (!process) throw new UnreadableStored(`There is no process ${version}.`);
  return process;
}

interface Clocked {
  processVersion: string;
  wait: WaitName | null;
  heldSince: number | null;
}

/** Whether a hold has stopped the clock of a deal. */
export const isClockStopped = ({ processVersion, wait, heldSince }: Clocked): boolean =>
  heldSince !== null && standsStillOnHold(processOf(processVersion), wait);

/** The move that opens a deal, and the state that it opens it in. */
export function openingOf({ version, transitions }: Process): { transition: Transition; state: State } {
  const transition = transitions.find(({ from }) => from.length === 0);
  if (!transition || transition.to === 'SAME') {
    throw new Error(`The process ${version} has no move that opens a deal.`);
  }
  return { transition, state: transition.to };
}
