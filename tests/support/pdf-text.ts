/** Reads the text of a PDF of ours: inflates its page streams and joins what they show, in the order drawn. */
import { inflateSync } from 'node:zlib';

/** A stream is as long as its dictionary says: what is packed in it may end like a line, or like anything else. */
const STREAM = /\/Length (\d+)[^>]*>>\s*stream\r?\n/g;

export function pdfText(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const shown: string[] = [];
  for (const { 0: head, 1: length, index } of raw.matchAll(STREAM)) {
    const start = index + head.length;
    const content = inflateSync(pdf.subarray(start, start + Number(length))).toString('latin1');
    for (const [, pieces = ''] of content.matchAll(/\[([^\]]*)\] TJ/g)) {
      const hex = [...pieces.matchAll(/<([0-9a-f]*)>/g)].map(([, digits = '']) => digits).join('');
      shown.push(Buffer.from(hex, 'hex').toString('latin1'));
    }
  }
  return shown.join('\n');
}
