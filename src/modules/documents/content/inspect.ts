/** Says what an uploaded file is, by its content alone, and makes of it what is kept. */
import { createRequire } from 'node:module';
import { Problem, serviceUnavailable } from '../../../platform/http/problem';
import { SECOND_MS } from '../../../platform/kernel/clock';
import { createThreadLane } from '../../../platform/kernel/thread-lane';
import { documentDamaged, documentLocked, documentUnsafe, documentUnsupported } from '../documents.problems';
import type { ContentKind } from './content-kinds';
// Its types alone: what it loads to open files belongs into the thread.
import type { LookedInto, Said, Seen } from './look-thread';
import { readHeic, rewriteJpeg, rewritePng } from './picture';
import { isTestVirus, isTwoThings, lookOf } from './recognize.rules';

export interface Inspected {
  kind: ContentKind;
  /** What is kept: pictures are written anew, texts are in UTF-8. */
  content: Buffer;
  /** What in it acts or carries a file, by its names in PDF. */
  active: readonly string[];
}

/** What the thread may answer. */
const REFUSALS = [documentDamaged, documentLocked, documentUnsafe, documentUnsupported];

const MOST_WAITING = 50;
/** Of a thread that gives way: a file of a scanner takes a hundredth of it, on a busy machine a tenth. */
const LOOK_LIMIT_MS = 60 * SECOND_MS;
const ENDLESS = 'It takes far longer to open than a document does. Print it to a new PDF and upload that.';

/** Each takes a core and some copies of the file: a few at once, however many upload. */
const lookLane = (timeLimitMs: number) =>
  createThreadLane({
    functions: 'return require(data.module);',
    data: { module: createRequire(__filename).resolve('./look-thread') },
    ...{ mostWaiting: MOST_WAITING, mostThreads: 2, mostMemoryMb: 1_024, timeLimitMs },
    whenFull: () =>
      serviceUnavailable('Too many documents are being read right now.', { retryAfterSeconds: 5 }),
  });

/** Never inside a unit. @throws document_unsupported, document_damaged, document_locked, document_unsafe */
export type Inspect = (content: Buffer) => Promise<Inspected>;

export function createInspect(lookLimitMs: number): Inspect {
  const lane = lookLane(lookLimitMs);

  /** What ends a thread, or takes it for ever, was made to. */
  async function lookInto(as: LookedInto, content: Buffer): Promise<Seen> {
    const said = await lane.run<Said>('lookInto', as, content).catch((error: unknown) => {
      throw error instanceof Problem ? error : documentUnsafe(ENDLESS, { cause: error });
    });
    if ('seen' in said) return said.seen;
    const refuse = REFUSALS.find(({ code }) => code === said.refused) ?? documentDamaged;
    throw refuse(said.detail);
  }

  return async (content) => {
    if (content.length === 0) throw documentDamaged('The file is empty.');
    if (isTestVirus(content)) throw documentUnsafe('A virus was found in it.');
    const look = lookOf(content);
    if (look === 'text') {
      const { kind, text = '' } = await lookInto('text', content);
      return { kind, content: Buffer.from(text, 'utf8'), active: [] };
    }
    if (look === 'archive') return { kind: (await lookInto('archive', content)).kind, content, active: [] };
    if (isTwoThings(content, look)) throw documentUnsafe('It is two kinds of file in one.');
    switch (look) {
      case 'pdf': {
        const { kind, active = [] } = await lookInto('pdf', content);
        return { kind, content, active };
      }
      case 'jpeg':
        return { kind: 'jpeg', content: await rewriteJpeg(content), active: [] };
      case 'png':
        return { kind: 'png', content: await rewritePng(content), active: [] };
      case 'heic':
        return { kind: 'jpeg', content: await rewriteJpeg(await readHeic(content)), active: [] };
    }
  };
}

/** Of the process: its cores are the same for all of it. */
export const inspect: Inspect = createInspect(LOOK_LIMIT_MS);
