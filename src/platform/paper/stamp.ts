/** Marks pages and pictures with words across them and at their foot: who was given them, and when. */
import { createRequire } from 'node:module';
import pLimit from 'p-limit';
import { serviceUnavailable } from '../http/problem';
import { SECOND_MS } from '../kernel/clock';
import { createThreadLane } from '../kernel/thread-lane';
import { loadSharp, MAX_PIXELS } from '../storage/pictures';
import { FONTS } from './fonts';

const ANGLE = -30;
const stampingPictures = pLimit(1);

const MOST_WAITING = 50;
/** To open, write on and pack anew what could be opened when it was uploaded: a paper of many pages takes a second. */
const TIME_LIMIT_MS = 120 * SECOND_MS;
const stamping = createThreadLane({
  functions: 'return require(data.module);',
  data: { module: createRequire(__filename).resolve('./pdf-thread') },
  ...{ mostWaiting: MOST_WAITING, mostThreads: 1, mostMemoryMb: 1_024, timeLimitMs: TIME_LIMIT_MS },
  whenFull: () =>
    serviceUnavailable('Too many documents are being read right now.', { retryAfterSeconds: 5 }),
});

/** The same paper with the words on each page. Throws where it cannot be opened, or takes too long. Never inside a unit. */
export const stampPdf = async (content: Buffer, words: string): Promise<Buffer> =>
  Buffer.from(await stamping.run<Uint8Array>('stampPdf', content, words));

/** The same picture with the words across it. Throws where it cannot be read. Never inside a unit. */
export const stampPicture = (content: Buffer, format: 'jpeg' | 'png', words: string): Promise<Buffer> =>
  stampingPictures(async () => {
    const sharp = await loadSharp();
    const picture = sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { width = 1, height = 1 } = await picture.metadata();
    // A ninth of the shorter side apart, whatever the size of the picture.
    const dpi = Math.max(36, Math.round(Math.min(width, height) / 6));
    const lettered = async (color: string) => {
      const written = await sharp({
        text: {
          text: `<span foreground="${color}">${escapeMarkup(words)}</span>`,
          font: 'Noto Sans 10',
          fontfile: FONTS.regular,
          rgba: true,
          dpi,
        },
      })
        .rotate(ANGLE, { background: '#0000' })
        .extend({ ...around(dpi), background: '#0000' })
        .png()
        .toBuffer();
      // No larger than the picture, however small that is.
      return sharp(written)
        .resize({ width, height, fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer();
    };
    const [dark, light] = await Promise.all([lettered('#b0002059'), lettered('#ffffff73')]);
    const stamped = picture.composite([
      { input: light, tile: true, blend: 'over', top: 1, left: 1 },
      { input: dark, tile: true, blend: 'over', top: 0, left: 0 },
    ]);
    return (format === 'jpeg' ? stamped.jpeg({ quality: 90 }) : stamped.png()).toBuffer();
  });

const around = (dpi: number) => {
  const space = Math.round(dpi / 4);
  return { top: space, bottom: space, left: space, right: space };
};

const escapeMarkup = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
