/** Reads the body of a request as its contract says: JSON, a form with a file, or bytes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { Endpoint } from './endpoint';
import { unsupportedMediaType } from './problem';
import { takeUpload, type UploadedFile, type UploadRoom } from './upload';

const BODY_LIMIT = '100kb';
const WEBHOOK_BODY_LIMIT = '1mb';

const readJson = express.json({ limit: BODY_LIMIT, strict: true, type: () => true });
const readBytes = express.raw({ limit: WEBHOOK_BODY_LIMIT, type: () => true });

const JSON_TYPE = /^\s*application\/(?:json|[\w!#$&^.-]+\+json)\s*(?:;|$)/i;

export interface ReadBody {
  body: unknown;
  file: UploadedFile | undefined;
}

/** Of a request that has none. */
export const NOTHING: ReadBody = { body: undefined, file: undefined };

/** Throws `payload_too_large`, `unsupported_media_type`, `invalid_request`, and what the readers do. */
export type BodyReader = (req: IncomingMessage, res: ServerResponse) => Promise<ReadBody>;

/** Null where the contract takes no body. */
export function bodyReader(
  { rawBody, upload, body }: Endpoint['contract'],
  room: UploadRoom,
): BodyReader | null {
  if (rawBody) return async (req, res) => ({ body: await readBy(readBytes, req, res), file: undefined });
  if (upload) {
    const readers = takeUpload(upload, body !== undefined, room);
    return async (req, res) => {
      let fields: unknown;
      for (const reader of readers) fields = await readBy(reader, req, res);
      const { file } = req as Request;
      return { body: fields, file: file && { content: file.buffer, name: file.originalname } };
    };
  }
  if (!body) return null;
  return async (req, res) => {
    if (!hasBody(req)) return NOTHING;
    if (!JSON_TYPE.test(req.headers['content-type'] ?? ''))
      throw unsupportedMediaType('Send the body as application/json.');
    return { body: await readBy(readJson, req, res), file: undefined };
  };
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The readers were made for Express, and need nothing of it. Answers the body. */
const readBy = (reader: RequestHandler, req: IncomingMessage, res: ServerResponse): Promise<unknown> =>
  new Promise((resolve, reject) => {
    void reader(req as Request, res as Response, (error?: unknown) => {
      if (error === undefined) resolve((req as Request).body);
      else reject(error instanceof Error ? error : new Error('The body could not be read.'));
    });
  });
