/** Compares company names as registries write them: case, signs and the spelling of the legal form do not matter. */

const FORMS: Record<string, string> = {
  INC: 'INC',
  INCORPORATED: 'INC',
  CORP: 'CORP',
  CORPORATION: 'CORP',
  CO: 'CO',
  COMPANY: 'CO',
  LLC: 'LLC',
  LC: 'LLC',
  LTD: 'LTD',
  LIMITED: 'LTD',
  LP: 'LP',
  LLP: 'LLP',
  PLLC: 'PLLC',
  PC: 'PC',
};

export interface CompanyName {
  /** Without the legal form. */
  core: string;
  /** `INC`, `LLC`; null where the name shows none. */
  form: string | null;
}

/** `Veriha Trucking, Incorporated` → `VERIHA TRUCKING` with the form `INC`. */
export function companyName(name: string): CompanyName {
  const words = name
    .toUpperCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/&/g, ' AND ')
    .replace(/LIMITED LIABILITY (COMPANY|CO)\b/g, 'LLC')
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const last = words.at(-1) ?? '';
  const form = words.length > 1 && Object.hasOwn(FORMS, last) ? (FORMS[last] as string) : null;
  return { core: (form === null ? words : words.slice(0, -1)).join(' '), form };
}

/** SAME but for spelling; FORM_MISSING where one side leaves the legal form out; else another company. */
export function compareNames(one: string, other: string): 'SAME' | 'FORM_MISSING' | 'DIFFERENT' {
  const a = companyName(one);
  const b = companyName(other);
  if (a.core !== b.core || a.core === '') return 'DIFFERENT';
  if (a.form === b.form) return 'SAME';
  return a.form === null || b.form === null ? 'FORM_MISSING' : 'DIFFERENT';
}
