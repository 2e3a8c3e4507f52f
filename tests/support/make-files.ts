/** Files for tests of uploads: good ones of every kind that is taken, and the parts that hostile ones are made of. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { smallPdf } from './make-documents';

/** 64 by 48 pixels of one red, with an Exif part that names a place. */
const HEIC =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEAAAAAAAAAGgACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACHwABAAAAAAAAAQgAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAAEqbWRhdAAAABYoAa8ZgO9Jpb//3+Mf9fav+Ka1pj5uAAAAAElJKgAIAAAACAASAQMAAQAAAAEAAAAaAQUAAQAAAG4AAAAbAQUAAQAAAHYAAAAoAQMAAQAAAAIAAAATAgMAAQAAAAEAAACYggIADQAAAH4AAABphwQAAQAAAIwAAAAliAQAAQAAANoAAAAAAAAAOGMAAOgDAAA4YwAA6AMAAHNlY3JldCBwbGFjZQAABgAAkAcABAAAADAyMTABkQcABAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAEAAAAADoAQAAQAAADAAAAAAAAAAAQACAAUAAwAAAOwAAAAAAAAAAQAAAAEAAAAAAAAA6AMAAAAAAADoAwAA';

export const heicPhoto = (): Buffer => Buffer.from(HEIC, 'base64');

/** A chunk of a PNG. */
function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Gray, of any declared size; the rows of it are there only where it is small. */
export function png(width = 8, height = 8, extra: readonly [string, Buffer][] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = width * height <= 1_000_000 ? Buffer.alloc((width + 1) * height, 0x40) : Buffer.alloc(1_000);
  // A filter of none begins each row.
  for (let row = 0; row < rows.length; row += width + 1) rows[row] = 0;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...extra.map(([type, content]) => pngChunk(type, content)),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export interface ZipPart {
  name: string;
  content: Buffer | string;
  /** What the archive says of it, where that is not so. */
  declaredBytes?: number;
  flags?: number;
}

export function zip(parts: readonly ZipPart[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declaredBytes, flags = 0 } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(flags, 2);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(crc32(bytes), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(declaredBytes ?? bytes.length, 18);
    fixed.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, Buffer.from(name), packed]);
    const entry = Buffer.alloc(42);
    entry.writeUInt16LE(20, 0);
    fixed.copy(entry, 2);
    entry.writeUInt32LE(offset, 38);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), entry, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const table = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(table.length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...locals, table, Buffer.from('PK\x05\x06'), end, Buffer.from(comment)]);
}

const TYPES = 'application/vnd.openxmlformats-officedocument';
const part = (name: string, content: Buffer | string): ZipPart => ({ name, content });

export function docx(extra: readonly ZipPart[] = [], body = '<w:p/>', types = ''): Buffer {
  return zip([
    part(
      '[Content_Types].xml',
      `<Types><Override PartName="/word/document.xml" ContentType="${TYPES}.wordprocessingml.document.main+xml"/>${types}</Types>`,
    ),
    part('word/document.xml', `<w:document><w:body>${body}</w:body></w:document>`),
    ...extra,
  ]);
}

export function xlsx(extra: readonly ZipPart[] = [], types = ''): Buffer {
  return zip([
    part(
      '[Content_Types].xml',
      `<Types><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.spreadsheetml.sheet.main+xml"/>${types}</Types>`,
    ),
    part('xl/workbook.xml', '<workbook/>'),
    ...extra,
  ]);
}

/** An object of a PDF behind those of the small one. */
export const pdfObject = (dictionary: string): Buffer => smallPdf(`9 0 obj\n${dictionary}\nendobj`);

export function pdfStream(dictionary: string, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return pdfObject(
    `<< ${dictionary} /Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream`,
  );
}

/** Objects in a packed list, as most writers keep them. */
export const packedObjects = (objects: string, dictionary = '/Type /ObjStm /N 1 /First 5'): Buffer =>
  pdfStream(`${dictionary} /Filter /FlateDecode`, deflateSync(Buffer.from(`9 0  ${objects}`)));

export const testVirus = (): Buffer =>
  Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join(''));
