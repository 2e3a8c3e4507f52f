/** Says what an uploaded file is, by its content alone, and makes of it what is kept. */
import pLimit from 'p-limit';
import { loadPdf } from '../../../platform/paper/stamp';
import { documentDamaged, documentUnsafe, documentUnsupported } from '../documents.problems';
import { type ContentKind, TAKEN } from './content-kinds';
import { officeKindOf } from './office';
import { activeIn } from './pdf';
import { readHeic, rewriteJpeg, rewritePng } from './picture';
import { isTestVirus, isTwoThings, lookOf, refusalOf } from './recognize.rules';
import { hasFormula, isMarkup, isTable, readText } from './text.rules';

export interface Inspected {
  kind: ContentKind;
  /** What is kept: pictures are written anew, texts are in UTF-8. */
  content: Buffer;
  /** What in it acts or carries a file, by its names in PDF. */
  active: readonly string[];
}

/** Each takes a core and some copies of the file: a few at once, however many upload. */
const inspecting = pLimit(2);

/** Never inside a unit. @throws document_unsupported, document_damaged, document_locked, document_unsafe */
export const inspect = (content: Buffer): Promise<Inspected> => inspecting(() => inspectNow(content));

async function inspectNow(content: Buffer): Promise<Inspected> {
  if (content.length === 0) throw documentDamaged('The file is empty.');
  if (isTestVirus(content)) throw documentUnsafe('A virus was found in it.');
  const look = lookOf(content);
  if (look === 'text') return inspectText(content);
  if (look === 'archive') return { kind: await officeKindOf(content), content, active: [] };
  if (isTwoThings(content, look)) throw documentUnsafe('It is two kinds of file in one.');
  switch (look) {
    case 'pdf':
      return inspectPdf(content);
    case 'jpeg':
      return { kind: 'jpeg', content: await rewriteJpeg(content), active: [] };
    case 'png':
      return { kind: 'png', content: await rewritePng(content), active: [] };
    case 'heic':
      return { kind: 'jpeg', content: await rewriteJpeg(await readHeic(content)), active: [] };
  }
}

/** One that we cannot open cannot be marked with its reader's name, and so not be handed out. */
async function inspectPdf(content: Buffer): Promise<Inspected> {
  const active = await activeIn(content);
  if (active.length === 0) {
    try {
      (await loadPdf(content)).getPageCount();
    } catch (error) {
      throw documentDamaged('The PDF cannot be opened. Print it to a new PDF and upload that.', {
        cause: error,
      });
    }
  }
  return { kind: 'pdf', content, active };
}

function inspectText(content: Buffer): Inspected {
  const known = refusalOf(content);
  if (known) throw documentUnsupported(known);
  const text = readText(content);
  if (text === null) throw documentUnsupported(`Upload ${TAKEN}.`);
  // Readers find the beginning of a PDF in its first thousand bytes.
  if (/%PDF-\d/.test(text.slice(0, 1_100))) throw documentUnsafe('It is two kinds of file in one.');
  if (isMarkup(text)) throw documentUnsupported('Web pages, SVG and XML are not taken. Save it as PDF.');
  if (hasFormula(text))
    throw documentUnsafe('It has formulas in it that a spreadsheet would run. Save the values alone.');
  return { kind: isTable(text) ? 'csv' : 'txt', content: Buffer.from(text, 'utf8'), active: [] };
}
