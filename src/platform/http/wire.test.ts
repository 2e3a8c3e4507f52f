/** What the shapes of the wire take and refuse, whoever typed or pasted it. */
import { z } from 'zod';
import { leaveOutEmpty } from './empty-fields';
import { fieldErrorsOf, sayIssue } from './field-errors';
import { line, prose, sixDigits } from './wire';

const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe('one line of text', () => {
  test.each([
    'José Ñuñez',
    'Nguyễn Thị',
    'Łukasz',
    'Дмитро',
    '李小龍',
    'علی‌رضا',
    'O’Brien-Smith Jr.',
    '❤️ 2',
    '𝒜',
    'क्‍ष',
  ])('is in any script: %s', (text) => expect(takes(line(100), text)).toBe(true));

  test.each(
    [0x0, 0x7, 0xa, 0xd, 0x7f, 0x80, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200e, 0x200f]
      .concat([0x2028, 0x2029, 0x202e, 0x2060, 0x2066, 0x2800, 0x3164, 0xe000, 0xfeff, 0xffa0, 0xe0041])
      .map((code) => code.toString(16)),
  )('has nothing in it that turns, hides or breaks a line: U+%s', (code) => {
    expect(takes(line(100), `Ann${String.fromCodePoint(parseInt(code, 16))}Lee`)).toBe(false);
  });

  test('has no more marks on a letter than a script needs', () => {
    expect(takes(line(100), `A${'\u0301'.repeat(8)}nn`)).toBe(true);
    expect(takes(line(100), `A${'\u0301'.repeat(9)}nn`)).toBe(false);
  });

  test('has no mark in front of its first letter, and no place for what is not there', () => {
    expect(takes(line(100), '\u0301Ann')).toBe(false);
    expect(takes(line(100), 'Ann\ufffc')).toBe(false);
  });

  test('has joiners only where a script needs them', () => {
    expect(takes(line(100), 'An\u200dn')).toBe(false);
    expect(takes(line(100), '\u200cAnn')).toBe(false);
  });

  test('and several lines have breaks, but nothing that turns their direction', () => {
    expect(takes(prose(100), 'One\r\n\tTwo')).toBe(true);
    for (const mark of ['\u0085', '\u202e', '\u2067', '\u2028', '\u0000']) {
      expect(takes(prose(100), `One${mark}Two`)).toBe(false);
    }
  });
});

test.each([
  '123456',
  ' 123 456 ',
  '123-456',
  '123\u2011456',
  '123\u00a0456\u200b',
  '１２３４５６',
  '\u202a123\u2009456\u202c\r\n',
  '١٢٣٤٥٦',
  '123·456',
])('a code is read with what came along when it was pasted: %j', (typed) =>
  expect(sixDigits.parse(typed)).toBe('123456'),
);

test('each field is told once what is wrong with it: the first that has to be corrected, by the limit of the field', () => {
  const shape = z.strictObject({
    amountCents: z.int().max(100),
    code: z
      .string()
      .regex(/^\d{9}$/, 'must have nine digits')
      .refine(() => false, 'is none'),
  });
  const parsed = shape.safeParse({ amountCents: 1e18, code: '12' }, { error: sayIssue });
  const told = fieldErrorsOf('body', parsed.error as z.ZodError);
  expect(told.map(({ field, message }) => [field, message])).toEqual([
    ['amountCents', 'Send at most 100.'],
    ['code', 'It must have nine digits.'],
  ]);
});

describe('an empty field', () => {
  const Form = z.strictObject({
    name: line(10),
    free: line(10, 0),
    phone: line(10).optional(),
    company: line(10).nullable().optional(),
    limit: z.coerce.number().min(1).default(20),
    states: z.array(line(2)).optional(),
    within: z.strictObject({ why: line(10).nullable().default(null) }).optional(),
  });

  test('means that nothing is given, wherever that is allowed', () => {
    const empty = {
      name: 'Ann',
      free: '',
      phone: '',
      company: ' ',
      limit: '',
      states: ['', 'TX'],
      within: { why: '' },
    };
    expect(Form.parse(leaveOutEmpty(Form, empty))).toEqual({
      name: 'Ann',
      free: '',
      company: null,
      limit: 20,
      states: ['TX'],
      within: { why: null },
    });
  });

  test('is refused where something has to be given, and stays where it is an answer', () => {
    expect(takes(Form, leaveOutEmpty(Form, { name: '', free: '' }))).toBe(false);
    expect(leaveOutEmpty(Form, { name: 'Ann', free: '', unknown: '' })).toEqual({
      ...{ name: 'Ann', free: '', unknown: '' },
    });
  });
});
