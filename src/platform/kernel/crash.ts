/** Ends the process at a named point, as a power cut would: for trying what survives. Refused in production. */

const endProcess = (): void => void process.kill(process.pid, 'SIGKILL');

let crashAt: string | undefined;
let die = endProcess;

/** A test of one process says itself what dies. */
export function armCrash(point: string | undefined, onDeath = endProcess): void {
  crashAt = point;
  die = onDeath;
}

/** Does nothing unless CRASH_AT names this point. */
export function crashPoint(name: string): void {
  if (crashAt === name) die();
}
