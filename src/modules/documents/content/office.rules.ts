/** What a DOCX or an XLSX may not have in it. */
/* eslint-disable no-control-regex */

export interface Part {
  name: string;
  /** Its first megabytes, a character a byte. */
  text: string;
}

const MACROS = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|macrosheets\/)/i;
const MACRO_TYPES = /macroEnabled|vbaProject|macrosheet/i;
const CARRIED = /(?:^|\/)(?:embeddings|activeX|oleObjects?)\//i;
/** Archives, programs, old Office files and PDFs: no part of a document begins so. */
const CARRIED_START = /^(?:PK\x03\x04|MZ|\x7fELF|\xd0\xcf\x11\xe0|%PDF-|Rar!|7z\xbc\xaf)/;
const RELATION = /<Relationship\b[^>]*>/gi;
const LINK_TO_PAGE = /relationships\/hyperlink"/i;
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/i;
/** Runs a program through a field of the text, or a link of a sheet. */
const RUNS = /<w:instrText[^>]*>[^<]*\bDDE|<ddeLink\b|<w:fldSimple[^>]*\bDDE/i;

/** In a sentence; null where there is none. */
export function findDanger(parts: readonly Part[]): string | null {
  for (const { name, text } of parts) {
    const xml = /\.(?:xml|rels)$/i.test(name);
    if (MACROS.test(name) || (name === '[Content_Types].xml' && MACRO_TYPES.test(text))) {
      return 'It has macros in it. Save it without them, or as PDF.';
    }
    if (CARRIED.test(name) || CARRIED_START.test(text)) {
      return 'It carries another file. Save it as PDF, and upload the other file by itself.';
    }
    if (xml && (DECLARATION.test(text) || text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff'))) {
      return 'It has declarations in it that no document needs. Save it as PDF.';
    }
    if (/\.rels$/i.test(name) && fetchesFromOutside(text)) {
      return 'It fetches something from elsewhere when it is opened. Save it as PDF.';
    }
    if (xml && RUNS.test(text)) return 'It runs a program when it is opened. Save it as PDF.';
  }
  return null;
}

const fetchesFromOutside = (relations: string): boolean =>
  (decoded(relations).match(RELATION) ?? []).some(
    (relation) => /TargetMode\s*=\s*["']External/i.test(relation) && !LINK_TO_PAGE.test(relation),
  );

const decoded = (xml: string): string =>
  xml
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => fromCode(parseInt(code, 16)))
    .replaceAll(/&#(\d{1,7});/g, (_, code: string) => fromCode(Number(code)));

const fromCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');
