/** Marks pages and pictures with words across them and at their foot: who was given them, and when. */
import pLimit from 'p-limit';
import { buffer } from 'node:stream/consumers';
import { loadSharp, MAX_PIXELS } from '../storage/pictures';
import { FONTS, loadFonts } from './fonts';

/** A paper of many pages takes a second of a core. */
const stamping = pLimit(1);

/** Far enough from each other to read what is below, near enough that no cut takes them all away. */
const ROW_POINTS = 150;
const SIZE_POINTS = 11;
const ANGLE = -30;
const OPACITY = 0.22;
const FOOT_OPACITY = 0.75;
/** Pages of so many sizes; any other is stamped as the first is. */
const MOST_SIZES = 50;

/** Throws where the file cannot be opened as a PDF. Never inside a unit. */
export async function loadPdf(content: Buffer) {
  const { PDFDocument } = await import('pdf-lib');
  return PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: false });
}

/** The same paper with the words on each page. Throws where it cannot be opened. Never inside a unit. */
export const stampPdf = (content: Buffer, words: string): Promise<Buffer> =>
  stamping(async () => {
    const document = await loadPdf(content);
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
    return Buffer.from(await document.save({ objectsPerTick: 50 }));
  });

/** A page with nothing else on it. */
async function drawStamp(words: string, width: number, height: number): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({ size: [width, height], margin: 0, font: (await loadFonts()).regular });
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

/** The same picture with the words across it. Throws where it cannot be read. Never inside a unit. */
export const stampPicture = (content: Buffer, format: 'jpeg' | 'png', words: string): Promise<Buffer> =>
  stamping(async () => {
    const sharp = await loadSharp();
    const picture = sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { width = 1, height = 1 } = await picture.metadata();
    // A ninth of the shorter side apart, whatever the size of the picture.
    const dpi = Math.max(36, Math.round(Math.min(width, height) / 6));
    const lettered = async (color: string) => {
      const written = await sharp({
        text: {
          text: `<span foreground="${color}">${escapeMarkup(words)}</span>`,
          font: 'Noto Sans 10',
          fontfile: FONTS.regular,
          rgba: true,
          dpi,
        },
      })
        .rotate(ANGLE, { background: '#0000' })
        .extend({ ...around(dpi), background: '#0000' })
        .png()
        .toBuffer();
      // No larger than the picture, however small that is.
      return sharp(written)
        .resize({ width, height, fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer();
    };
    const [dark, light] = await Promise.all([lettered('#b0002059'), lettered('#ffffff73')]);
    const stamped = picture.composite([
      { input: light, tile: true, blend: 'over', top: 1, left: 1 },
      { input: dark, tile: true, blend: 'over', top: 0, left: 0 },
    ]);
    return (format === 'jpeg' ? stamped.jpeg({ quality: 90 }) : stamped.png()).toBuffer();
  });

const around = (dpi: number) => {
  const space = Math.round(dpi / 4);
  return { top: space, bottom: space, left: space, right: space };
};

const escapeMarkup = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
