/** Work that many ask for at once is done once for all of them. */

/** Whoever asks while it is being done waits for the next time, together with all others who ask meanwhile. */
export function together<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let under: Promise<Result> | null = null;
  let next: Promise<Result> | null = null;
  const begin = (): Promise<Result> => {
    const doing = work();
    under = doing;
    const done = () => {
      if (under === doing) under = null;
    };
    doing.then(done, done);
    return doing;
  };
  return () => {
    if (under === null) return begin();
    const again = () => {
      next = null;
      return begin();
    };
    return (next ??= under.then(again, again));
  };
}
