/** Which words of a source are rules that can be read, and where. */
import { lawParts } from './law';

const linksOf = (text: string) => lawParts(text).flatMap(({ url }) => url ?? []);

it.each([
  [
    '49 CFR 390.19; FMCSA: within 30 days of the change',
    ['https://www.ecfr.gov/current/title-49/section-390.19'],
  ],
  ['49 CFR part 387', ['https://www.ecfr.gov/current/title-49/part-387']],
  ['49 CFR part 365 subpart D', ['https://www.ecfr.gov/current/title-49/part-365/subpart-D']],
  [
    '26 CFR 301.6109-1(d)(2)(ii): within 60 days',
    ['https://www.ecfr.gov/current/title-26/section-301.6109-1'],
  ],
  [
    '49 U.S.C. chapter 317 (IFTA, IRP), 49 U.S.C. 14504a (UCR)',
    ['https://www.law.cornell.edu/uscode/text/49/14504a'],
  ],
  [
    'UCC article 9; 26 U.S.C. 6323 (tax liens)',
    ['https://www.law.cornell.edu/ucc/9', 'https://www.law.cornell.edu/uscode/text/26/6323'],
  ],
  ['UCC 9-406 and 9-513', ['https://www.law.cornell.edu/ucc/9/9-406']],
  [
    '49 CFR 365.405; recorded, not approved, since 78 FR 52457',
    [
      'https://www.ecfr.gov/current/title-49/section-365.405',
      'https://www.federalregister.gov/citation/78-FR-52457',
    ],
  ],
  ['Custom of the trade', []],
])('reads %s', (text, links) => {
  expect(linksOf(text)).toEqual(links);
  expect(
    lawParts(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
