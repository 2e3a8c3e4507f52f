/** Writes pictures anew: their pixels alone, upright, without what the camera noted. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { SECOND_MS } from '../../../platform/kernel/clock';
import { MAX_PIXELS, type RawPicture, rewritePicture } from '../../../platform/storage/pictures';
import { documentDamaged, documentUnsafe } from '../documents.problems';

const QUALITY = 90;
/** A photo of twelve megapixels takes a second, on a machine that is busy some more. */
const TIMEOUT_SECONDS = 20;
const DAMAGED = 'The picture is damaged, or has too many pixels.';

/** @throws document_damaged */
export async function rewriteJpeg(content: Buffer | RawPicture): Promise<Buffer> {
  return rewrite(content, 'jpeg');
}

/** @throws document_damaged */
export async function rewritePng(content: Buffer): Promise<Buffer> {
  return rewrite(content, 'png');
}

async function rewrite(content: Buffer | RawPicture, format: 'jpeg' | 'png'): Promise<Buffer> {
  try {
    return await rewritePicture(
      content,
      (picture) =>
        format === 'jpeg'
          ? picture.flatten({ background: 'white' }).jpeg({ quality: QUALITY })
          : picture.png(),
      TIMEOUT_SECONDS,
    );
  } catch (error) {
    throw documentDamaged(DAMAGED, { cause: error });
  }
}

/** The decoder takes a second of a core for a photo, so it runs beside the loop that answers requests. */
const DECODER = `
const { parentPort, workerData } = require('node:worker_threads');
const { all } = require(workerData.library);
all({ buffer: workerData.content }).then(async (pictures) => {
  const [first] = pictures;
  if (!first || first.width * first.height > workerData.mostPixels) return parentPort.postMessage({ tooLarge: true });
  const { width, height, data } = await first.decode();
  parentPort.postMessage({ width, height, data: new Uint8Array(data.buffer) });
}).catch(() => parentPort.postMessage({ damaged: true }));
`;

const Decoded = z.union([
  z.object({ width: z.int(), height: z.int(), data: z.instanceof(Uint8Array) }),
  z.object({ tooLarge: z.literal(true) }),
  z.object({ damaged: z.literal(true) }),
]);

/** @throws document_damaged, document_unsafe */
export async function readHeic(content: Buffer): Promise<RawPicture> {
  const library = createRequire(__filename).resolve('heic-decode');
  const worker = new Worker(DECODER, {
    eval: true,
    workerData: { library, content: new Uint8Array(content), mostPixels: MAX_PIXELS },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    // What the decoder says of a damaged file is nobody's to read.
    stdout: true,
    stderr: true,
  });
  const timer = setTimeout(() => void worker.terminate(), TIMEOUT_SECONDS * SECOND_MS);
  try {
    const said = await new Promise<unknown>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The decoder ended without an answer.')));
    });
    const decoded = Decoded.parse(said);
    if ('tooLarge' in decoded)
      throw documentUnsafe(`The picture has more than ${MAX_PIXELS / 1e6} million pixels.`);
    if ('damaged' in decoded) throw documentDamaged(DAMAGED);
    return decoded;
  } catch (error) {
    if (error instanceof Error && 'kind' in error) throw error;
    throw documentDamaged(DAMAGED, { cause: error });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
