/** Decodes pictures that people send: one at a time, by few decoders, within limits of pixels and time. */
import pLimit from 'p-limit';
import type { Sharp } from 'sharp';

/** More than any phone's camera takes; a small file can decode to far more. */
export const MAX_PIXELS = 60_000_000;

const TIMEOUT_SECONDS = 5;

/** Decoding takes a core and a hundred megabytes: one at a time, so that other work has room. */
const decoding = pLimit(1);

/** Of the many formats that the library reads, the three that browsers send as photos. */
const LOADERS = ['Jpeg', 'Png', 'Webp'].map((format) => `VipsForeignLoad${format}Buffer`);

/** Loaded with the first picture, as it takes 0.2 s and 30 MB. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  sharp.cache(false);
  return sharp;
}

export interface RawPicture {
  data: Uint8Array;
  width: number;
  height: number;
}

/**
 * Reads a picture and writes what `rewrite` makes of it: the pixels alone, turned upright. What hides in a file
 * (location, camera, scripts, a second file appended to it) is not carried over. Throws where it cannot be read. Never
 * inside a unit.
 */
export async function rewritePicture(
  content: Buffer | RawPicture,
  rewrite: (picture: Sharp) => Sharp,
  timeoutSeconds = TIMEOUT_SECONDS,
): Promise<Buffer> {
  const sharp = await loadSharp();
  return decoding(() => {
    const source = Buffer.isBuffer(content)
      ? sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).autoOrient()
      : sharp(content.data, { raw: { width: content.width, height: content.height, channels: 4 } });
    return rewrite(source.timeout({ seconds: timeoutSeconds })).toBuffer();
  });
}
