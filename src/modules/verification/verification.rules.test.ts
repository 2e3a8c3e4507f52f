/** Bands of funds, and what a verified fact says to whom: tables. */
import { fundsBand, sayFindings, sayVerified } from './verification.rules';

it.each([
  [1, 'below $5,000'],
  [499_999, 'below $5,000'],
  [500_000, 'between $5,000 and $10,000'],
  [40_000_000, 'between $300,000 and $500,000'],
  [49_999_999, 'between $300,000 and $500,000'],
  [50_000_000, 'between $500,000 and $1,000,000'],
  [500_000_000, 'of $5,000,000 or more'],
  [9_999_999_999, 'of $5,000,000 or more'],
])('%i cents are %s', (cents, band) => expect(fundsBand(cents)).toBe(band));

const [verifiedAt, validUntil] = [Date.parse('2026-11-03T12:00:00Z'), Date.parse('2027-02-01T12:00:00Z')];

it('says a fact in words with its dates: the sum and the company to whoever deals with the person alone', () => {
  const dates = { verifiedAt, validUntil, carrierFindings: null };
  const funds = { fact: 'FUNDS', amountCents: 40_000_000, datedOn: '2026-11-03', source: 'OTHER' } as const;
  const company = {
    fact: 'COMPANY',
    ...{ companyName: 'Sandhill Freight LLC', role: 'President', authority: 'Bylaws', usdot: null },
  } as const;
  const identity = { fact: 'IDENTITY', legalName: 'Dana Price' } as const;
  const said = (['ANYBODY', 'COUNTERPART'] as const).map((seenBy) =>
    [identity, funds, company].map((claim) => sayVerified({ claim, ...dates }, seenBy)),
  );
  const on = 'Nov 3, 2026, valid until Feb 1, 2027';
  expect(said).toEqual([
    [
      `Identity checked ${on}`,
      `Funds between $300,000 and $500,000 seen ${on}`,
      `Authority to sign for a company checked ${on}`,
    ],
    [
      `Identity checked ${on}`,
      `Funds of at least $400,000 seen ${on}`,
      `Signs for Sandhill Freight LLC as President, checked ${on}`,
    ],
  ]);
});

it('quotes the federal record, and says where it could not be read', () => {
  const findings = { usdot: 123, legalName: null, readAt: verifiedAt };
  expect(sayFindings({ ...findings, shows: ['out of service'] })).toBe(
    'FMCSA record of USDOT 123 shows (Nov 3, 2026): out of service',
  );
  expect(sayFindings({ ...findings, shows: [] })).toContain('showed nothing against it on Nov 3, 2026');
  expect(sayFindings({ ...findings, shows: null })).toContain('could not be read on Nov 3, 2026');
});
