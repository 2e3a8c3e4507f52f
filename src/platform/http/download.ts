/** Sends bytes as an answer, in a way that no browser takes for a page of ours. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';

export interface DownloadFacts {
  mediaType: string;
  /** Names the content, for caches: other content, other tag. Letters and digits. */
  etag: string;
  cacheControl: string;
  /** Pages of other sites may show it, as a picture. */
  embeddable?: true;
  /** Under which a browser keeps it: one line, as RFC 6266 spells it. */
  fileName?: string;
}

/** What a handler returns whose contract says `download`. */
export class Download {
  readonly content: Readable;
  readonly facts: DownloadFacts;

  constructor(content: Readable, facts: DownloadFacts) {
    this.content = content;
    this.facts = facts;
  }
}

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

export async function sendDownload(req: Request, res: Response, { content, facts }: Download): Promise<void> {
  res.status(200);
  res.setHeader('Content-Type', facts.mediaType);
  res.setHeader('ETag', `"${facts.etag}"`);
  res.setHeader('Cache-Control', facts.cacheControl);
  // Opened as a page it could do nothing: no script, no frame, no request.
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('Content-Disposition', dispositionOf(facts));
  if (facts.embeddable) res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (req.fresh || req.method === 'HEAD') {
    content.destroy();
    res.status(req.fresh ? 304 : 200).end();
    return;
  }
  try {
    await pipeline(content, res);
  } catch (error) {
    // Who goes away before the end is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
