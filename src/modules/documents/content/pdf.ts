/** Looks through a PDF for what acts by itself, by its names, without building it: dictionaries, and the packed lists of objects. */
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { documentDamaged, documentLocked, documentUnsafe } from '../documents.problems';

const unpack = promisify<Buffer, object, Buffer>(inflate);

const END = String.raw`(?=[\s\0()<>[\]{}/%]|$)`;

/** Names of ISO 32000 that run something, open another file, or carry one. */
const ACTIVE = new RegExp(
  `/(JavaScript|JS|Launch|EmbeddedFiles?|EF|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR|Movie|Rendition)${END}`,
  'g',
);
/** Where something is packed or named in a way that is not looked through. */
export const UNREADABLE = 'Unreadable';
const LOCKED = new RegExp(`/Encrypt${END}`);
const PACKED_OBJECTS = new RegExp(`/ObjStm${END}`);
/** Where each packed object begins: no other stream says that. */
const PACKED_LIST = new RegExp(`/First${END}`);
const KIND_ELSEWHERE = /\/(?:Type|Filter)\s*\d+\s+\d+\s+R\b/;
const PACKED_TABLE = new RegExp(`/XRef${END}`);
const OBJECT = /\d+\s+\d+\s+obj\b/;
const PLAIN_FLATE = /\/Filter\s*(?:\[\s*)?\/(?:FlateDecode|Fl)\s*(?:\]|(?=[/>\s]))/;

/** Far more than the objects of a document of some hundred pages. */
const MOST_UNPACKED_BYTES = 64 * 1024 * 1024;
const DICTIONARY_BYTES = 4_096;
const TAIL_BYTES = 2_048;

/** Names may spell any of their letters by its code. */
const spelledOut = (text: string): string =>
  text.replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

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
  };
  let at = 0;
  while (at < text.length) {
    const start = streamStart(text, at);
    const outside = spelledOut(text.slice(at, start ?? text.length));
    if (LOCKED.test(outside)) throw documentLocked('The PDF is locked with a password. Save it without one.');
    note(outside);
    if (start === null) break;
    const stop = text.indexOf('endstream', start);
    if (stop < 0) throw documentDamaged('The PDF is cut off.');
    const dictionary =
      spelledOut(text.slice(Math.max(at, start - DICTIONARY_BYTES), start))
        .split(/\bobj\b/)
        .at(-1) ?? '';
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

/** Where the bytes of the next stream begin; null where there is none. */
function streamStart(text: string, from: number): number | null {
  for (let at = text.indexOf('stream', from); at >= 0; at = text.indexOf('stream', at + 6)) {
    if (!/>>\s*$/.test(text.slice(Math.max(from, at - 20), at))) continue;
    const lineEnd = /^\r?\n|^\r/.exec(text.slice(at + 6, at + 8))?.[0];
    if (lineEnd) return at + 6 + lineEnd.length;
  }
  return null;
}

/** Null where it is packed in another way. */
async function contentOf(
  packed: Buffer,
  dictionary: string,
  isObjects: boolean,
  room: number,
): Promise<Buffer | null> {
  if (!/\/Filter/.test(dictionary)) return packed;
  if (!PLAIN_FLATE.test(dictionary) || (isObjects && /\/DecodeParms/.test(dictionary))) return null;
  try {
    return await unpack(packed, { maxOutputLength: Math.max(room, 1), finishFlush: 2 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw documentUnsafe('The PDF unpacks to far more than a document holds.');
    }
    throw documentDamaged('A part of the PDF cannot be unpacked.', { cause: error });
  }
}
