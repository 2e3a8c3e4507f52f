/** Reads the text of a PDF of ours: what its pages show, in the order drawn, from glyphs back to letters. */
import { inflateSync } from 'node:zlib';

const OBJECT = /(?:^|\n)(\d+) 0 obj\n/g;
/** Chooses a font by its name on the page, or shows glyphs of it. */
const SHOWING = /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g;

interface PdfObject {
  dictionary: string;
  stream: string;
}

/** A glyph that the font does not have reads as `\0`. */
export const pdfText = (pdf: Buffer): string => pdfPages(pdf).join('\n');

/** The text of each page; what was drawn in one go is a line. */
export function pdfPages(pdf: Buffer): string[] {
  const objects = readObjects(pdf);
  const fonts = new Map<string, string[]>();
  for (const { dictionary } of objects.values())
    for (const [, name = '', id = ''] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name, lettersOf(objects, id));
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type \/Page\n/.test(dictionary))
    .map(({ dictionary }) => /\/Contents (\d+) 0 R/.exec(dictionary)?.[1] ?? '')
    .map((contents) => shownIn(objects.get(contents)?.stream ?? '', fonts));
}

export function shownIn(stream: string, fonts: ReadonlyMap<string, string[]>): string {
  const shown: string[] = [];
  let letters: string[] | undefined;
  for (const [, font, pieces = ''] of stream.matchAll(SHOWING)) {
    if (font) letters = fonts.get(font);
    else
      shown.push(
        glyphsIn(pieces)
          .map((glyph) => letters?.[glyph])
          .join(''),
      );
  }
  return shown.join('\n');
}

/** A stream is as long as its dictionary says: what is packed in it may look like anything. */
function readObjects(pdf: Buffer): Map<string, PdfObject> {
  const raw = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const { 0: head, 1: id = '', index } of raw.matchAll(OBJECT)) {
    const begin = index + head.length;
    const [dictionary = ''] = raw.slice(begin).split(/\nstream\r?\n|\nendobj/, 1);
    const start = begin + dictionary.length + '\nstream\n'.length;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const packed = /FlateDecode/.test(dictionary) ? inflateSync(pdf.subarray(start, start + length)) : '';
    objects.set(id, { dictionary, stream: packed.toString('latin1') });
  }
  return objects;
}

/** The letters of a font by its glyphs, as it tells whoever copies text out of the paper. */
function lettersOf(objects: Map<string, PdfObject>, font: string): string[] {
  const id = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.dictionary ?? '')?.[1] ?? '';
  return lettersIn(objects.get(id)?.stream ?? '');
}

/** The letters of a font by its glyphs, out of its map. */
export function lettersIn(toUnicode: string): string[] {
  const letters: string[] = [];
  const ranges = toUnicode.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g);
  for (const [, first = '', list = ''] of ranges)
    for (const [place, [, codes = '']] of [...list.matchAll(/<([^>]*)>/g)].entries())
      letters[Number.parseInt(first, 16) + place] = Buffer.from(codes.replaceAll(' ', ''), 'hex')
        .swap16()
        .toString('utf16le');
  return letters;
}

const glyphsIn = (pieces: string): number[] =>
  [...pieces.matchAll(/<([0-9a-f]*)>/g)]
    .flatMap(([, digits = '']) => digits.match(/.{4}/g) ?? [])
    .map((digits) => Number.parseInt(digits, 16));
