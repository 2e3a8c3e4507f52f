/** Marks what is handed out with the name of whoever is given it, and when. */
import { Problem } from '../../../platform/http/problem';
import { iso } from '../../../platform/kernel/clock';
import { stampPdf, stampPicture } from '../../../platform/paper/stamp';
import { documentNotMarked } from '../documents.problems';
import type { ContentKind } from './content-kinds';

type Markable = 'pdf' | 'jpeg' | 'png';

const MARKED: readonly ContentKind[] = ['pdf', 'jpeg', 'png'] satisfies Markable[];

export const isMarkable = (kind: ContentKind): kind is Markable => MARKED.includes(kind);

/** `Downloaded by Dana Doe on 2026-11-27 at 14:08 UTC · MC Exchange · confidential` */
export function markOf(reader: string, at: number): string {
  const [day = '', time = ''] = iso(at).split('T');
  return `Downloaded by ${reader} on ${day} at ${time.slice(0, 5)} UTC · MC Exchange · confidential`;
}

/** Nothing is handed out without its mark. Never inside a unit. @throws document_not_marked, service_unavailable */
export async function mark(content: Buffer, kind: Markable, words: string): Promise<Buffer> {
  try {
    return kind === 'pdf' ? await stampPdf(content, words) : await stampPicture(content, kind, words);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw documentNotMarked('It could not be marked with your name, so it is not handed out.', {
      cause: error,
    });
  }
}
