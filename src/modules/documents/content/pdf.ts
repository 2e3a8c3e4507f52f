/** Looks through a PDF for what acts by itself, by its names, without building it: dictionaries, and the packed lists of objects. */
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { documentDamaged, documentLocked, documentUnsafe } from '../documents.problems';

const unpack = promisify<Buffer, object, Buffer>(inflate);

const END = String.raw`(?=[\s\0()<>[\]{}/%]|$)`;

/** Names of ISO 32000 that run something, open another file, or carry one. */
const ACTIVE = new RegExp(
  `/(JavaScript|JS|OnInstantiate|Launch|EmbeddedFiles?|EF|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR|Movie|Rendition)${END}`,
  'g',
);
/** Where a link leads, in either form of a string. */
const LINK = /\/URI\s*(?:\(((?:\\[^]|[^\\()])*)[()]|<([0-9a-f\s]*)>)/gi;
/** To a page or a mailbox, and to nothing that a reader runs or fetches from another machine. */
const HARMLESS = /^\s*(?:https?:|mailto:|tel:|(?!\\\\)[^:]*$)/i;
/** Where something is packed or named in a way that is not looked through. */
export const UNREADABLE = 'Unreadable';
const LOCKED = new RegExp(`/Encrypt${END}`);
const PACKED_OBJECTS = new RegExp(`/ObjStm${END}`);
/** Where each packed object begins: no other stream says that. */
const PACKED_LIST = new RegExp(`/First${END}`);
const KIND_ELSEWHERE = /\/(?:Type|Filter)\s*\d+\s+\d+\s+R\b/;
const PACKED_TABLE = new RegExp(`/XRef${END}`);
/** No more digits than an object has: a file of digits alone is looked through in one go. */
const OBJECT = /\d{1,10}\s+\d{1,10}\s+obj\b/;
const FILTER = new RegExp(`/Filter${END}`, 'g');
/** Packed once, and in no other way after that. */
const PLAIN_FLATE = /\/Filter\s*(?:\[\s*\/(?:FlateDecode|Fl)\s*\]|\/(?:FlateDecode|Fl)(?=[/>\s]))/;
/** In a string or a comment: there for a reader that sees no string, and not for another. */
const HIDDEN = new RegExp(`>>\\s*stream\\b|${OBJECT.source}`);
const HEX_STRING = /<[0-9a-f\s]*>/gi;
const STREAM = 'stream';
/** Where a string, a comment or a stream may begin. */
const BEGINS = /[(%]|stream\b/g;
const LINE_END = /\r\n?|\n/g;

/** Far more than the objects of a document of some hundred pages. */
const MOST_UNPACKED_BYTES = 64 * 1024 * 1024;
const TAIL_BYTES = 2_048;
/** Far more than an object has outside of its stream, and than the list of objects at the end. */
const MOST_OBJECT_BYTES = 512 * 1024;
const MOST_END_BYTES = 8 * MOST_OBJECT_BYTES;

/** Names may spell any of their letters by its code. */
const spelledOut = (text: string): string =>
  text.replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

const fromHex = (digits: string): string =>
  Buffer.from(digits.replaceAll(/\s/g, ''), 'hex').toString('latin1');

/** Signs may stand by their octal number, and behind a stroke that means nothing. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{1,3}|[^])/g, (_, sign: string) =>
    /^[0-7]/.test(sign) ? String.fromCharCode(parseInt(sign, 8) % 256) : sign.replace(/[\r\n]/, ''),
  );

/**
 * The names of what in it acts or carries a file, or `UNREADABLE`; none for most.
 * @throws document_damaged, document_locked, document_unsafe
 */
export async function activeIn(content: Buffer): Promise<string[]> {
  const text = content.toString('latin1');
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || end < text.length - TAIL_BYTES)
    throw documentDamaged('The PDF is cut off, or something is behind its end.');
  if (/[^\s\0]/.test(text.slice(end + 5))) throw documentDamaged('Something is behind the end of the PDF.');
  if (!OBJECT.test(text)) throw documentDamaged('The PDF has nothing in it.');

  let unpackedBytes = 0;
  const active = new Set<string>();
  const note = (part: string) => {
    for (const [, name = ''] of part.matchAll(ACTIVE)) active.add(name);
    for (const [, plain, hex] of part.matchAll(LINK))
      if (!HARMLESS.test(plain === undefined ? fromHex(hex ?? '') : unescaped(plain))) active.add('URI');
  };
  let at = 0;
  while (at < text.length) {
    const { bare, hides, start } = readUpToStream(text, at);
    const outside = spelledOut(text.slice(at, start ?? text.length));
    if (LOCKED.test(outside)) throw documentLocked('The PDF is locked with a password. Save it without one.');
    refuseEndless(outside, start !== null);
    note(outside);
    if (hides) active.add(UNREADABLE);
    if (start === null) break;
    const stop = text.indexOf('endstream', start);
    if (stop < 0) throw documentDamaged('The PDF is cut off.');
    const { dictionary, isWhole } = dictionaryOf(bare);
    if (!isWhole) active.add(UNREADABLE);
    // Its kind stands elsewhere: another reader may find packed objects in it.
    if (KIND_ELSEWHERE.test(dictionary)) active.add(UNREADABLE);
    const packedObjects = PACKED_OBJECTS.test(dictionary) || PACKED_LIST.test(dictionary);
    if (packedObjects || PACKED_TABLE.test(dictionary)) {
      const room = MOST_UNPACKED_BYTES - unpackedBytes;
      const unpacked = await contentOf(content.subarray(start, stop), dictionary, packedObjects, room);
      // What is packed in another way than every writer does is not looked through.
      if (unpacked === null) active.add(UNREADABLE);
      else if (packedObjects) note(spelledOut(unpacked.toString('latin1')));
      unpackedBytes += unpacked?.length ?? 0;
    } else {
      // Objects where a reader might see no stream.
      const inside = text.slice(start, stop);
      if (OBJECT.test(inside)) note(spelledOut(inside));
    }
    at = stop + 'endstream'.length;
  }
  return [...active].sort();
}

/** Whoever opens one takes minutes over it. */
function refuseEndless(outside: string, isObjects: boolean): void {
  const parts = outside.split('endobj');
  const most = (place: number) =>
    isObjects || place < parts.length - 1 ? MOST_OBJECT_BYTES : MOST_END_BYTES;
  if (parts.some((part, place) => part.length > most(place)))
    throw documentUnsafe('The PDF has an object that is far longer than one of a document.');
}

/**
 * What stands before the next stream without its strings and comments, which may hold any words; whether one of them hides
 * objects; and where the bytes of the stream begin, null where there is none.
 */
function readUpToStream(text: string, from: number): { bare: string; hides: boolean; start: number | null } {
  const pieces: string[] = [];
  let hides = false;
  let last = '';
  let at = from;
  const take = (piece: string) => {
    pieces.push(piece);
    last = (last + piece.trimEnd().slice(-2)).slice(-2);
  };
  for (BEGINS.lastIndex = from; ; BEGINS.lastIndex = at) {
    const found = BEGINS.exec(text);
    take(text.slice(at, found?.index));
    if (!found) return { bare: pieces.join(' '), hides, start: null };
    const { 0: sign, index } = found;
    if (sign === STREAM) {
      at = index + STREAM.length;
      if (last === '>>') return { bare: pieces.join(' '), hides, start: nextLine(text, at) };
      take(STREAM);
    } else {
      at = sign === '(' ? stringEnd(text, index) : nextLine(text, index);
      hides ||= HIDDEN.test(text.slice(index, at));
    }
  }
}

/** Behind the string that begins there, or at the end of the text. */
function stringEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Readers take whatever else stands in a line for nothing. */
function nextLine(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.test(text) ? LINE_END.lastIndex : text.length;
}

/** Of the stream that follows; not whole where another reader may take more or less for it. */
function dictionaryOf(bare: string): { dictionary: string; isWhole: boolean } {
  const parts = bare.replaceAll(HEX_STRING, ' ').split(OBJECT);
  const isWhole = parts.every((part) => count(part, '<<') === count(part, '>>'));
  return { dictionary: spelledOut(parts.at(-1) ?? ''), isWhole };
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Null where it is packed in another way. */
async function contentOf(
  packed: Buffer,
  dictionary: string,
  isObjects: boolean,
  room: number,
): Promise<Buffer | null> {
  const filters = dictionary.match(FILTER)?.length ?? 0;
  if (filters === 0) return packed;
  if (filters > 1 || !PLAIN_FLATE.test(dictionary) || (isObjects && /\/DecodeParms/.test(dictionary)))
    return null;
  try {
    return await unpack(packed, { maxOutputLength: Math.max(room, 1), finishFlush: 2 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw documentUnsafe('The PDF unpacks to far more than a document holds.');
    }
    throw documentDamaged('A part of the PDF cannot be unpacked.', { cause: error });
  }
}
