/** Sends bytes as an answer, in a way that no browser takes for a page of ours. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express from 'express';
import { z } from 'zod';
import type { ByteRange } from '../storage/storage';
import { problemKind } from './problem';
import { hasAlready } from './send';

export interface DownloadFacts {
  mediaType: string;
  /** Names the content, for caches: other content, other tag. Letters and digits. */
  etag: string;
  cacheControl: string;
  /** Pages of other sites may show it, as a picture. */
  embeddable?: true;
  /** Under which a browser keeps it: one line, as RFC 6266 spells it. */
  fileName?: string;
  /** Of all of it. Where it is named, and the contract says `ranges`, a part can be asked for. */
  sizeBytes?: number;
}

/** All of the content, or a part of it, when it is known which. */
export type OpenContent = (range?: ByteRange) => Promise<Readable>;

/** What a handler returns whose contract says `download`. */
export class Download {
  readonly open: OpenContent;
  readonly facts: DownloadFacts;

  constructor(content: Readable | OpenContent, facts: DownloadFacts) {
    this.open = typeof content === 'function' ? content : () => Promise.resolve(content);
    this.facts = facts;
  }
}

export const rangeNotSatisfiable = problemKind(
  'range_not_satisfiable',
  416,
  'The file has no such part',
  'Ask for a part that begins before its end; `Content-Range` says how long it is.',
);

/** The `response` of a contract that says `download`. */
export const FileContent = z.instanceof(Download);

function dispositionOf({ embeddable, fileName }: DownloadFacts): string {
  const kind = embeddable ? 'inline' : 'attachment';
  if (fileName === undefined) return kind;
  const plain = fileName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w.-]/g, '_');
  const named = `${kind}; filename="${plain}"`;
  return plain === fileName ? named : `${named}; filename*=UTF-8''${extendedValue(fileName)}`;
}

/** RFC 8187: what a header cannot hold, byte by byte. */
const extendedValue = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The part that is asked for; undefined for all of it: where no part can be had, where several are asked for, and where
 * `If-Range` names other content (RFC 9110, 13.1.5 and 14.2).
 * @throws range_not_satisfiable
 */
function rangeOf(req: IncomingMessage, { etag, sizeBytes }: DownloadFacts): ByteRange | undefined {
  if (sizeBytes === undefined || req.method !== 'GET') return undefined;
  const { range, 'if-range': condition } = req.headers;
  if (range === undefined || (condition !== undefined && condition !== `"${etag}"`)) return undefined;
  const asked = express.request.range.call({ get: () => range } as never, sizeBytes);
  if (asked === -1) {
    throw rangeNotSatisfiable(`The file has ${sizeBytes} bytes.`, {
      headers: { 'Content-Range': `bytes */${sizeBytes}` },
    });
  }
  if (asked === undefined || asked === -2 || asked.type !== 'bytes' || asked.length !== 1) return undefined;
  return asked[0];
}

function writeLength(res: ServerResponse, { sizeBytes }: DownloadFacts, range: ByteRange | undefined): void {
  res.setHeader('Accept-Ranges', sizeBytes === undefined ? 'none' : 'bytes');
  if (sizeBytes === undefined) return;
  res.setHeader('Content-Length', range ? range.end - range.start + 1 : sizeBytes);
  if (range) res.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
}

export async function sendDownload(
  req: IncomingMessage,
  res: ServerResponse,
  { open, facts }: Download,
): Promise<void> {
  res.setHeader('ETag', `"${facts.etag}"`);
  const unchanged = hasAlready(req, `"${facts.etag}"`);
  const range = unchanged ? undefined : rangeOf(req, facts);
  const content = await open(range);
  res.statusCode = range ? 206 : 200;
  res.setHeader('Content-Type', facts.mediaType);
  // Packed on the way it would have other bytes, and other parts, than its length says.
  const cacheControl = [facts.cacheControl, ...(facts.sizeBytes === undefined ? [] : ['no-transform'])];
  res.setHeader('Cache-Control', cacheControl.join(', '));
  // Opened as a page it could do nothing: no script, no frame, no request.
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('Content-Disposition', dispositionOf(facts));
  if (facts.embeddable) res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (unchanged || req.method === 'HEAD') {
    content.destroy();
    if (!unchanged) writeLength(res, facts, undefined);
    res.statusCode = unchanged ? 304 : 200;
    res.end();
    return;
  }
  writeLength(res, facts, range);
  await pour(content, res);
}

/** To the end, or until the reader goes away: then the content is closed too. */
export async function pour(content: Readable, res: ServerResponse): Promise<void> {
  try {
    await pipeline(content, res);
  } catch (error) {
    // Who goes away before the end is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
