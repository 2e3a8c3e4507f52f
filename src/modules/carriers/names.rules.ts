/** Compares company names as registries write them: case, signs, articles and the spelling of the legal form do not matter. */

/** Each legal form with its spellings, written without blanks: registries write `L L C` as well as `LLC`. */
const SPELLINGS: Record<string, string[]> = {
  LLC: ['LLC', 'LC', 'LTDCO', 'LTDLIABILITYCO', 'LIMITEDLIABILITYCO'],
  LLP: ['LLP', 'RLLP', 'LIMITEDLIABILITYPARTNERSHIP'],
  LLLP: ['LLLP', 'LIMITEDLIABILITYLIMITEDPARTNERSHIP'],
  LP: ['LP', 'LIMITEDPARTNERSHIP'],
  PLLC: ['PLLC', 'PROFESSIONALLIMITEDLIABILITYCO'],
  PC: ['PC', 'PROFESSIONALCORPORATION', 'PROFESSIONALCORP', 'PROFCORP'],
  INC: ['INC', 'INCORPORATED', 'COINC', 'COINCORPORATED'],
  CORP: ['CORP', 'CORPORATION', 'COCORP', 'COCORPORATION'],
  CO: ['CO'],
  LTD: ['LTD', 'LIMITED', 'LTEE', 'LIMITEE', 'COLTD', 'COLIMITED'],
  ULC: ['ULC', 'UNLIMITEDLIABILITYCO', 'UNLIMITEDLIABILITYCORPORATION'],
  'SA DE CV': ['SADECV', 'SOCIEDADANONIMADECAPITALVARIABLE'],
  'SAPI DE CV': ['SAPIDECV'],
  'S DE RL DE CV': ['SDERLDECV', 'SRLDECV'],
  'S DE RL': ['SDERL', 'SRL'],
  SA: ['SA'],
  'SPR DE RL DE CV': ['SPRDERLDECV', 'SPRDERL'],
  'S EN C': ['SENC', 'SENCDECV'],
  SAS: ['SAS', 'SASDECV'],
  LTDA: ['LTDA'],
  GP: ['GP', 'GENERALPARTNERSHIP'],
  PA: ['PA', 'PROFESSIONALASSOCIATION'],
  L3C: ['L3C', 'LOWPROFITLIMITEDLIABILITYCO'],
  PBC: ['PBC', 'PUBLICBENEFITCORPORATION', 'PUBLICBENEFITCORP'],
  COOP: ['COOP', 'COOPERATIVE'],
  'PTY LTD': ['PTYLTD', 'PROPRIETARYLIMITED'],
  PLC: ['PLC', 'PUBLICLIMITEDCO'],
  GMBH: ['GMBH'],
  BV: ['BV'],
  NV: ['NV'],
  'BUSINESS TRUST': ['BUSINESSTRUST'],
};

const FORMS = new Map(
  Object.entries(SPELLINGS).flatMap(([form, spellings]) =>
    spellings.map((spelling) => [spelling, form] as const),
  ),
);
/** `S. de R. L. de C. V.` */
const MOST_FORM_WORDS = 9;

export interface CompanyName {
  /** Without the legal form. */
  core: string;
  /** `INC`, `LLC`; null where the name shows none. */
  form: string | null;
}

/** `Veriha Trucking, Incorporated` → `VERIHA TRUCKING` with the form `INC`. */
export function companyName(name: string): CompanyName {
  const [words, place] = withoutPlace(withoutTradeName(wordsOf(name)));
  for (let taken = Math.min(MOST_FORM_WORDS, words.length - 1); taken > 0; taken -= 1) {
    const form = FORMS.get(words.slice(-taken).join(''));
    if (form !== undefined) return { core: [...words.slice(0, -taken), ...place].join(' '), form };
  }
  return { core: [...words, ...place].join(' '), form: null };
}

/** `ABC LLC DBA XYZ` is ABC LLC. */
function withoutTradeName(words: string[]): string[] {
  const at = words.findIndex(
    (word, index) => word === 'DBA' || words.slice(index, index + 3).join(' ') === 'D B A',
  );
  return at > 0 ? words.slice(0, at) : words;
}

/** `ABC INC OF NEBRASKA`: the form stands before the place. */
function withoutPlace(words: string[]): [words: string[], place: string[]] {
  const at = words.lastIndexOf('OF');
  const isForm = at > 1 && FORMS.has(words[at - 1] ?? '');
  return isForm ? [words.slice(0, at), words.slice(at)] : [words, []];
}

function wordsOf(name: string): string[] {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[&+]/g, ' AND ')
    .replace(/['’`.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => (word === 'COMPANY' ? 'CO' : word));
  const named = words.filter((word, index) => word !== 'THE' || (index > 0 && index < words.length - 1));
  return named.length > 0 ? named : words;
}

/** Where words end is spelling too: `J B Hunt`, `J.B. Hunt`, `JB Hunt`. */
const joined = (core: string): string => core.replaceAll(' ', '');

/** SAME but for spelling; FORM_MISSING where one side leaves the legal form out; else another company. */
export function compareNames(one: string, other: string): 'SAME' | 'FORM_MISSING' | 'DIFFERENT' {
  const a = companyName(one);
  const b = companyName(other);
  if (joined(a.core) !== joined(b.core) || a.core === '') return 'DIFFERENT';
  if (a.form === b.form) return 'SAME';
  return a.form === null || b.form === null ? 'FORM_MISSING' : 'DIFFERENT';
}

/** Another text for a name that still means the same company. */
export const isRespelled = (one: string, other: string): boolean =>
  one !== other && compareNames(one, other) !== 'DIFFERENT';
