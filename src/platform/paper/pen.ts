/** Writes text of a paper where it is told to, and knows how much room it takes and how much is left. */
import { printable } from './letters.rules';

export interface Style {
  size?: number;
  bold?: boolean;
  tone?: 'black' | 'grey';
  /** The whole width of the text where it is left out. */
  width?: number;
  align?: 'left' | 'right';
  /** Cut with an ellipsis rather than broken into a second line. */
  oneLine?: boolean;
}

export const BODY = 10;
const TONES = { black: '#000000', grey: '#555555' };
const LINE_GAP = 1.5;

export type Pen = ReturnType<typeof createPen>;

export function createPen(document: PDFKit.PDFDocument, fonts: { regular: string; bold: string }) {
  const { left, right, top } = document.page.margins;
  const width = document.page.width - left - right;
  const bottom = document.page.maxY();
  document.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);

  const setUp = ({ size = BODY, bold = false, tone = 'black' }: Style) =>
    document
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(TONES[tone]);

  const optionsOf = ({ width: wanted = width, align = 'left', oneLine = false, size = BODY }: Style) => ({
    ...{ width: wanted, align, lineGap: LINE_GAP },
    ...(oneLine ? { height: size * 1.2, ellipsis: true } : {}),
  });

  return {
    document,
    left,
    width,
    /** The height of an empty page. */
    room: bottom - top,

    /** Goes on over as many pages as it takes; what follows stands below. */
    write(text: string, x: number, y: number, style: Style = {}): void {
      setUp(style).text(printable(text), x, y, optionsOf(style));
    },

    heightOf: (text: string, style: Style = {}): number =>
      setUp(style).heightOfString(printable(text), optionsOf(style)),

    fits: (height: number): boolean => document.y + height <= bottom,

    /** A new page unless what comes next has this much room, or the page is empty. */
    reserve(height: number): void {
      if (document.y + height > bottom && document.y > top + 1) document.addPage();
    },

    /** Leaves room below what was written; none at the top of a page. */
    skip(points: number): void {
      if (document.y > top + 1) document.y += points;
    },

    rule(y: number, from = left, to = left + width): void {
      document.moveTo(from, y).lineTo(to, y).lineWidth(0.5).stroke('#999999');
    },
  };
}
