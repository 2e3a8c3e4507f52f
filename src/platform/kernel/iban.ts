/** International bank account numbers (ISO 13616): their lengths by country, after the SWIFT IBAN Registry, and their check. */
const LENGTHS =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
  'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
  'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
  'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';

const LENGTH_OF = new Map(
  LENGTHS.split(' ').map((each) => [each.slice(0, 2), Number(each.slice(2))] as const),
);

/** The number that the text begins with, as it is written there; null where it begins with none. */
export function ibanAt(text: string): string | null {
  const length = LENGTH_OF.get(text.slice(0, 2).toUpperCase());
  if (length === undefined) return null;
  const [written] =
    new RegExp(String.raw`^(?:[A-Z0-9][ -]?){${length - 1}}[A-Z0-9](?![A-Z0-9])`, 'i').exec(text) ?? [];
  return written !== undefined && hasCheckDigits(written) ? written : null;
}

/** ISO 7064, MOD 97-10: the first four moved to the end, letters as two digits. */
function hasCheckDigits(written: string): boolean {
  const plain = written.replaceAll(/[^A-Z0-9]/gi, '').toUpperCase();
  const digits = [...(plain.slice(4) + plain.slice(0, 4))].map((sign) => parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}
