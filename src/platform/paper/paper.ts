/** Draws business papers — receipts, statements — as PDF: a heading, facts, tables of sums, notes. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Download } from '../http/download';
import { dollars } from '../kernel/money';
import { PRODUCT_FOLDER } from '../platform.config';
import { printable } from './letters.rules';

export const PDF = 'application/pdf';

export interface PaperLine {
  label: string;
  amountCents: number;
}

export interface Paper {
  title: string;
  /** When what it says became true; the same paper of the same instant has the same bytes. */
  issuedAt: number;
  facts: { label: string; value: string }[];
  tables: { heading: string; lines: PaperLine[]; total: PaperLine }[];
  notes: string[];
}

const MARGIN = 56;
const BODY = 10;
const LABEL_WIDTH = 150;

const REGULAR = join(PRODUCT_FOLDER, 'assets/fonts/NotoSans-Regular.ttf');
const BOLD = join(PRODUCT_FOLDER, 'assets/fonts/NotoSans-Bold.ttf');

/** Letter-size pages. */
export async function drawPaper(paper: Paper): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'LETTER',
    margin: MARGIN,
    font: REGULAR,
    info: { Title: paper.title, Author: 'MC Exchange', CreationDate: new Date(paper.issuedAt) },
  });
  const drawn = collect(document);
  drawHeading(document, paper);
  for (const fact of paper.facts) drawFact(document, fact);
  for (const table of paper.tables) drawTable(document, table);
  document.moveDown(1.5).font(REGULAR).fontSize(8).fillColor('#555555');
  for (const note of paper.notes) document.text(printable(note), MARGIN).moveDown(0.3);
  document.end();
  return drawn;
}

/** The paper as the answer of an endpoint, kept by nobody on the way. */
export async function downloadOf(paper: Paper, fileName: string): Promise<Download> {
  const bytes = await drawPaper(paper);
  return new Download(Readable.from([bytes]), {
    mediaType: PDF,
    etag: createHash('sha256').update(bytes).digest('hex'),
    cacheControl: 'private, no-cache',
    fileName,
  });
}

async function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of document) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function drawHeading(document: PDFKit.PDFDocument, { title }: Paper): void {
  document.font(REGULAR).fontSize(BODY).fillColor('#555555').text('MC Exchange');
  document.font(BOLD).fontSize(18).fillColor('black').text(printable(title)).moveDown(0.8);
}

function drawFact(document: PDFKit.PDFDocument, { label, value }: Paper['facts'][number]): void {
  const { y } = document;
  document.font(BOLD).fontSize(BODY).text(label, MARGIN, y, { width: LABEL_WIDTH });
  document
    .font(REGULAR)
    .text(printable(value), MARGIN + LABEL_WIDTH, y, { width: widthOf(document) - LABEL_WIDTH });
  document.moveDown(0.2);
}

function drawTable(document: PDFKit.PDFDocument, { heading, lines, total }: Paper['tables'][number]): void {
  document.moveDown(1).font(BOLD).fontSize(12).text(printable(heading), MARGIN).moveDown(0.3);
  document.font(REGULAR).fontSize(BODY);
  for (const line of lines) drawLine(document, line);
  const { y } = document;
  document
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + widthOf(document), y)
    .lineWidth(0.5)
    .stroke();
  document.moveDown(0.3).font(BOLD);
  drawLine(document, total);
}

function drawLine(document: PDFKit.PDFDocument, { label, amountCents }: PaperLine): void {
  const width = widthOf(document);
  const sumWidth = 120;
  // A label may take several lines, its sum takes one: a new page begins before both, never between them.
  const height = document.heightOfString(printable(label), { width: width - sumWidth });
  if (document.y + height > document.page.height - MARGIN) document.addPage();
  const { y } = document;
  document.text(dollars(amountCents), MARGIN + width - sumWidth, y, { width: sumWidth, align: 'right' });
  document.text(printable(label), MARGIN, y, { width: width - sumWidth }).moveDown(0.2);
}

const widthOf = (document: PDFKit.PDFDocument): number => document.page.width - 2 * MARGIN;
