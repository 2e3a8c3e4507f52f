/** Serves the OpenAPI document as finished bytes: made once, compressed once, told apart by their ETags. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';
import { once } from '../../kernel/once';
import { DATA_POLICY } from '../headers';
import type { BuiltDocument } from './built-document';
import type { Json } from './schemas';
import { yamlPieces } from './yaml';

/** Above this brotli takes seconds for a few bytes less. */
const BROTLI_QUALITY = 6;

/** The smallest first. */
const CODINGS = ['br', 'gzip', 'identity'] as const;
type Coding = (typeof CODINGS)[number];

interface DocumentFile {
  tag: string;
  bytes: Record<Coding, Buffer>;
}

export interface DocumentFiles {
  json: RequestHandler;
  yaml: RequestHandler;
  /** Makes both files where no build has, so that nobody waits for them. */
  prepare(): Promise<void>;
}

export function createDocumentFiles(documentOf: () => Json, built: BuiltDocument | null): DocumentFiles {
  const json = once(() => fileOf(JSON.stringify(documentOf())));
  const yaml = once(async () => {
    const pieces: string[] = [];
    for await (const piece of yamlPieces(documentOf())) {
      pieces.push(piece);
      await nextTurn();
    }
    return fileOf(pieces.join(''));
  });
  const readOr = (path: string | undefined, make: () => Promise<DocumentFile>) =>
    path === undefined ? make : once(async () => fileOf(await readFile(path, 'utf8')));
  return {
    json: serve(readOr(built?.json, json), 'application/json'),
    yaml: serve(readOr(built?.yaml, yaml), 'application/yaml'),
    async prepare() {
      if (built) return;
      await json();
      await yaml();
    },
  };
}

async function fileOf(text: string): Promise<DocumentFile> {
  const identity = Buffer.from(text);
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    promisify(gzip)(identity),
  ]);
  const tag = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  return { tag, bytes: { identity, gzip: gzipped, br } };
}

const serve =
  (fileOnce: () => Promise<DocumentFile>, mediaType: string): RequestHandler =>
  async (req, res) => {
    const { tag, bytes } = await fileOnce();
    const coding = CODINGS.find((each) => req.acceptsEncodings(each)) ?? 'identity';
    res.vary('Accept-Encoding');
    res.set({
      ETag: `"${tag}-${coding}"`,
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': DATA_POLICY,
      'Content-Type': `${mediaType}; charset=utf-8`,
    });
    if (coding !== 'identity') res.set('Content-Encoding', coding);
    if (req.fresh) {
      res.removeHeader('Content-Encoding');
      res.status(304).end();
      return;
    }
    res.end(bytes[coding]);
  };
