/** What a DOCX or an XLSX may not have in it. */
/* eslint-disable no-control-regex */

export interface Part {
  name: string;
  /** A character a byte: all of XML, of others the first megabytes. */
  text: string;
}

const MACROS = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|macrosheets\/)/i;
const MACRO_TYPES = /macroEnabled|vbaProject|macrosheet/i;
const CARRIED =
  /(?:^|\/)(?:embeddings|activeX|oleObjects?)\/|\.(?:html?|mht|mhtml|rtf|do[ct][xm]?|xl[st][xmb]?|pptx?|zip|exe|dll|com|bat|cmd|ps1|jse?|vbs|hta|lnk|url|jar)$/i;
/** Of a workbook: what it reads from elsewhere. */
const CONNECTIONS = /(?:^|\/)(?:connections\.xml|queryTables\/)/i;
/** Archives, programs, old Office files and PDFs: no part of a document begins so. */
const CARRIED_START = /^(?:PK\x03\x04|MZ|\x7fELF|\xd0\xcf\x11\xe0|%PDF-|Rar!|7z\xbc\xaf)/;
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/i;
/** Begins with no bracket, or is in an encoding that spells letters in another way: what is looked for would not be found. */
const OTHER_ENCODING =
  /^(?!(?:\xef\xbb\xbf)?\s*(?:<|$))|<\?xml\b[^<>]*\bencoding\s*=\s*["'](?!(?:utf-8|us-ascii|iso-8859-1|windows-1252)["'])/i;
/** A name in whatever space, which a document may call as it likes. */
const named = (name: string) => String.raw`<(?:[\w.-]{1,99}:)?${name}\b`;
const ATTRIBUTES = String.raw`(?:"[^"<]*"|'[^'<]*'|[^<>"'])*`;
const RELATION = new RegExp(`${named('Relationship')}${ATTRIBUTES}>`, 'gi');
const ATTRIBUTE = /([\w.:-]{1,99})\s*=\s*("[^"]*"|'[^']*')/g;
/** Followed by a click alone; everything else is fetched when the document is opened. */
const LINK = /\/relationships\/hyperlink$/i;
/** What a document runs or takes in when it is opened, whatever its part is called. */
const CARRYING =
  /\/(?:vbaProject|oleObject|package|control|activeXControlBinary|aFChunk|subDocument|xlMacrosheet)$/i;
/** Where fields begin and end, and what they say: in pieces, or in one. */
const FIELD = new RegExp(
  `${named('fldChar')}|${named('instrText')}${ATTRIBUTES}>([^<]*)|${named('fldSimple')}${ATTRIBUTES}`,
  'gi',
);
/** The first word of a field: runs a program, takes in a file, or spells one of these by numbers. */
const RUNNING =
  /^[^\S\r\n\u2028\u2029]*(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|QUOTE\s+\d+)\b/im;
/** A formula that starts a program, by its channel or by a function, or fetches a page. */
const FORMULA = new RegExp(
  `${named('f')}${ATTRIBUTES}>(?:[^<"]*\\||[^<]*\\b(?:WEBSERVICE|RTD|CALL|EXEC|REGISTER(?:\\.ID)?)\\()`,
  'i',
);
const LINKED_PROGRAM = new RegExp(named('(?:ddeLink|oleLink|altChunk)'), 'i');

export const isXml = (name: string): boolean => /\.(?:xml|rels)$/i.test(name);

/** In a sentence; null where there is none. */
export function findDanger(parts: readonly Part[]): string | null {
  for (const { name, text } of parts) {
    const xml = isXml(name);
    if (MACROS.test(name) || (/^\[Content_Types\]\.xml$/i.test(name) && MACRO_TYPES.test(decoded(text)))) {
      return 'It has macros in it. Save it without them, or as PDF.';
    }
    if (CARRIED.test(name) || CARRIED_START.test(text)) {
      return 'It carries another file. Save it as PDF, and upload the other file by itself.';
    }
    if (xml && isDeclaredOtherwise(text)) {
      return 'It has declarations in it that no document needs. Save it as PDF.';
    }
    const relations = /\.rels$/i.test(name) ? relationsIn(text) : [];
    if (relations.some(({ type }) => CARRYING.test(type))) {
      return 'It carries another file. Save it as PDF, and upload the other file by itself.';
    }
    if (
      CONNECTIONS.test(name) ||
      relations.some(({ mode, type }) => /external/i.test(mode) && !LINK.test(type))
    ) {
      return 'It fetches something from elsewhere when it is opened. Save it as PDF.';
    }
    if (xml && runsSomething(text)) {
      return 'It runs a program or takes in a file when it is opened. Save it as PDF.';
    }
  }
  return null;
}

/** The sheet of a large workbook has a hundred megabytes: single words are looked for first, expressions only where one stands. */
const hasOneOf = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.includes(word));

const isDeclaredOtherwise = (text: string): boolean =>
  text.includes('\0') ||
  OTHER_ENCODING.test(text.slice(0, 4_096)) ||
  (text.includes('<!') && DECLARATION.test(text));

function runsSomething(text: string): boolean {
  if (hasOneOf(text, ['instrText', 'fldSimple']) && RUNNING.test(fieldsIn(text))) return true;
  if (hasOneOf(text, ['ddeLink', 'oleLink', 'altChunk']) && LINKED_PROGRAM.test(text)) return true;
  const words = ['|', '&#', '<![', 'WEBSERVICE', 'RTD', 'CALL', 'EXEC', 'REGISTER'];
  return hasOneOf(text, words) && FORMULA.test(decoded(withoutMarks(text)));
}

const withoutMarks = (text: string): string =>
  text.includes('<![') ? text.replaceAll(/<!\[CDATA\[|\]\]>/g, '') : text;

function relationsIn(text: string): { type: string; mode: string }[] {
  return (text.match(RELATION) ?? []).map((relation) => {
    const attributes = new Map(
      [...relation.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, decoded(value.slice(1, -1))]),
    );
    return { type: (attributes.get('Type') ?? '').trim(), mode: attributes.get('TargetMode') ?? '' };
  });
}

/** A line each. */
function fieldsIn(text: string): string {
  let said = '';
  for (const [tag, piece] of withoutMarks(text).matchAll(FIELD)) {
    if (piece !== undefined) said += piece;
    else said += `\n${/\binstr\s*=\s*["']([^"']*)/i.exec(tag)?.[1] ?? ''}`;
  }
  return decoded(said);
}

const decoded = (xml: string): string =>
  xml.includes('&#')
    ? xml
        .replaceAll(/&#x([0-9a-f]{1,20});/gi, (_, code: string) => fromCode(parseInt(code, 16)))
        .replaceAll(/&#(\d{1,20});/g, (_, code: string) => fromCode(Number(code)))
    : xml;

const fromCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');
