/** Makes a small square picture of whatever picture a person sends, and nothing of anything else. */
import pLimit from 'p-limit';
import sharp from 'sharp';
import { pictureRefused } from './account.problems';

const SIDE_PIXELS = 256;

/** More than any camera of a telephone makes; a small file can unfold to far more. */
const MOST_PIXELS = 60_000_000;

const TIMEOUT_SECONDS = 5;

/** Decoding takes a core and a hundred megabytes: one at a time, so that nothing else waits for it. */
const lane = pLimit(1);

/** Of the many formats that the library reads, the three that browsers send as photographs. */
const LOADERS = ['Jpeg', 'Png', 'Webp'].map((format) => `VipsForeignLoad${format}Buffer`);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS });
sharp.cache(false);

const BEGINNINGS: [string, RegExp][] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n[^]\n/],
  ['image/webp', /^RIFF[^]{4}WEBPVP8/],
];

export const AVATAR_SOURCES: readonly string[] = BEGINNINGS.map(([mediaType]) => mediaType);
export const AVATAR_MEDIA_TYPE = 'image/webp';

/**
 * Reads the pixels and writes them anew: what hides in a picture (position, camera, scripts, a second file behind
 * it) is not carried over. Never inside a unit.
 * @throws picture_refused
 */
export async function makeAvatar(content: Buffer): Promise<Buffer> {
  const beginning = content.subarray(0, 16).toString('latin1');
  if (!BEGINNINGS.some(([, look]) => look.test(beginning))) {
    throw pictureRefused('Send a JPEG, PNG or WebP picture.');
  }
  try {
    return await lane(() =>
      sharp(content, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
        .timeout({ seconds: TIMEOUT_SECONDS })
        .autoOrient()
        .resize(SIDE_PIXELS, SIDE_PIXELS, { fit: 'cover' })
        .webp({ quality: 82 })
        .toBuffer(),
    );
  } catch {
    // What exactly is wrong with the bytes helps only whoever made them so.
    throw pictureRefused('The picture is damaged, or it has too many pixels.');
  }
}
