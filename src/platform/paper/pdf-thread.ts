/**
 * Opens PDFs that others made and writes words on them, as a thread of its own does it: a library that builds all objects
 * of a file takes a core for as long as whoever made the file wants.
 */
import { buffer } from 'node:stream/consumers';
import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import PDFKit from 'pdfkit';
import { loadFonts } from './fonts';

/** Far enough from each other to read what is below, near enough that no cut takes them all away. */
const ROW_POINTS = 150;
const SIZE_POINTS = 11;
const ANGLE = -30;
const OPACITY = 0.22;
const FOOT_OPACITY = 0.75;
/** Pages of so many sizes; any other is stamped as the first is. */
const MOST_SIZES = 50;

/** Nothing else waits for this thread. */
const IN_ONE_GO = Number.MAX_SAFE_INTEGER;

const load = (content: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(content, {
    ...{ updateMetadata: false, throwOnInvalidObject: false, parseSpeed: ParseSpeeds.Fastest },
  });

/** How many pages it has. Throws where it cannot be opened. */
export const countPages = async (content: Uint8Array): Promise<number> =>
  (await load(content)).getPageCount();

/** The same paper with the words on each page. Throws where it cannot be opened. */
export async function stampPdf(content: Uint8Array, words: string): Promise<Uint8Array> {
  const document = await load(content);
  const stamps = new Map<string, Awaited<ReturnType<typeof document.embedPdf>>[number]>();
  for (const page of document.getPages()) {
    const { x, y, width, height } = page.getCropBox();
    const size = `${Math.round(width)} ${Math.round(height)}`;
    let stamp = stamps.get(size) ?? (stamps.size < MOST_SIZES ? undefined : [...stamps.values()][0]);
    if (!stamp) {
      [stamp] = await document.embedPdf(await drawStamp(words, Math.max(width, 1), Math.max(height, 1)));
      if (!stamp) throw new Error('The stamp has no page.');
      stamps.set(size, stamp);
    }
    page.drawPage(stamp, { x, y, width, height });
  }
  return document.save({ objectsPerTick: IN_ONE_GO });
}

/** A page with nothing else on it. */
async function drawStamp(words: string, width: number, height: number): Promise<Buffer> {
  const document = new PDFKit({ size: [width, height], margin: 0, font: (await loadFonts()).regular });
  const drawn = buffer(document);
  const line = { lineBreak: false } as const;
  document.fontSize(SIZE_POINTS);
  const step = document.widthOfString(words) + 60;
  const reach = Math.hypot(width, height);
  document.save();
  document.rotate(ANGLE, { origin: [width / 2, height / 2] });
  document.fillColor('#b00020').fillOpacity(OPACITY);
  for (let row = -reach / 2, count = 0; row < reach; row += ROW_POINTS, count += 1) {
    for (let at = -reach / 2 - (count % 2) * (step / 2); at < reach; at += step) {
      document.text(words, width / 2 + at - step / 4, height / 2 + row, line);
    }
  }
  document.restore();
  document.fillColor('#b00020').fillOpacity(FOOT_OPACITY).fontSize(7);
  document.text(words, 8, Math.max(height - 14, 0), line);
  document.end();
  return drawn;
}
