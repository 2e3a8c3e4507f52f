/**
 * Looks through what may take a core for a while, as a thread of its own does it. A refusal is an answer there: of an error
 * nothing but its words comes back.
 */
import { Problem } from '../../../platform/http/problem';
import { countPages } from '../../../platform/paper/pdf-thread';
import { documentDamaged, documentUnsafe, documentUnsupported } from '../documents.problems';
import { type ContentKind, TAKEN } from './content-kinds';
import { officeKindOf } from './office';
import { activeIn } from './pdf';
import { refusalOf } from './recognize.rules';
import { hasFormula, isMarkup, isTable, readText } from './text.rules';

export interface Seen {
  kind: ContentKind;
  /** What is kept, where that is not what was sent. */
  text?: string;
  active?: readonly string[];
}
export type Said = { seen: Seen } | { refused: string; detail: string };

const LOOKS = {
  pdf: lookAtPdf,
  archive: async (content: Buffer): Promise<Seen> => ({ kind: await officeKindOf(content) }),
  text: (content: Buffer): Promise<Seen> => Promise.resolve(lookAtText(content)),
};
export type LookedInto = keyof typeof LOOKS;

export async function lookInto(as: LookedInto, sent: Uint8Array): Promise<Said> {
  try {
    return { seen: await LOOKS[as](Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength)) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { refused: error.kind.code, detail: error.detail };
  }
}

/** One that we cannot open cannot be marked with its reader's name, and so not be handed out. */
async function lookAtPdf(content: Buffer): Promise<Seen> {
  const active = await activeIn(content);
  if (active.length === 0) {
    try {
      await countPages(content);
    } catch (error) {
      throw documentDamaged('The PDF cannot be opened. Print it to a new PDF and upload that.', {
        cause: error,
      });
    }
  }
  return { kind: 'pdf', active };
}

function lookAtText(content: Buffer): Seen {
  const known = refusalOf(content);
  if (known) throw documentUnsupported(known);
  const text = readText(content);
  if (text === null) throw documentUnsupported(`Upload ${TAKEN}.`);
  // Readers find the beginning of a PDF in its first thousand bytes.
  if (/%PDF-\d/.test(text.slice(0, 1_100))) throw documentUnsafe('It is two kinds of file in one.');
  if (isMarkup(text)) throw documentUnsupported('Web pages, SVG and XML are not taken. Save it as PDF.');
  if (hasFormula(text))
    throw documentUnsafe('It has formulas in it that a spreadsheet would run. Save the values alone.');
  return { kind: isTable(text) ? 'csv' : 'txt', text };
}
