/** Compares company names as registries write them: case, signs, articles and the spelling of the legal form do not matter. */

/** Each legal form with its spellings, written without blanks: registries write `L L C` as well as `LLC`. */
const SPELLINGS: Record<string, string[]> = {
  LLC: [
    'LLC',
    'LC',
    'LTDCO',
    'LIMITEDCO',
    'LTDLIABCO',
    'LTDLIABILITYCO',
    'LIMITEDLIABCO',
    'LIMITEDLIABILITYCO',
  ],
  LLP: ['LLP', 'RLLP', 'LIMITEDLIABILITYPARTNERSHIP', 'LTDLIABILITYPARTNERSHIP'],
  LLLP: ['LLLP', 'LIMITEDLIABILITYLIMITEDPARTNERSHIP'],
  LP: ['LP', 'LIMITEDPARTNERSHIP', 'LTDPARTNERSHIP', 'SOCIETEENCOMMANDITE'],
  PLLC: ['PLLC', 'PROFLLC', 'PROFESSIONALLLC', 'PROFESSIONALLIMITEDLIABILITYCO'],
  PC: ['PC', 'PROFESSIONALCORPORATION', 'PROFESSIONALCORP', 'PROFCORP'],
  INC: ['INC', 'INCORP', 'INCORPORATED', 'COINC', 'COINCORPORATED'],
  CORP: ['CORP', 'CORPORATION', 'COCORP', 'COCORPORATION'],
  CO: ['CO'],
  LTD: ['LTD', 'LIMITED', 'LTEE', 'LIMITEE', 'COLTD', 'COLIMITED'],
  ULC: ['ULC', 'UNLIMITEDLIABILITYCO', 'UNLIMITEDLIABILITYCORPORATION'],
  'SA DE CV': ['SADECV', 'SACV', 'SOCIEDADANONIMADECAPITALVARIABLE'],
  'SAB DE CV': ['SABDECV'],
  'SAPI DE CV': ['SAPIDECV'],
  'S DE RL DE CV': ['SDERLDECV', 'SRLDECV', 'SRLCV', 'SOCIEDADDERESPONSABILIDADLIMITADADECAPITALVARIABLE'],
  'S DE RL': ['SDERL', 'SRL', 'SDERLMI', 'SOCIEDADDERESPONSABILIDADLIMITADA'],
  'SC DE RL DE CV': ['SCDERLDECV', 'SCDERL'],
  'S DE PR DE RL': ['SDEPRDERL', 'SDEPRDERLDECV'],
  SENCRL: ['SENCRL'],
  SA: ['SA', 'SOCIEDADANONIMA'],
  'SPR DE RL DE CV': ['SPRDERLDECV', 'SPRDERL'],
  'S EN C': ['SENC', 'SENCDECV'],
  SAS: ['SAS', 'SASDECV'],
  LTDA: ['LTDA'],
  GP: ['GP', 'GENERALPARTNERSHIP', 'PARTNERSHIP'],
  PA: ['PA', 'PROFESSIONALASSOCIATION'],
  L3C: ['L3C', 'LOWPROFITLIMITEDLIABILITYCO'],
  PBC: ['PBC', 'PUBLICBENEFITCORPORATION', 'PUBLICBENEFITCORP'],
  COOP: ['COOP', 'COOPERATIVE'],
  'PTY LTD': ['PTYLTD', 'PROPRIETARYLIMITED'],
  PLC: ['PLC', 'PUBLICLIMITEDCO'],
  GMBH: ['GMBH'],
  BV: ['BV'],
  NV: ['NV'],
  TRUST: ['TRUST', 'BUSINESSTRUST', 'STATUTORYTRUST'],
};

const FORMS = new Map(
  Object.entries(SPELLINGS).flatMap(([form, spellings]) =>
    spellings.map((spelling) => [spelling, form] as const),
  ),
);
/** `S. de P. R. de R. L. de C. V.` */
const MOST_FORM_WORDS = 10;

export interface CompanyName {
  /** Without the legal form. */
  core: string;
  /** `INC`, `LLC`; null where the name shows none. */
  form: string | null;
}

/** `Veriha Trucking, Incorporated` → `VERIHA TRUCKING` with the form `INC`. */
export function companyName(name: string): CompanyName {
  const [words, place] = withoutPlace(withoutApposition(withoutOtherName(wordsOf(name))));
  const found = formAtEnd(words);
  if (!found) return { core: [...words, ...place].join(' '), form: null };
  const named = words.slice(0, -found.taken);
  if (named.length > 1 && named.at(-1) === 'THE') named.pop();
  return { core: [...named, ...place].join(' '), form: found.form };
}

/** The form at the end of a name, by so many words; never the whole name. */
function formAtEnd(words: string[]): { form: string; taken: number } | null {
  for (let taken = Math.min(MOST_FORM_WORDS, words.length - 1); taken > 0; taken -= 1) {
    const form = FORMS.get(words.slice(-taken).join(''));
    if (form !== undefined) return { form, taken };
  }
  return null;
}

/** What leads to a trade name or a former one; registries write `D/B/A` as well as `DBA`. */
const OTHER_NAMES = ['DBA', 'AKA', 'FKA', 'NKA', 'DOINGBUSINESSAS', 'TRADINGAS'];

const leadsToOther = (words: string[], at: number): boolean => {
  const leads = (word: string) => OTHER_NAMES.includes(word);
  return (
    leads(words[at] ?? '') ||
    leads(words.slice(at, at + 3).join('')) ||
    leads(words.slice(at, at + 2).join(''))
  );
};

/** `ABC LLC DBA XYZ` is ABC LLC. */
function withoutOtherName(words: string[]): string[] {
  const at = words.findIndex((_, index) => leadsToOther(words, index));
  return at > 0 ? words.slice(0, at) : words;
}

/** `ABC LLC, A DELAWARE LIMITED LIABILITY COMPANY`: what follows the form says it again. */
function withoutApposition(words: string[]): string[] {
  const at = words.findIndex(
    (word, index) => (word === 'A' || word === 'AN') && index > 1 && FORMS.has(words[index - 1] ?? ''),
  );
  return at > 0 && formAtEnd(words.slice(at + 1)) ? words.slice(0, at) : words;
}

/** `ABC INC OF NEBRASKA`: the form stands before the place. */
function withoutPlace(words: string[]): [words: string[], place: string[]] {
  const at = words.lastIndexOf('OF');
  const isForm = at > 1 && FORMS.has(words[at - 1] ?? '');
  return isForm ? [words.slice(0, at), words.slice(at)] : [words, []];
}

/** Letters that are no other letter with a mark, as registries without them write them. */
const PLAIN: Record<string, string> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH' };

function wordsOf(name: string): string[] {
  const words = name
    .replace(/&amp;/gi, '&')
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[ÆŒØŁĐÐÞ]/g, (letter) => PLAIN[letter] ?? letter)
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

/** `Company` is hardly a form: `ABC COMPANY` and `ABC COMPANY LLC` are one with and one without it. */
const withoutCompany = ({ core, form }: CompanyName): CompanyName => ({
  core: core.replace(/ CO$/, ''),
  form: form === 'CO' ? null : form,
});

/** SAME but for spelling; FORM_MISSING where one side leaves the legal form out; else another company. */
export function compareNames(one: string, other: string): 'SAME' | 'FORM_MISSING' | 'DIFFERENT' {
  const [a, b] = [companyName(one), companyName(other)];
  if (a.core === '') return 'DIFFERENT';
  if (joined(a.core) === joined(b.core) && a.form === b.form) return 'SAME';
  const [bareA, bareB] = [withoutCompany(a), withoutCompany(b)];
  if (joined(bareA.core) !== joined(bareB.core)) return 'DIFFERENT';
  return bareA.form === bareB.form || bareA.form === null || bareB.form === null
    ? 'FORM_MISSING'
    : 'DIFFERENT';
}

/** Another text for a name that still means the same company. */
export const isRespelled = (one: string, other: string): boolean =>
  one !== other && compareNames(one, other) !== 'DIFFERENT';
