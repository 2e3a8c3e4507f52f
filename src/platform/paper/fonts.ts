/** The fonts that papers are set in, read once a process: reading one is most of what a short paper costs. */
import { join } from 'node:path';
import { once } from '../kernel/once';
import { PRODUCT_FOLDER } from '../platform.config';

export const FONTS = {
  regular: join(PRODUCT_FOLDER, 'assets/fonts/NotoSans-Regular.ttf'),
  bold: join(PRODUCT_FOLDER, 'assets/fonts/NotoSans-Bold.ttf'),
};

/** As pdfkit holds it: it takes a font that is read already, but has no type for it. */
type ReadFont = string & { _glyphs: object };

/** pdfkit gives away a font that it has read only through a document. */
const readFonts = once(async () => {
  const { default: PDFDocument } = await import('pdfkit');
  const read = (path: string) =>
    (new PDFDocument({ font: path }) as unknown as { _font: { font: ReadFont } })._font.font;
  return { regular: read(FONTS.regular), bold: read(FONTS.bold) };
});

/** For one paper: a glyph keeps for which letters it stood first, and another paper spells them another way. */
const withOwnGlyphs = (font: ReadFont): ReadFont =>
  Object.assign(Object.create(font as unknown as object) as ReadFont, { _glyphs: {} });

/** The fonts for one paper. */
export async function loadFonts(): Promise<{ regular: string; bold: string }> {
  const { regular, bold } = await readFonts();
  return { regular: withOwnGlyphs(regular), bold: withOwnGlyphs(bold) };
}
