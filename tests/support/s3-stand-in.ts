/** Plays an S3 server: the operations that the product uses, and the faults that a real one has. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { newId } from '../../src/platform/kernel/ids';

/** `slow`: never answers. `cut`: the line breaks after a few bytes. `busy` and `denied`: 503 and 403. */
export type S3Fault = 'slow' | 'cut' | 'busy' | 'denied';

export const S3_BUCKET = 'files';

interface StoredObject {
  content: Buffer;
  at: number;
}

export async function startS3() {
  const objects = new Map<string, StoredObject>();
  const uploads = new Map<string, { key: string; at: number; parts: Map<number, Buffer> }>();
  let fault: S3Fault | null = null;
  let faultsLeft = Infinity;
  let requests = 0;

  const xml = (res: ServerResponse, body: string, status = 200) =>
    res.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${body}`);
  const refuse = (res: ServerResponse, status: number, code: string) =>
    xml(res, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);

  const server = createServer((req, res) => void answer(req, res).catch(() => res.destroy()));

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    requests += 1;
    const current = faultsLeft > 0 ? fault : null;
    faultsLeft -= 1;
    const url = new URL(req.url ?? '/', 'http://localhost');
    if (current === 'slow') return;
    if (current === 'busy') return void refuse(res, 503, 'SlowDown');
    if (current === 'denied' || !isSigned(req, url)) return void refuse(res, 403, 'AccessDenied');
    if (current === 'cut' && req.method !== 'GET') return void req.socket.destroy();
    const content = await buffer(req);
    const [, bucket = '', ...rest] = url.pathname.split('/');
    if (bucket !== S3_BUCKET) return void refuse(res, 404, 'NoSuchBucket');
    const key = rest.map(decodeURIComponent).join('/');
    if (key === '') return void ofBucket(req, res, url);
    const uploadId = url.searchParams.get('uploadId');
    if (uploadId !== null || url.searchParams.has('uploads'))
      return void ofUpload(req, res, url, key, content);
    ofObject(req, res, key, content, current === 'cut');
  }

  /** That it is signed, and until when; not by what key. */
  function isSigned(req: IncomingMessage, url: URL): boolean {
    if (req.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=')) return true;
    const at = url.searchParams.get('X-Amz-Date');
    const seconds = Number(url.searchParams.get('X-Amz-Expires'));
    if (!url.searchParams.has('X-Amz-Signature') || !at) return false;
    const signedAt = Date.parse(
      at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
    );
    return Date.now() < signedAt + seconds * 1_000;
  }

  function ofBucket(req: IncomingMessage, res: ServerResponse, url: URL): void {
    if (req.method === 'HEAD') return void res.writeHead(200).end();
    const iso = (at: number) => new Date(at).toISOString();
    if (url.searchParams.has('uploads')) {
      const listed = [...uploads].map(
        ([id, { key, at }]) =>
          `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${iso(at)}</Initiated></Upload>`,
      );
      return void xml(res, `<ListMultipartUploadsResult>${listed.join('')}</ListMultipartUploadsResult>`);
    }
    if (url.searchParams.has('delimiter')) {
      const shelves = new Set([...objects.keys()].map((key) => key.split('/')[0]));
      const starts = [...shelves].map(
        (shelf) => `<CommonPrefixes><Prefix>${shelf}/</Prefix></CommonPrefixes>`,
      );
      return void xml(
        res,
        `<ListBucketResult><IsTruncated>false</IsTruncated>${starts.join('')}</ListBucketResult>`,
      );
    }
    const prefix = url.searchParams.get('prefix') ?? '';
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, 2);
    const more = keys.length > page.length;
    const listed = page.map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>${iso(objects.get(key)?.at ?? 0)}</LastModified></Contents>`,
    );
    xml(
      res,
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}${listed.join('')}</ListBucketResult>`,
    );
  }

  function ofUpload(req: IncomingMessage, res: ServerResponse, url: URL, key: string, content: Buffer): void {
    if (url.searchParams.has('uploads')) {
      const id = newId();
      uploads.set(id, { key, at: Date.now(), parts: new Map() });
      return void xml(
        res,
        `<InitiateMultipartUploadResult><Bucket>${S3_BUCKET}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const id = url.searchParams.get('uploadId') ?? '';
    const upload = uploads.get(id);
    if (!upload) return void refuse(res, 404, 'NoSuchUpload');
    if (req.method === 'PUT') {
      upload.parts.set(Number(url.searchParams.get('partNumber')), content);
      return void res.writeHead(200, { etag: '"part"' }).end();
    }
    uploads.delete(id);
    if (req.method === 'DELETE') return void res.writeHead(204).end();
    const parts = [...upload.parts].sort(([one], [other]) => one - other).map(([, part]) => part);
    objects.set(key, { content: Buffer.concat(parts), at: Date.now() });
    xml(
      res,
      `<CompleteMultipartUploadResult><Key>${key}</Key><ETag>"whole"</ETag></CompleteMultipartUploadResult>`,
    );
  }

  function ofObject(
    req: IncomingMessage,
    res: ServerResponse,
    key: string,
    content: Buffer,
    cut: boolean,
  ): void {
    if (req.method === 'PUT') {
      objects.set(key, { content, at: Date.now() });
      return void res.writeHead(200, { etag: '"whole"' }).end();
    }
    if (req.method === 'DELETE') {
      objects.delete(key);
      return void res.writeHead(204).end();
    }
    const stored = objects.get(key)?.content;
    if (!stored) return void refuse(res, 404, 'NoSuchKey');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? [];
    const part = from === undefined ? stored : stored.subarray(Number(from), Number(to) + 1);
    res.writeHead(from === undefined ? 200 : 206, { 'content-length': part.length });
    if (req.method === 'HEAD') return void res.end();
    if (!cut) return void res.end(part);
    res.write(part.subarray(0, Math.max(1, part.length >> 1)), () => res.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    environment: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET,
      S3_ACCESS_KEY_ID: 'test-key',
      S3_SECRET_ACCESS_KEY: 'test-secret-of-the-file-store',
      S3_FORCE_PATH_STYLE: 'true',
    },
    objects,
    uploads,
    requests: () => requests,
    /** Every request fails so, or the next few. */
    fail(kind: S3Fault | null, times = Infinity): void {
      fault = kind;
      faultsLeft = times;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
