/** Draws the blocks of a paper, one under the other. */
import { dollars } from '../kernel/money';
import type { Block, Column, Fact, PaperLine, Signature } from './blocks';
import { beginningOfBars, drawBars } from './draw-bars';
import { BODY, type Pen, type Style } from './pen';

/** Leaves room for a SHA-256 in one line beside it. */
const LABEL_WIDTH = 132;
const SUM_WIDTH = 110;
const INDENT = 34;
const LINE = BODY * 1.6;
const CELL: Style = { size: 8.5 };
const GAP = 8;

/** A paper begins: who it is from, and what it is. */
export function drawTitle(pen: Pen, title: string): void {
  const { document, left, write, skip } = pen;
  write('MC Exchange', left, document.y, { tone: 'grey' });
  write(title, left, document.y, { size: 18, bold: true });
  skip(8);
}

/** `below`: what comes next, as no heading stands alone at the foot of a page, and no signature on a page of its own. */
export function drawBlock(pen: Pen, block: Block, below: readonly Block[]): void {
  switch (block.kind) {
    case 'title':
      pen.document.addPage();
      return drawTitle(pen, block.text);
    case 'heading':
      return drawHeading(pen, block.text, beginningOf(pen, below));
    case 'paragraph':
      pen.reserve(signedHeight(pen, block, below[0]));
      return drawText(pen, block.text, pen.left, pen.width);
    case 'clause':
      pen.reserve(signedHeight(pen, block, below[0]));
      return drawMarked(pen, block.number, block.text, INDENT);
    case 'list':
      for (const item of block.items) drawMarked(pen, '•', item, 14);
      return;
    case 'facts':
      for (const fact of block.facts) drawFact(pen, fact);
      return pen.skip(4);
    case 'sums':
      return drawSums(pen, block);
    case 'bars':
      return drawBars(pen, block.bars);
    case 'table':
      return drawTable(pen, block.columns, block.rows);
    case 'signatures':
      return drawSignatures(pen, block.signatures);
    case 'notice':
      return drawNotice(pen, block.text);
    case 'notes':
      return drawNotes(pen, block.notes);
  }
}

/** Nobody signs a page on which nothing else stands: what words and the signatures below them take together, if a page has it. */
function signedHeight(pen: Pen, block: Block, next: Block | undefined): number {
  if (next?.kind !== 'signatures' || !('text' in block)) return 0;
  const width = block.kind === 'clause' ? pen.width - INDENT : pen.width;
  const height = pen.heightOf(block.text, { width }) + heightOfSignatures(pen, next.signatures) + 2 * GAP;
  return height > pen.room ? 0 : height;
}

/** How much has to stand below a heading. */
function beginningOf(pen: Pen, [block, next]: readonly Block[]): number {
  if (!block) return 0;
  if (block.kind === 'signatures') return heightOfSignatures(pen, block.signatures) + 2 * GAP;
  if (block.kind === 'table') return keptTogether(pen, block.columns, block.rows) + LINE;
  if (block.kind === 'notice') return heightOfNotice(pen, block.text) + GAP;
  if (block.kind === 'bars') return beginningOfBars(block.bars);
  return Math.max(3 * LINE, signedHeight(pen, block, next));
}

function drawHeading(
  { document, left, write, heightOf, reserve, skip }: Pen,
  text: string,
  below: number,
): void {
  const style = { size: 12, bold: true };
  skip(GAP);
  reserve(heightOf(text, style) + below);
  write(text, left, document.y, style);
  skip(3);
}

/** Begins with two lines at least on a page, or on the next. */
function drawText(
  { document, write, heightOf, reserve, skip }: Pen,
  text: string,
  x: number,
  width: number,
): void {
  reserve(Math.min(heightOf(text, { width }), 2 * LINE));
  write(text, x, document.y, { width });
  skip(4);
}

function drawMarked(pen: Pen, mark: string, text: string, indent: number): void {
  const { document, left, width, write, heightOf, reserve } = pen;
  reserve(Math.min(heightOf(text, { width: width - indent }), 2 * LINE));
  const { y } = document;
  write(mark, left, y, { width: indent });
  document.y = y;
  drawText(pen, text, left + indent, width - indent);
}

/** A word of its own, as a hash is one, is set smaller rather than broken for a letter or two. */
function sizeInOneLine({ heightOf }: Pen, value: string, width: number): number {
  if (/\s/.test(value)) return BODY;
  const oneLine = (size: number) => heightOf(value, { width, size }) < heightOf('x', { width, size }) * 1.5;
  return [BODY, 9.5, 9, 8.5, 8].find(oneLine) ?? BODY;
}

function drawFact(pen: Pen, { label, value }: Fact): void {
  const { document, left, width, write, heightOf, reserve, skip } = pen;
  const name: Style = { bold: true, width: LABEL_WIDTH - GAP };
  const shown: Style = { width: width - LABEL_WIDTH, size: sizeInOneLine(pen, value, width - LABEL_WIDTH) };
  const labelHeight = heightOf(label, name);
  reserve(Math.max(labelHeight, Math.min(heightOf(value, shown), 2 * LINE)));
  const { y } = document;
  const { count } = document.bufferedPageRange();
  write(label, left, y, name);
  write(value, left + LABEL_WIDTH, y, shown);
  // A value that went over to the next page is below its label whatever its height.
  if (document.bufferedPageRange().count === count) document.y = Math.max(document.y, y + labelHeight);
  skip(2);
}

function drawSums(pen: Pen, { heading, lines, total }: Extract<Block, { kind: 'sums' }>): void {
  drawHeading(pen, heading, (Math.min(lines.length, 2) + 1) * LINE);
  for (const line of lines) drawSum(pen, line);
  pen.reserve(pen.heightOf(total.label, { bold: true, width: pen.width - SUM_WIDTH }) + GAP);
  pen.rule(pen.document.y + 1);
  pen.document.y += 4;
  drawSum(pen, total, true);
  pen.skip(4);
}

/** A label may take several lines, its sum takes one: a new page begins before both, never between them. */
function drawSum(
  { document, left, width, write, heightOf, reserve, skip }: Pen,
  line: PaperLine,
  bold = false,
): void {
  const label: Style = { bold, width: width - SUM_WIDTH - GAP };
  reserve(heightOf(line.label, label));
  const { y } = document;
  write(dollars(line.amountCents), left + width - SUM_WIDTH, y, { bold, width: SUM_WIDTH, align: 'right' });
  write(line.label, left, y, label);
  skip(2);
}

const widthsOf = ({ width }: Pen, columns: Column[]): number[] => {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ share }) => (width * share) / all);
};

function heightOfRow(pen: Pen, columns: Column[], cells: string[]): number {
  const heights = widthsOf(pen, columns).map((width, place) =>
    pen.heightOf(cells[place] ?? '', { ...CELL, width: width - GAP }),
  );
  return Math.max(...heights);
}

function drawRow(pen: Pen, columns: Column[], cells: string[], bold: boolean): void {
  const { document, left, write } = pen;
  const height = heightOfRow(pen, columns, cells);
  const { y } = document;
  let x = left;
  for (const [place, width] of widthsOf(pen, columns).entries()) {
    write(cells[place] ?? '', x, y, { ...CELL, bold, width: width - GAP });
    x += width;
  }
  document.y = y + height + 3;
  pen.rule(document.y);
  document.y += 3;
}

/** So many rows at least stand on the last page of a table. */
const LAST_ROWS = 3;

/** What of a table is not parted: all of it where it is short, else its head and the first row. */
function keptTogether(pen: Pen, columns: Column[], rows: string[][]): number {
  const head = heightOfRow(
    pen,
    columns,
    columns.map(({ title }) => title),
  );
  const heights = rows.map((row) => heightOfRow(pen, columns, row) + GAP);
  const all = head + GAP + heights.reduce((sum, height) => sum + height, 0);
  return all <= pen.room / 4 ? all : head + GAP + (heights[0] ?? 0);
}

/** The names of the columns stand again on each page. */
function drawTable(pen: Pen, columns: Column[], rows: string[][]): void {
  const titles = columns.map(({ title }) => title);
  const headHeight = heightOfRow(pen, columns, titles) + GAP;
  const head = (first: string[], anew = false) => {
    if (anew) pen.document.addPage();
    pen.reserve(headHeight + Math.min(heightOfRow(pen, columns, first), pen.room - headHeight));
    drawRow(pen, columns, titles, true);
  };
  pen.reserve(Math.min(keptTogether(pen, columns, rows), pen.room));
  head(rows[0] ?? []);
  const heightFrom = (place: number) =>
    rows.slice(place).reduce((sum, row) => sum + heightOfRow(pen, columns, row) + GAP, 0);
  for (const [place, row] of rows.entries()) {
    const height = heightOfRow(pen, columns, row) + GAP;
    if (
      place === rows.length - LAST_ROWS &&
      place > 0 &&
      !pen.fits(heightFrom(place)) &&
      heightFrom(place) < pen.room / 2
    ) {
      head(row, true);
      drawRow(pen, columns, row, false);
      continue;
    }
    if (height > pen.room - headHeight) {
      drawTallRow(pen, columns, row);
      continue;
    }
    if (!pen.fits(height)) head(row);
    drawRow(pen, columns, row, false);
  }
  pen.skip(6);
}

/** A row that no page holds: its cells one under the other. */
function drawTallRow(pen: Pen, columns: Column[], cells: string[]): void {
  for (const [place, { title }] of columns.entries())
    drawFact(pen, { label: title, value: cells[place] ?? '' });
  pen.rule(pen.document.y);
  pen.document.y += 3;
}

const signatureWidth = ({ width }: Pen, count: number): number => (width - GAP * 3 * (count - 1)) / count;
const SIGNATURE_LINE: Style = { size: 9 };
const OPEN_LINE = 22;

const heightOfLine = (pen: Pen, { value }: Signature['lines'][number], width: number): number =>
  value === null ? OPEN_LINE : pen.heightOf(value, { ...SIGNATURE_LINE, width }) + 12;

const heightOfSignature = (pen: Pen, { lines }: Signature, width: number): number =>
  lines.reduce((sum, line) => sum + heightOfLine(pen, line, width) + 4, LINE + 4);

function heightOfSignatures(pen: Pen, signatures: Signature[]): number {
  const width = signatureWidth(pen, signatures.length);
  return Math.max(...signatures.map((signature) => heightOfSignature(pen, signature, width))) + GAP;
}

function drawSignatures(pen: Pen, signatures: Signature[]): void {
  const { document, left, write } = pen;
  const height = heightOfSignatures(pen, signatures);
  pen.skip(GAP);
  pen.reserve(height);
  const top = document.y;
  const width = signatureWidth(pen, signatures.length);
  for (const [place, { role, lines }] of signatures.entries()) {
    const x = left + place * (width + GAP * 3);
    write(role, x, top, { bold: true, width });
    let y = top + LINE + 4;
    for (const line of lines) {
      const tall = heightOfLine(pen, line, width);
      if (line.value !== null) write(line.value, x, y, { ...SIGNATURE_LINE, width });
      pen.rule(y + tall - 12, x, x + width);
      write(line.label, x, y + tall - 11, { size: 7, tone: 'grey', width, oneLine: true });
      y += tall + 4;
    }
  }
  document.y = top + height;
  document.x = left;
}

const NOTICE: Style = { bold: true, size: 9 };

const heightOfNotice = ({ heightOf, width }: Pen, text: string): number =>
  heightOf(text, { ...NOTICE, width: width - 2 * GAP }) + 2 * GAP;

function drawNotice(pen: Pen, text: string): void {
  const { document, left, width } = pen;
  const height = heightOfNotice(pen, text);
  pen.skip(4);
  pen.reserve(height);
  const { y } = document;
  document.rect(left, y, width, height).lineWidth(0.75).stroke('#555555');
  pen.write(text, left + GAP, y + GAP, { ...NOTICE, width: width - 2 * GAP });
  document.y = y + height;
  pen.skip(GAP);
}

function drawNotes({ document, left, write, heightOf, reserve, skip }: Pen, notes: string[]): void {
  const style: Style = { size: 8, tone: 'grey' };
  skip(GAP);
  for (const note of notes) {
    reserve(Math.min(heightOf(note, style), 2 * LINE));
    write(note, left, document.y, style);
    skip(2);
  }
}
