/** What a file is, by its bytes. */
import { isTwoThings } from './recognize.rules';

const bytes = Array.from({ length: 256 }, (_, byte) => byte);

it('takes no two bytes that stand in a PDF by chance for another kind of file', () => {
  const pairs = Buffer.from(bytes.flatMap((byte) => [0x3c, byte, 0]));
  expect(isTwoThings(Buffer.concat([Buffer.from('%PDF-1.7\n'), pairs]), 'pdf')).toBe(false);
});

it.each(['<script>', '<HTML', '<!DOCTYPE', '<svg', '<?php'])(
  'takes a PDF with %s in its head for two',
  (word) => {
    expect(isTwoThings(Buffer.from(`%PDF-1.7\n${word}`), 'pdf')).toBe(true);
  },
);
