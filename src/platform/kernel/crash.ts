/** Ends the process at a named point, as a power cut would: for trying what survives. Refused in production. */

let crashAt: string | undefined;

export function armCrash(point: string | undefined): void {
  crashAt = point;
}

/** Does nothing unless CRASH_AT names this point. */
export function crashPoint(name: string): void {
  if (crashAt === name) process.kill(process.pid, 'SIGKILL');
}
