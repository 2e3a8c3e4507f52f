/** The file store on S3, or on whatever speaks its language: R2, Spaces, MinIO. */
import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { serviceUnavailable } from '../http/problem';
import { DAY_MS } from '../kernel/clock';
import { describeError, type Logger } from '../kernel/logger';
import {
  type ByteRange,
  type Content,
  isShelf,
  newStorageKey,
  readKey,
  type Storage,
  type StoredFile,
} from './storage';
import type { S3Settings } from './storage.config';

/** A part of an upload; S3 takes no smaller one but the last. */
const PART_BYTES = 5 * 1024 * 1024;
const PARTS_AT_ONCE = 2;
/** Of an upload that was cut off: its parts are paid for until it is aborted. */
const ABANDONED_AFTER_MS = DAY_MS;
const TRIES = 3;
const RETRY_AFTER_SECONDS = 30;

/** The library is loaded with the first call: it takes a third of a second. */
async function loadLibrary(settings: S3Settings) {
  const [s3, { Upload }, { getSignedUrl }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/lib-storage'),
    import('@aws-sdk/s3-request-presigner'),
  ]);
  const client = new s3.S3Client({
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    maxAttempts: TRIES,
    // Other servers than Amazon's do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: settings.timeoutMs,
      requestTimeout: settings.timeoutMs,
      socketTimeout: settings.timeoutMs,
      throwOnRequestTimeout: true,
    },
  });
  return { s3, Upload, getSignedUrl, client };
}

type Library = Awaited<ReturnType<typeof loadLibrary>>;

/** What the library throws carries the answer, where there was one. */
const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

const isAbsent = (error: unknown): boolean => statusOf(error) === 404;

/** Refused for good: keys, rights, the bucket's name. Somebody has to change something before it can go on. */
const isFinal = (error: unknown): boolean => {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
};

export function createS3Storage(settings: S3Settings, log: Logger): Storage {
  const { bucket: Bucket } = settings;
  let loading: Promise<Library> | undefined;
  const library = () => (loading ??= loadLibrary(settings));

  const objectOf = (key: string) => {
    readKey(key);
    return { Bucket, Key: key };
  };

  /** @throws service_unavailable where trying again may help; otherwise what is wrong, for whoever operates it */
  async function ask<Result>(what: string, call: (library: Library) => Promise<Result>): Promise<Result> {
    try {
      return await call(await library());
    } catch (error) {
      if (isAbsent(error)) throw error;
      log.error('the file store failed', { what, error: describeError(error) });
      if (isFinal(error)) throw new Error(`The file store refuses to ${what}.`, { cause: error });
      throw serviceUnavailable(
        'The file store does not answer right now. Nothing was changed; try again shortly.',
        {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
          cause: error,
        },
      );
    }
  }

  async function putStream(key: string, content: Readable): Promise<number> {
    const counter = countBytes();
    let broken: Error | undefined;
    content.once('error', (error) => {
      broken = error;
      counter.destroy(error);
    });
    counter.once('close', () => content.destroy());
    content.pipe(counter);
    try {
      await ask('store', async ({ client, Upload }) => {
        const params = { ...objectOf(key), Body: counter };
        // What is cut off is aborted, and its parts with it.
        await new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE }).done();
      });
    } catch (error) {
      content.destroy();
      throw broken ?? error;
    }
    return counter.bytes();
  }

  return {
    newKey: newStorageKey,

    async put(key, content) {
      objectOf(key);
      if (!Buffer.isBuffer(content)) return putStream(key, readerOf(content));
      await ask('store', ({ client, s3 }) =>
        client.send(
          new s3.PutObjectCommand({ ...objectOf(key), Body: content, ContentLength: content.length }),
        ),
      );
      return content.length;
    },

    async open(key, range) {
      const object = objectOf(key);
      try {
        const { Body } = await ask('read', ({ client, s3 }) =>
          client.send(new s3.GetObjectCommand({ ...object, ...(range ? { Range: headerOf(range) } : {}) })),
        );
        if (!(Body instanceof Readable)) throw new Error('The file store answers no stream.');
        return Body;
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },

    async exists(key) {
      const object = objectOf(key);
      try {
        await ask('look', ({ client, s3 }) => client.send(new s3.HeadObjectCommand(object)));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },

    async delete(key) {
      const object = objectOf(key);
      try {
        await ask('delete', ({ client, s3 }) => client.send(new s3.DeleteObjectCommand(object)));
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    },

    async signedUrl(key, validSeconds) {
      const object = objectOf(key);
      const { client, s3, getSignedUrl } = await library();
      return getSignedUrl(client, new s3.GetObjectCommand(object), { expiresIn: validSeconds });
    },

    async shelves() {
      const { CommonPrefixes = [] } = await ask('list', ({ client, s3 }) =>
        client.send(new s3.ListObjectsV2Command({ Bucket, Delimiter: '/' })),
      );
      return CommonPrefixes.map(({ Prefix = '' }) => Prefix.replace(/\/$/, '')).filter(isShelf);
    },

    async *list(shelf): AsyncGenerator<StoredFile> {
      for (let token: string | undefined, more = true; more;) {
        const page = await ask('list', ({ client, s3 }) =>
          client.send(
            new s3.ListObjectsV2Command({
              Bucket,
              Prefix: `${shelf}/`,
              ...(token ? { ContinuationToken: token } : {}),
            }),
          ),
        );
        for (const { Key, LastModified } of page.Contents ?? []) {
          if (Key && LastModified) yield { key: Key, storedAt: LastModified.getTime() };
        }
        token = page.NextContinuationToken;
        more = page.IsTruncated === true && token !== undefined;
      }
    },

    async deleteAbandoned() {
      const before = Date.now() - ABANDONED_AFTER_MS;
      const { Uploads = [] } = await ask('list uploads', ({ client, s3 }) =>
        client.send(new s3.ListMultipartUploadsCommand({ Bucket })),
      );
      const abandoned = Uploads.filter(({ Initiated }) => Initiated && Initiated.getTime() < before);
      for (const { Key, UploadId } of abandoned) {
        await ask('abort an upload', ({ client, s3 }) =>
          client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
        );
      }
      return abandoned.length;
    },

    async ping() {
      const { client, s3 } = await library();
      await client.send(new s3.HeadBucketCommand({ Bucket }));
    },

    async close() {
      if (loading) (await loading).client.destroy();
    },
  };
}

const readerOf = (content: Exclude<Content, Buffer>): Readable =>
  content instanceof Readable ? content : createReadStream(content.path);

const headerOf = ({ start, end }: ByteRange): string => `bytes=${start}-${end}`;

function countBytes(): Transform & { bytes(): number } {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return Object.assign(counter, { bytes: () => bytes });
}
