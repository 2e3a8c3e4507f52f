/** Draws papers that people sign and keep — receipts, statements, agreements — as PDF, from blocks. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Download } from '../http/download';
import type { Block } from './blocks';
import { drawBlock, drawTitle } from './draw-blocks';
import { loadFonts } from './fonts';
import { needsStandIn, STAND_IN_NOTE } from './letters.rules';
import { createPen, type Pen } from './pen';

export type { Bar, Block, Column, Fact, PaperLine, Signature } from './blocks';

export const PDF = 'application/pdf';

export interface Paper {
  title: string;
  /** When what it says became true; the same paper of the same instant has the same bytes. */
  issuedAt: number;
  /** At the foot of each page, beside its number: what the page belongs to. */
  footer?: string;
  blocks: Block[];
}

const MARGINS = { top: 56, bottom: 64, left: 60, right: 60 };

/** Letter-size pages. */
export async function drawPaper(paper: Paper): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const fonts = await loadFonts();
  const document = new PDFDocument({
    size: 'LETTER',
    margins: MARGINS,
    font: fonts.regular,
    bufferPages: true,
    lang: 'en-US',
    displayTitle: true,
    info: { Title: paper.title, Author: 'MC Exchange', CreationDate: new Date(paper.issuedAt) },
  });
  const drawn = collect(document);
  const pen = createPen(document, fonts);
  drawTitle(pen, paper.title);
  const blocks = needsStandIn(JSON.stringify(paper.blocks))
    ? [...paper.blocks, { kind: 'notes' as const, notes: [STAND_IN_NOTE] }]
    : paper.blocks;
  for (const [place, block] of blocks.entries()) drawBlock(pen, block, blocks.slice(place + 1, place + 3));
  drawFooters(pen, paper.footer ?? paper.title);
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

/** When all pages are there, as each says of how many it is one. */
function drawFooters({ document, left, width, write }: Pen, footer: string): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    // What stands below the margin must not begin another page.
    document.page.margins.bottom = 0;
    const y = document.page.height - 44;
    document
      .moveTo(left, y - 6)
      .lineTo(left + width, y - 6)
      .lineWidth(0.5)
      .stroke('#bbbbbb');
    write(footer, left, y, { size: 8, tone: 'grey', width: width - 80, oneLine: true });
    write(`Page ${page + 1} of ${count}`, left + width - 80, y, {
      size: 8,
      tone: 'grey',
      width: 80,
      align: 'right',
    });
  }
}
