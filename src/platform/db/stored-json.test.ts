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
