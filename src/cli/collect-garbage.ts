/** Frees memory at a moment of our choosing: V8 lets garbage stand for as long as the machine has memory to spare. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Answers what collects. It stops the process for some 50 ms, so it is for long commands, between batches. */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
