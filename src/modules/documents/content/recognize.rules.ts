/** Tells what a file is by its first bytes, and whether it is something else as well. */
/* eslint-disable no-control-regex */

/** `archive` is a ZIP, which may be a DOCX or an XLSX; `text` may be one, and is looked at as a whole. */
export type Look = 'pdf' | 'jpeg' | 'png' | 'heic' | 'archive' | 'text';

const STARTS: readonly [Look, RegExp][] = [
  ['pdf', /^%PDF-[12]\.\d/],
  ['jpeg', /^\xff\xd8\xff/],
  ['png', /^\x89PNG\r\n\x1a\n/],
  ['heic', /^[^]{4}ftyp(?:heic|heix|hevc|hevx|mif1|msf1)/],
  ['archive', /^PK\x03\x04/],
];

/** What people send by mistake, and what to do about it. */
const REFUSED: readonly [RegExp, string][] = [
  [
    /^\xd0\xcf\x11\xe0/,
    'It is in an old Office format, or locked with a password. Save it as DOCX, XLSX or PDF.',
  ],
  [/^GIF8|^RIFF[^]{4}WEBP|^BM|^II\*\0|^MM\0\*/, 'Save the picture as JPEG or PNG.'],
  [/^[^]{4}ftyp/, 'Videos are not taken.'],
  [/^MZ|^\x7fELF|^\xca\xfe\xba\xbe|^[\xce\xcf]\xfa\xed\xfe|^#!/, 'Programs are not taken.'],
  [/^Rar!|^7z\xbc\xaf|^\x1f\x8b|^PK\x05\x06/, 'Archives are not taken. Upload what is in it.'],
  [/^\{\\rtf|^%!PS/, 'Save it as PDF.'],
];

export function lookOf(content: Buffer): Look {
  const start = content.subarray(0, 64).toString('latin1');
  return STARTS.find(([, pattern]) => pattern.test(start))?.[0] ?? 'text';
}

/** Null where nothing of it is known. */
export function refusalOf(content: Buffer): string | null {
  const start = content.subarray(0, 64).toString('latin1');
  return REFUSED.find(([pattern]) => pattern.test(start))?.[1] ?? null;
}

/** Each of four letters at least: two bytes stand by chance in the packed part of one PDF in sixteen. */
const PAGE_WORDS = /<(?:!doctype|html|script|svg|iframe|body|\?php|\?xml)/i;
const END_OF_ARCHIVE = 'PK\x05\x06';
/** The fixed part of it; a comment of at most 65,535 bytes follows. */
const END_OF_ARCHIVE_BYTES = 22;
const HEAD_BYTES = 4_096;

/** Whether a file of this look would be taken for a page or an archive by another program. */
export function isTwoThings(content: Buffer, look: 'pdf' | 'jpeg' | 'png' | 'heic'): boolean {
  const text = content.toString('latin1');
  const searched = look === 'pdf' ? text.slice(0, HEAD_BYTES) : text;
  // What a camera writes about a picture is XML.
  const page = look === 'pdf' ? PAGE_WORDS.test(searched) : /<(?:!doctype|html|script|\?php)/i.test(searched);
  if (page || (look !== 'pdf' && text.includes('%PDF-'))) return true;
  const at = text.lastIndexOf(END_OF_ARCHIVE);
  if (at < 0 || at + END_OF_ARCHIVE_BYTES > content.length) return false;
  const comment = content.readUInt16LE(at + END_OF_ARCHIVE_BYTES - 2);
  const declared = content.readUInt32LE(at + 12) + content.readUInt32LE(at + 16);
  return at + END_OF_ARCHIVE_BYTES + comment <= content.length && declared <= at;
}

/** Made for trying scanners out (eicar.org), and refused whether or not there is one. */
const TEST_VIRUS = ['EICAR', 'STANDARD', 'ANTIVIRUS', 'TEST', 'FILE'].join('-');

export const isTestVirus = (content: Buffer): boolean => content.includes(TEST_VIRUS);
