/** The anchor of the chain: its heads, kept where whoever owns the database cannot change them alone. */
import { appendFile, open } from 'node:fs/promises';
import type { ChainHead } from './seal.rules';

export interface Anchor {
  /** Adds the head of a chain that has grown. */
  keep(head: ChainHead): Promise<void>;
  /** Every head that was kept, in the order of the keeping. */
  heads(): AsyncIterable<ChainHead>;
}

/** The last head that this instance has sealed or read, for as long as it runs: without a file, the only one beside the log. */
export function memoryAnchor(): Anchor {
  let last: ChainHead | null = null;
  return {
    keep({ seq, hash }) {
      if (seq > (last?.seq ?? 0)) last = { seq, hash };
      return Promise.resolve();
    },
    // eslint-disable-next-line @typescript-eslint/require-await
    async *heads() {
      if (last) yield last;
    },
  };
}

const LINE = /^(\d{1,15}) ([0-9a-f]{64})$/;

/** A file with a line for each head, which is only ever added to. Several instances may share it. */
export const fileAnchor = (file: string): Anchor => ({
  keep: ({ seq, hash }) => appendFile(file, `${seq} ${hash}\n`, { mode: 0o640, flush: true }),
  async *heads() {
    const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (!handle) return;
    for await (const line of handle.readLines()) {
      const [, seq, hash] = LINE.exec(line) ?? [];
      // A line that cannot be read is no head of any chain, and is found as one that the chain does not have.
      yield seq && hash ? { seq: Number(seq), hash } : { seq: NaN, hash: line.slice(0, 80) };
    }
  },
});
