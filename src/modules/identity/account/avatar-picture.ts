/** Turns an uploaded picture into a small square one, and refuses everything else. */
import pLimit from 'p-limit';
import { invalidPicture } from './account.problems';

const SIDE_PIXELS = 256;

/** More than any phone's camera takes; a small file can decode to far more. */
const MAX_PIXELS = 60_000_000;

const TIMEOUT_SECONDS = 5;

/** Decoding takes a core and a hundred megabytes: one at a time, so that other work has room. */
const decoding = pLimit(1);

/** Of the many formats that the library reads, the three that browsers send as photos. */
const LOADERS = ['Jpeg', 'Png', 'Webp'].map((format) => `VipsForeignLoad${format}Buffer`);

/** Loaded with the first picture, as it takes 0.2 s and 30 MB. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  sharp.cache(false);
  return sharp;
}

const MAGIC_BYTES: [string, RegExp][] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n[^]\n/],
  ['image/webp', /^RIFF[^]{4}WEBPVP8/],
];

export const AVATAR_SOURCES: readonly string[] = MAGIC_BYTES.map(([mediaType]) => mediaType);
export const AVATAR_MEDIA_TYPE = 'image/webp';

/**
 * Decodes and re-encodes the pixels: what hides in a picture (location, camera, scripts, a second file appended to
 * it) is not carried over. Never inside a unit.
 * @throws invalid_picture
 */
export async function makeAvatar(content: Buffer): Promise<Buffer> {
  const start = content.subarray(0, 16).toString('latin1');
  if (!MAGIC_BYTES.some(([, pattern]) => pattern.test(start))) {
    throw invalidPicture('Send a JPEG, PNG or WebP file.');
  }
  const sharp = await loadSharp();
  try {
    return await decoding(() =>
      sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
        .timeout({ seconds: TIMEOUT_SECONDS })
        .autoOrient()
        .resize(SIDE_PIXELS, SIDE_PIXELS, { fit: 'cover' })
        .webp({ quality: 82 })
        .toBuffer(),
    );
  } catch {
    // What exactly is wrong with the bytes helps only an attacker.
    throw invalidPicture('The picture is damaged or has too many pixels.');
  }
}
