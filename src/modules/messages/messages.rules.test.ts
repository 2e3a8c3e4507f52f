/** What of a message is hidden and what is marked: tables of how people write it. */
import { findContacts, HIDDEN, hideContacts } from '../listings/contact.rules';
import { asksOutsidePayment } from './outside-payment.rules';

const CONTACTS: readonly (readonly [form: string, contact: string])[] = [
  ['plain', 'john.trucks@gmail.com'],
  ['with a tag', 'john+mc@prairie-lantern.co'],
  ['with blanks', 'john @ gmail . com'],
  ['in brackets', 'john (at) gmail (dot) com'],
  ['in words', 'john at prairielantern dot com'],
  ['half in words', 'john at gmail.com'],
  ['without its ending', 'john.trucks at gmail'],
  ['without a sign', 'john.trucks gmail com'],
  ['letter by letter', 'j o h n @ g m a i l . c o m'],
  ['in Cyrillic look-alikes', 'jоhn@gmаil.cоm'],
  ['in full width', 'ｊｏｈｎ＠ｇｍａｉｌ．ｃｏｍ'],
  ['with what nobody sees', 'jo\u200bhn@gm\u200bail.com'],
  ['a link', 'https://prairielantern.com/contact?id=4'],
  ['a bare domain', 'www.prairielantern.com'],
  ['a domain in words', 'prairielantern dot com'],
  ['a chat link', 't.me/johntrucks'],
  ['a telephone number', '(214) 555-0142'],
  ['with a country', '+1 214.555.0142'],
  ['in one', '2145550142'],
  ['digit by digit', '2 1 4 5 5 5 0 1 4 2'],
  ['in words', 'two one four five five five zero one four two'],
  ['in part in words', '214 five five five 0142'],
  ['with letters for digits', '2l4-555-O142'],
  ['in circles', '②①④ ⑤⑤⑤ ⓪①④②'],
  ['in Arabic digits', '٢١٤ ٥٥٥ ٠١٤٢'],
  ['far apart', '214 -- 555 -- 0142'],
  ['from abroad', '+49 171 5550142'],
  ['in another network', 'Telegram: @johntrucks'],
  ['as a handle', '@johntrucks'],
  ['with an ending of a country', 'prairielantern.ca'],
  ['with another', 'john@prairielantern.de'],
  ['with blanks and another', 'john @ prairielantern . tv'],
  ['with a newer ending', 'prairielantern.dispatch.agency'],
  ['of two words with a plain ending', 'lantern.com'],
  ['with an ending that is a word', 'prairielantern.company'],
  ['in small letters with one', 'prairielantern.me'],
  ['a link of a shortener', 'cutt.ly/Ab3dE'],
  ['a chat on another ending', 'chat.prairielantern.gg/a1'],
  ['in brackets with another', 'john (at) prairielantern (dot) us'],
  ['in words with another', 'prairielantern dot tv'],
  ['with commas, announced', 'call me 214, 555, 0142'],
  ['in words with commas', 'two, one, four, five, five, five, zero, one, four, two'],
  ['with dashes in words', '214 dash 555 dash 0142'],
  ['all in words with dashes', 'two one four dash five five five dash zero one four two'],
  ['with S for 5 and B for 8', '214-SSS-0142'],
  ['with bars for ones', '2|4-555-0|42'],
  ['on Instagram in short', 'IG: johntrucks'],
  ['on Telegram in short', 'TG @johntrucks'],
  ['on WhatsApp', 'WhatsApp: johntrucks'],
  ['said of a network', 'my IG is johntrucks'],
  ['by a name in a network', 'on telegram as johntrucks'],
  ['with digits and words in one', 'two14 five5five 01four2'],
  ['in one word of words', 'twoonefourfivefivefivezeroonefourtwo'],
  ['as it sounds', 'too one for five five five oh one for too'],
  ['with stars between', '214 ⁂ 555 ⁂ 0142'],
  ['as a list', '214, 555, 0142'],
  ['with words between', '214 and 555 and 0142'],
  ['in keys', '(2)(1)(4)(5)(5)(5)(0)(1)(4)(2)'],
  ['in emoji', '2️⃣1️⃣4️⃣5️⃣5️⃣5️⃣0️⃣1️⃣4️⃣2️⃣'],
  ['in two parts', 'area code is 214, the rest is 555-0142'],
  ['the end first', '555-0142, area code 214'],
  ['without its area', 'call 555-0142'],
  ['as a word', '1-800-FLOWERS'],
  ['as a word of capitals', '(800) 555-MOVE'],
  ['with commas and words', 'johntrucks, gmail, dot com'],
  ['by its service', 'gmail: johntrucks'],
  ['said of its service', 'my gmail is johntrucks'],
  ['on its service', 'johntrucks on gmail'],
  ['with stars', 'john *at* prairielantern *dot* com'],
  ['with bars', 'john|at|prairielantern|dot|com'],
  ['with signs in brackets', 'john (a) prairielantern (.) com'],
  ['with a zero in dot', 'john at prairielantern d0t com'],
  ['in one at its end', 'prairielantern dotcom'],
  ['with a comma for the dot', 'prairielantern,com'],
  ['with a period in words', 'prairielantern period com'],
  ['with a zero in com', 'prairielantern.c0m'],
  ['with its beginning apart', 'w w w prairielantern com'],
  ['with its beginning in words', 'https colon slash slash prairielantern'],
  ['on WhatsApp without a sign', 'find me on WhatsApp, johntrucks'],
  ['on WhatsApp, spelled otherwise', 'watsapp: johntrucks'],
  ['on WhatsApp by its number', 'my whatsapp number is johntrucks'],
  ['in a network by a name with digits', 'discord johntrucks#1234'],
  ['before the network', 'johntrucks99 on insta'],
  ['before the network in letters', 'johntrucks on Telegram'],
  ['a chat link with blanks', 't . me / johntrucks'],
  ['on a street', '1200 N Commerce Street'],
  ['on a street in small letters', '1200 commerce street, dallas tx 75201'],
];

it.each(CONTACTS)('a contact is hidden %s: %s', (_, contact) => {
  const before = 'We can talk tonight: ';
  const after = ' Thank you, and bring the books.';
  const shown = hideContacts(`${before}${contact}${after}`);
  expect(shown).toContain(HIDDEN);
  for (const part of contact.split(/[\s@().,-]+/u).filter((word) => word.length > 3))
    expect(shown).not.toContain(part);
  expect(shown.startsWith(before)).toBe(true);
  expect(shown.endsWith(after)).toBe(true);
});

const INNOCENT = [
  'Is the authority in good standing? I can offer $1,250,000, or $1.2 million with a holdback of 10%.',
  'MC 123456 and USDOT 1234567 have been active since 2014, 2015 at the latest.',
  'Trucks: 12 Freightliner, 5 Volvo, 3 Peterbilt; trailers: 2018, 2019, 2020 and 2021.',
  'The inspection was on 11/27/2026 10:30, the next one is 12-05-2026.',
  'Drivers make 0.62 per mile @ 2,500 miles a week, 52 weeks.',
  'We insure for 1,000,000 / 2,000,000 and 100,000 cargo. The policy renews 2027-03-01.',
  'By the way we drive 24/7. Sold by owner.Info on request.',
  'Do you use WhatsApp? Facebook is fine for hiring.',
  'I am at the yard at noon. Come in. Us two can talk about the lease, e.g. the yard in Dallas, TX 75201.',
  'One of our two trucks needs tires; three or four drivers stay.',
  'OOS rate: vehicle 12.5%, driver 1.2%. Loads: 1 2 3 4.',
  'The EIN letter says 12-3456789, VIN 1FUJGLDR5CSBP1234.',
  'St.Louis is home. Prairie Inc.We run node.js for dispatch.',
  'The price is firm.No offers below. The yard is ready.In Dallas we have two.',
  'the price is firm.no offers below, we sold it.is that ok, sell today.we leave',
  'Terminals in Gary.IN, Denver.CO and Portland.ME. The DOT is fine, our US DOT no. 1234567, DOT id below.',
  'See titles.zip and photos.mov, report.pdf, readme.md. P.O.Box is no address of ours. It is 2.5 in wide.',
  'We saw 300, 400, 5000 lbs, 245 250 solo and 200 400 lbs. Rates were 250, 300, 2025 and so on.',
  'Trucks of the 2018s 2019s, 53s and 48s; unit 12S34, trailer B8Z2. WA: two loads. Signal is weak there.',
  'Trucking.Our drivers stay. a.m. or p.m. is fine, i.e. whenever; e.g. Monday, etc.and more.',
  'We found drivers on Facebook, owner-operators on Instagram and dispatchers on Telegram.',
  'WhatsApp is fine. Facebook ads cost 500 a month. The signal 12V relay was changed.',
  'Units 214, 555, 4142 go; 214 and 555 and 4000 loads. Call 300 loads a year normal.',
  '(a) the trucks, (b) the trailers. See section (a) of the lease. In Texas we pay (a) rent. Steps (1)(2)(3).',
  'My Gmail is full. Our mail is in Outlook, find it on yahoo. www is what we use.',
  'We gross 2m . net is 1m. The dotcom boom. The area code of the yard is not needed.',
  'One for the road, two for the yard, three to go; 1 800 RPM at cruise.',
  '₿ésta día — naïve café, 你好, שלום, 🚚🚛',
];

it.each(INNOCENT)('nothing is hidden in: %s', (text) => {
  expect(hideContacts(text)).toBe(text);
});

const OUTSIDE = [
  'Wire the deposit to my bank account and I sign today.',
  'Can you send it by Zelle?',
  'I take BITCOIN or USDT.',
  'We could do this outside the platform and both save.',
  'Let us close the deal off the site to avoid the fees.',
  'Pay me directly, the escrow takes too long.',
  'Let us skip escrow and close tomorrow.',
  'Send the money straight to the seller.',
  'Half in cash under the table.',
  'My account number is 000123456.',
  'Pay via V e n m o please.',
  'Send it with zеlle.',
  'Z3lle is fine.',
  'Just send me a check.',
  'I take a cashier’s check made out to me.',
  'Send half up front to hold it.',
  'Here are my bank details.',
  'Routing 111000025, account 000123456.',
  'IBAN DE89370400440532013000',
  'No need for escrow, I trust you.',
  'Forget the escrow.',
  'Cut out the middleman.',
  'Let us go around them.',
  'We settle this off line.',
  'Close privately and we both save.',
  'Hagamos el trato fuera de la plataforma.',
];
it.each(OUTSIDE)('is marked: %s', (text) => expect(asksOutsidePayment(text)).toBe(true));

const INSIDE = [
  'I pay cash at closing, through escrow as usual.',
  'Never pay outside the platform.',
  'Please do not go around the escrow.',
  'The wire to escrow went out today; the deposit should arrive tomorrow.',
  'Our bank account for fuel stays with the company. USDOT 1234567.',
  'We drive without a system for dispatch, off the interstate.',
  'Which fees does the platform take?',
  'The yard is outside Dallas.',
  'Do not drop the escrow. Never forget the escrow.',
  'Please send me the safety record directly; the carrier deals directly with brokers.',
  'Can you send me a copy of the check stubs? Factoring pays checks to us.',
  'What are the wire instructions of the escrow?',
];
it.each(INSIDE)('is not marked: %s', (text) => expect(asksOutsidePayment(text)).toBe(false));

it('hides as much of the longest message in a moment, whatever it is made of', () => {
  for (const sign of [
    'a.',
    '1 ',
    '@',
    'at ',
    'dot ',
    'one ',
    'one dash ',
    'a.co',
    'call 214,',
    'S5',
    'о',
    '\u0301',
    '2-',
    'A b ',
    '1 A ',
  ]) {
    const text = sign.repeat(4_000).slice(0, 4_000);
    expect(findContacts(text).length).toBeLessThanOrEqual(text.length);
    expect(typeof asksOutsidePayment(text)).toBe('boolean');
  }
});
