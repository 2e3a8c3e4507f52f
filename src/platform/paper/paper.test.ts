/** Papers show every letter that a name may have, however it was typed, and break their pages as people would. */
import { pdfPages, pdfText } from '../../../tests/support/pdf-text';
import type { Block } from './blocks';
import { withDaysInWords } from './days';
import { LETTERS, printable } from './letters.rules';
import { drawPaper } from './paper';

const draw = (blocks: Block[], title = 'A paper') =>
  drawPaper({ title, issuedAt: 1_800_000_000_000, blocks });
const textOf = async (blocks: Block[]) => pdfText(await draw(blocks));
/** Letters only: a mark that is moved onto its letter is drawn in a go of its own. */
const joined = (text: string) => text.replaceAll(/\s/g, '');

const NAMES = [
  'Nguyễn Thị Phương Thảo, Đặng Hữu Ước, Trần Quốc Vượng',
  'İbrahim Çağrı Şengül, Ömer Iğdır, Ünal Kılıç',
  'Łukasz Wiśniewski, Zażółć Gęślą Jaźń',
  'Jiří Dvořák, Žaneta Šťastná, Ľuboš Ďurček, Křišťál Ůlehla',
  'Đorđe Šćepanović, Țepeș Ștefan, Győző Fűrész, Ķēniņš Ģirts, Žydrūnas Ąžuolas',
  'Þórarinn Æðarson, Søren Ångström, Œuvrard Noël, Groß ẞ, Ħal Għaxaq, Ŵyn Ŷ',
  'Γιώργος Παπαδόπουλος, Ἀθηνᾶ Ὀδυσσέως ᾯδα, Ευτυχία Ϊώ',
  'Щукин Ёлкин, Їжакевич Ґудзь Єва, Ўладзімір, Ђорђевић Љубица Џон, Әлия Қожа Ңұр, Ѣ Ѳ Ꙗ',
  'Ọlátúnjí Ṣàngó, Ɓello Ɗanjuma, Ŋgala, Kahalewaiʻōpū, Ꞌ ꞌ, Ɐ ɫ ʔ',
  'J̌ m̂ Q̃ Ẹ̀ Ɔ̃ ɛ̄ и́ Ю́ Ą́ ŭ̀ α̇ Ā̱ x̣̂ ы̄ n̈',
];

it('shows every name of Latin, Greek and Cyrillic letters, in whichever form it was typed', async () => {
  for (const form of ['NFC', 'NFD'] as const) {
    const names = NAMES.map((name) => name.normalize(form));
    const text = await textOf([
      { kind: 'list', items: names },
      { kind: 'facts', facts: names.map((label) => ({ label, value: 'bold' })) },
    ]);
    const times = (name: string) => joined(text).split(joined(name.normalize('NFC'))).length - 1;
    expect(NAMES.filter((name) => times(name) !== 2)).toEqual([]);
    expect(text).not.toContain('\0');
  }
});

it('has a glyph, regular and bold, for every letter that it says it has', async () => {
  const [...letters] = String.fromCodePoint(...Array.from({ length: 0xff00 }, (_, code) => code))
    .replaceAll(new RegExp(`[^${LETTERS}]`, 'gu'), '')
    .trim();
  expect(letters.length).toBeGreaterThan(2_000);
  // Joined by something that no mark changes: each stands for itself.
  const all = letters.filter((letter) => letter.normalize('NFC') === letter).join('|');
  const bytes = await draw([
    { kind: 'paragraph', text: all },
    { kind: 'notice', text: all },
  ]);
  expect(pdfText(bytes)).not.toContain('\0');
  expect(pdfText(bytes)).not.toContain('[U+');
});

it('shows what no font of it has as a number, says so once, and drops what shows nothing', async () => {
  expect(printable('李 Wei 🚚\uD800')).toBe('[U+674E] Wei [U+1F69A][U+D800]');
  expect(printable('a\u200b\u202eb\u00adc\u0007d\te\r\nf\u2028g')).toBe('abcd e\nf\ng');
  const text = await textOf([{ kind: 'facts', facts: [{ label: 'Name', value: '李 Wei' }] }]);
  expect(text).toContain('[U+674E] Wei');
  expect(text.split('stands as its Unicode number')).toHaveLength(2);
  expect(await textOf([{ kind: 'facts', facts: [{ label: 'Name', value: 'Wei' }] }])).not.toContain(
    'Unicode',
  );
});

it('is the same to the byte whatever was drawn before with the same fonts', async () => {
  const short = () => draw([{ kind: 'paragraph', text: 'Paid in full.' }]);
  const first = await short();
  await draw([{ kind: 'notice', text: NAMES.join(' ') }]);
  expect((await short()).equals(first)).toBe(true);
});

it('numbers its pages, with the same foot on each, and is the same to the byte when it is drawn again', async () => {
  const blocks: Block[] = Array.from({ length: 90 }, (_, place) => ({
    kind: 'clause',
    number: `${place + 1}.`,
    text: 'What both sides agree on here takes more than a line of the paper, so that pages come to their end. '.repeat(
      3,
    ),
  }));
  const bytes = await draw(blocks, 'Terms');
  const pages = pdfPages(bytes);
  expect(pages.length).toBeGreaterThan(3);
  for (const [place, page] of pages.entries()) {
    expect(page).toContain(`Page ${place + 1} of ${pages.length}`);
    expect(page).toContain('Terms');
  }
  expect((await draw(blocks, 'Terms')).equals(bytes)).toBe(true);
});

it('leaves no heading alone at the foot of a page, cuts no signature, and names columns anew on each page', async () => {
  const failures: string[] = [];
  const signature = (role: string) => ({
    role,
    lines: [
      { label: 'Signature', value: null },
      { label: 'Name', value: `${role}'s name` },
      { label: 'Date', value: null },
    ],
  });
  // Each way of ending a page somewhere: what stands before moves down a line at a time.
  for (let place = 0; place < 10; place += 1) {
    const lines = 34 + place;
    const pages = pdfPages(
      await draw([
        // Smaller lines move what follows by less than a line.
        { kind: 'notes', notes: Array.from({ length: place % 3 }, () => 'small') },
        ...Array.from({ length: lines }, () => ({ kind: 'paragraph' as const, text: 'line' })),
        { kind: 'heading', text: 'HEADING' },
        { kind: 'clause', number: '1.1', text: 'below it, '.repeat(60) },
        { kind: 'heading', text: 'SIGNED' },
        { kind: 'signatures', signatures: [signature('FIRST'), signature('SECOND')] },
      ]),
    );
    const headingPage = pages.findIndex((page) => page.includes('HEADING'));
    if (!pages[headingPage]?.includes('below it')) failures.push(`heading after ${lines}`);
    const signed = pages.filter((page) => /FIRST|SECOND|SIGNED/.test(page));
    if (signed.length !== 1 || !signed[0]?.includes("SECOND's name"))
      failures.push(`signature after ${lines}`);
  }
  expect(failures).toEqual([]);
  const columns = [
    { title: 'What', share: 3 },
    { title: 'Until when', share: 1 },
  ];
  const rows = Array.from({ length: 80 }, (_, place) => [`row ${place} `.repeat(12), 'tomorrow']);
  rows[40] = ['a cell higher than a page '.repeat(400), 'never'];
  const pages = pdfPages(await draw([{ kind: 'table', columns, rows }]));
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.filter((page) => !page.includes('Until when')).length).toBeLessThanOrEqual(2);
  expect(pages.join('\n')).toContain('row 79');
});

it('leaves no row alone on a page, no signature without words before it, and no hash in two lines', async () => {
  const columns = [
    { title: 'What', share: 3 },
    { title: 'Until when', share: 1 },
  ];
  const failures: string[] = [];
  const lines = (count: number) =>
    Array.from({ length: count }, () => ({ kind: 'paragraph' as const, text: 'line' }));
  const rowsOn = (page: string | undefined) => page?.match(/row \d+/g)?.length ?? 0;
  for (let before = 17; before < 33; before += 1) {
    const rows = (count: number) => Array.from({ length: count }, (_, place) => [`row ${place}`, 'tomorrow']);
    const long = pdfPages(await draw([...lines(before), { kind: 'table', columns, rows: rows(14) }]));
    if (rowsOn(long.at(-1)) < 3) failures.push(`long table after ${before}`);
    const short = pdfPages(await draw([...lines(before), { kind: 'table', columns, rows: rows(4) }]));
    if (![0, 4].includes(rowsOn(short[0]))) failures.push(`short table after ${before}`);
    const text = 'We certify this.';
    const above: [string, Block[]][] = [
      ['paragraph', [{ kind: 'paragraph', text }]],
      ['clause', [{ kind: 'clause', number: '7.', text }]],
      [
        'heading',
        [
          { kind: 'heading', text },
          { kind: 'paragraph', text: 'WORDS '.repeat(30) },
        ],
      ],
    ];
    for (const [name, blocks] of above) {
      const open = [
        { label: 'Signature', value: null },
        { label: 'Name', value: null },
      ];
      const signed = pdfPages(
        await draw([
          ...lines(before),
          ...blocks,
          { kind: 'signatures', signatures: [{ role: 'FIRST', lines: open }] },
        ]),
      );
      if (!signed.find((page) => page.includes('FIRST'))?.includes(text))
        failures.push(`signed ${name} ${before}`);
    }
  }
  expect(failures).toEqual([]);
  for (const digit of ['d', 'a', '0', 'f', '1']) {
    const hash = digit.repeat(64);
    expect(
      (await textOf([{ kind: 'facts', facts: [{ label: 'SHA-256', value: hash }] }])).split('\n'),
    ).toContain(hash);
  }
});

it('writes days that have no hour in words, whatever the zone, and nothing else', () => {
  expect(withDaysInWords('a rating of 2021-06-21, canceled on 2026-01-01')).toBe(
    'a rating of June 21, 2021, canceled on January 1, 2026',
  );
  for (const left of ['(2026-09)', '2026-11-27T12:00:00Z', '2026-13-45', '070000001-02-03', 'nothing'])
    expect(withDaysInWords(left)).toBe(left);
});
