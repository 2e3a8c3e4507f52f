/** Stored JSON is strict when written, and forgiving of other versions when read. */
import { z } from 'zod';
import { readStored, writeStored } from './stored-json';

const Shape = z.strictObject({
  name: z.string(),
  later: z.int().default(7),
  parts: z.array(z.strictObject({ kind: z.string(), note: z.string().nullable().default(null) })).default([]),
});
const read = (value: unknown) => readStored(Shape, JSON.stringify(value), 'things.shape');

it('reads what was written before a field existed, with the default of the field', () => {
  expect(read({ name: 'old', parts: [{ kind: 'a' }] })).toEqual({
    name: 'old',
    later: 7,
    parts: [{ kind: 'a', note: null }],
  });
});

it('leaves out what a later version wrote, however deep', () => {
  const later = { name: 'new', colour: 'red', parts: [{ kind: 'a' }, { kind: 'b', size: 3, weight: 4 }] };
  expect(read(later)).toEqual({
    name: 'new',
    later: 7,
    parts: [
      { kind: 'a', note: null },
      { kind: 'b', note: null },
    ],
  });
});

it('names the place and the field of what no version can read', () => {
  expect(() => read({ name: 3, colour: 'red' })).toThrow(/things\.shape.*name invalid_type/);
});

it('refuses to write what is not of the shape', () => {
  expect(() => writeStored(Shape, { name: 'a', colour: 'red' }, 'things.shape')).toThrow(/things\.shape/);
  expect(JSON.parse(writeStored(Shape, { name: 'a' }, 'things.shape'))).toEqual({
    name: 'a',
    later: 7,
    parts: [],
  });
});

it('lets nobody change what others read as well', () => {
  const text = JSON.stringify({ name: 'shared', parts: [{ kind: 'a' }] });
  const first = readStored(Shape, text, 'things.shape');
  expect(() => Object.assign(first, { name: 'mine' })).toThrow(/read only/);
  expect(() => Object.assign(first.parts[0] ?? {}, { kind: 'b' })).toThrow(/read only/);
  expect(() => first.parts.pop()).toThrow(/delete/);
  expect(readStored(Shape, text, 'things.shape')).toEqual({
    name: 'shared',
    later: 7,
    parts: [{ kind: 'a', note: null }],
  });
});

it('reads the same text by the shape of whoever asks', () => {
  const Other = z.strictObject({ name: z.string(), size: z.int().default(1) });
  const text = JSON.stringify({ name: 'both' });
  for (let turn = 0; turn < 2; turn += 1) {
    expect(readStored(Shape, text, 'things.shape')).toEqual({ name: 'both', later: 7, parts: [] });
    expect(readStored(Other, text, 'others.shape')).toEqual({ name: 'both', size: 1 });
  }
});
