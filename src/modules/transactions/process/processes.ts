/** Every version of the process that a running deal may be on. A new deal begins on the newest. */
import type { Process } from './process';
import { saleV1 } from './sale-v1';

export const currentProcess: Process = saleV1;

const versions = new Map<string, Process>([saleV1].map((process) => [process.version, process]));

/** The process that a deal began with; throws when the house has forgotten it. */
export function processOf(version: string): Process {
  const process = versions.get(version);
  if (!process) throw new Error(`There is no process ${version}.`);
  return process;
}
