/** Works on a number of jobs at once: a place that comes free is filled at once, whatever the others do. */

export interface WorkerOrder<Job> {
  places: number;
  /** Takes `limit` jobs at most; fewer mean that there are no more for now. */
  claim(limit: number): Promise<Job[]>;
  /** Those that are worked on together take one place. */
  group(jobs: Job[]): Job[][];
  /** Never rejects. */
  run(jobs: Job[]): Promise<void>;
  onError(error: unknown): void;
}

export interface Worker {
  /** Looks for jobs, and resolves once those found are under way. */
  wake(): Promise<void>;
  /** Runs what is there until nothing is, and says how many ran. */
  drain(): Promise<number>;
  /** Resolves when nothing is in hand any more. */
  idle(): Promise<void>;
}

export function createWorker<Job>({ places, claim, group, run, onError }: WorkerOrder<Job>): Worker {
  const inHand = new Set<Promise<void>>();
  let ran = 0;
  /** Somebody asked to look since the last claim began. */
  let asked = false;
  /** The last claim may have left some behind. */
  let more = false;
  let looking: Promise<void> | undefined;

  function wake(): Promise<void> {
    asked = true;
    looking ??= lookUntilNobodyAsks();
    return looking;
  }

  async function lookUntilNobodyAsks(): Promise<void> {
    try {
      await look();
    } finally {
      looking = undefined;
      // Somebody may have asked while the last look was ending.
      if (asked) await wake();
    }
  }

  async function look(): Promise<void> {
    while (asked) {
      asked = false;
      const free = places - inHand.size;
      more = free === 0;
      if (more) return;
      const jobs = await claim(free);
      more = jobs.length === free;
      for (const some of group(jobs)) begin(some);
    }
  }

  function begin(jobs: Job[]): void {
    const work = run(jobs).finally(() => {
      inHand.delete(work);
      ran += jobs.length;
      if (more) void wake().catch(onError);
    });
    inHand.add(work);
  }

  const idle = async (): Promise<void> => {
    while (inHand.size > 0 || looking) await Promise.all([...inHand, looking?.catch(() => undefined)]);
  };

  return {
    wake,
    idle,
    async drain() {
      const before = ran;
      for (;;) {
        await wake();
        if (inHand.size === 0) return ran - before;
        await idle();
      }
    },
  };
}
