/** Draws figures beside each other as bars, each with what it is measured against. */
import type { Bar } from './blocks';
import type { Pen } from './pen';

const LABEL_WIDTH = 150;
const SHOWN_WIDTH = 120;
const BAR = 10;
const ROW = 22;
const GAP = 8;
const TONES = { plain: '#4a6fa5', warning: '#b3541e' };
const TRACK = '#e6e9ee';
const MARK = '#222222';

/** At least so much of a block stands below its heading. */
export const beginningOfBars = (bars: Bar[]): number => Math.min(bars.length, 3) * ROW;

export function drawBars(pen: Pen, bars: Bar[]): void {
  for (const bar of bars) drawBar(pen, bar);
  pen.skip(6);
}

function drawBar({ document, left, width, write, heightOf, reserve }: Pen, bar: Bar): void {
  const { label, shown, value, most, mark, tone = 'plain' } = bar;
  const labelHeight = heightOf(label, { size: 9, width: LABEL_WIDTH - GAP });
  const shownHeight = heightOf(shown, { size: 8.5, width: SHOWN_WIDTH - GAP });
  const height = Math.max(ROW, labelHeight + 6, shownHeight + 6);
  reserve(height);
  const { y } = document;
  const from = left + LABEL_WIDTH;
  const track = width - LABEL_WIDTH - SHOWN_WIDTH;
  const lengthOf = (amount: number) => (most <= 0 ? 0 : (Math.min(Math.max(amount, 0), most) / most) * track);
  write(label, left, y, { size: 9, width: LABEL_WIDTH - GAP });
  document.rect(from, y + 2, track, BAR).fill(TRACK);
  if (value !== null && value > 0) document.rect(from, y + 2, lengthOf(value), BAR).fill(TONES[tone]);
  if (mark !== undefined) {
    const at = from + lengthOf(mark);
    document
      .moveTo(at, y - 1)
      .lineTo(at, y + BAR + 5)
      .lineWidth(1.2)
      .stroke(MARK);
  }
  write(shown, left + width - SHOWN_WIDTH + GAP, y, { size: 8.5, width: SHOWN_WIDTH - GAP });
  document.y = y + height;
}
