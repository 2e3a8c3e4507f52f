/** Gathers the lines of requests, and hands them on together: a busy server writes some hundred at once. */

/** As long as a line may wait for others. */
const HAND_ON_AFTER_MS = 20;
const HAND_ON_AT = 200;

export interface RequestLines {
  add(line: string): void;
  /** What has gathered goes before whatever is written next. */
  handOn(): void;
}

export function createRequestLines(write: (lines: string) => void): RequestLines {
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  function handOn(): void {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const gathered = lines;
    lines = [];
    write(gathered.join('\n'));
  }

  return {
    add(line) {
      lines.push(line);
      if (lines.length >= HAND_ON_AT) handOn();
      else timer ??= setTimeout(handOn, HAND_ON_AFTER_MS).unref();
    },
    handOn,
  };
}
