/** The platform serves any trade: no file of it knows a word of ours. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const TRADE =
  'beneficiary broker buyer carrier credit deal dealer deposit docket escrow fee fmcsa invoice ' +
  'ledger listing motor nda offer payment payout plan premium price refund sale seller stripe stuck ' +
  'subscriber subscription teaser truck usdot';
const WORDS = new Set(TRADE.split(' '));

/** What only looks like one, and why. */
const ALLOWED: Record<string, string> = {
  PaymentRequired: 'is what HTTP calls the status 402',
};

/** `listingFeeCents`, `LISTING_FEE`, `listings` → listing, fee, cents. */
const wordsOf = (text: string): string[] =>
  (text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).flatMap((word) => {
    const lower = word.toLowerCase();
    return lower.endsWith('s') ? [lower, lower.slice(0, -1)] : [lower];
  });

function tradeWordsIn(text: string): string[] {
  const looked = Object.keys(ALLOWED).reduce((rest, allowed) => rest.replaceAll(allowed, ''), text);
  return wordsOf(looked).filter((word) => WORDS.has(word));
}

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);

it('finds a word in whichever form it stands', () => {
  const text = "const listingFeeCents = SELLER_PLANS['x']; // usdot";
  expect(tradeWordsIn(text)).toEqual(['listing', 'fee', 'seller', 'plan', 'usdot']);
  expect(tradeWordsIn('explained, feel, planned, offered')).toEqual([]);
});

it('no file of the platform knows a word of the trade', () => {
  expect(files.length).toBeGreaterThan(40);
  const found = files.flatMap((file) => {
    const path = join(__dirname, file);
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        tradeWordsIn(line).map((word) => `${relative(__dirname, path)}:${index + 1}: ${word}`),
      );
  });
  expect(found).toEqual([]);
});

it('and its files are not named after one', () => {
  expect(files.filter((file) => tradeWordsIn(file).length > 0)).toEqual([]);
});
