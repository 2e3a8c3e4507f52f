/** Looks through the parts of a DOCX or an XLSX: nothing that runs, carries a file, or unpacks to more than a document. */
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { documentDamaged, documentLocked, documentUnsafe, documentUnsupported } from '../documents.problems';
import { isTestVirus } from './recognize.rules';
import { findDanger, isXml, type Part } from './office.rules';

const MOST_PARTS = 2_000;
const MOST_BYTES = 100 * 1024 * 1024;
/** Text of a document packs to a tenth; a bomb to a thousandth. */
const MOST_RATIO = 200;
const RATIO_ASKED_FROM_BYTES = 5 * 1024 * 1024;
/** Of a part that is no XML, to look at. */
const READ_BYTES = 4 * 1024 * 1024;

const UNPACKS_TO_TOO_MUCH = 'It unpacks to far more than a document holds.';

/** @throws document_damaged, document_locked, document_unsafe, document_unsupported */
export async function officeKindOf(content: Buffer): Promise<'docx' | 'xlsx'> {
  const parts = await readParts(content);
  const names = new Set(parts.map(({ name }) => name));
  const types = parts.find(({ name }) => name === '[Content_Types].xml')?.text ?? '';
  const danger = findDanger(parts);
  if (danger) throw documentUnsafe(danger);
  if (names.has('word/document.xml') && types.includes('wordprocessingml.document.main+xml')) return 'docx';
  if (names.has('xl/workbook.xml') && types.includes('spreadsheetml.sheet.main+xml')) return 'xlsx';
  throw documentUnsupported('Archives are not taken. Upload what is in it.');
}

async function readParts(content: Buffer): Promise<Part[]> {
  const zip = await open(content);
  const parts: Part[] = [];
  let unpackedBytes = 0;
  try {
    if (zip.entryCount > MOST_PARTS) throw documentUnsafe('It has far more parts than a document has.');
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw documentLocked('It is locked with a password. Save it without one.');
      const start: Buffer[] = [];
      let read = 0;
      for await (const chunk of await openPart(zip, entry)) {
        unpackedBytes += chunk.length;
        const ratio = unpackedBytes / content.length;
        if (unpackedBytes > MOST_BYTES || (unpackedBytes > RATIO_ASKED_FROM_BYTES && ratio > MOST_RATIO)) {
          throw documentUnsafe(UNPACKS_TO_TOO_MUCH);
        }
        if (read < READ_BYTES || isXml(entry.fileName)) start.push(chunk);
        read += chunk.length;
      }
      const bytes = Buffer.concat(start);
      if (isTestVirus(bytes)) throw documentUnsafe('A virus was found in it.');
      parts.push({ name: entry.fileName, text: bytes.toString('latin1') });
    }
  } catch (error) {
    if (error instanceof Error && 'kind' in error) throw error;
    throw documentDamaged('It is damaged, or made to look like something that it is not.', { cause: error });
  } finally {
    zip.close();
  }
  return parts;
}

async function open(content: Buffer): Promise<ZipFile> {
  // A document ends with its table of contents, and with nothing behind it.
  if (content.subarray(-22).toString('latin1', 0, 4) !== 'PK\x05\x06') {
    throw documentDamaged('It is cut off, or something is behind its end.');
  }
  try {
    return await fromBufferPromise(content, { strictFileNames: true });
  } catch (error) {
    throw documentDamaged('It is damaged.', { cause: error });
  }
}

const openPart = (zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> =>
  zip.openReadStreamPromise(entry);
