/** Turns an uploaded picture into a small square one, and refuses everything else. */
import { rewritePicture } from '../../../platform/storage/pictures';
import { invalidPicture } from './account.problems';

const SIDE_PIXELS = 256;

const MAGIC_BYTES: [string, RegExp][] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n[^]\n/],
  ['image/webp', /^RIFF[^]{4}WEBPVP8/],
];

export const AVATAR_SOURCES: readonly string[] = MAGIC_BYTES.map(([mediaType]) => mediaType);
export const AVATAR_MEDIA_TYPE = 'image/webp';

/**
 * The pixels alone, in another format. Never inside a unit.
 * @throws invalid_picture
 */
export async function makeAvatar(content: Buffer): Promise<Buffer> {
  const start = content.subarray(0, 16).toString('latin1');
  if (!MAGIC_BYTES.some(([, pattern]) => pattern.test(start))) {
    throw invalidPicture('Send a JPEG, PNG or WebP file.');
  }
  try {
    return await rewritePicture(content, (picture) =>
      picture.resize(SIDE_PIXELS, SIDE_PIXELS, { fit: 'cover' }).webp({ quality: 82 }),
    );
  } catch {
    // What exactly is wrong with the bytes helps only an attacker.
    throw invalidPicture('The picture is damaged or has too many pixels.');
  }
}
