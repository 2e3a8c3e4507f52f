/** What two carriers can have in common, brought to one spelling; what strangers share as well is left out. */
import { day, type Fields, text } from '../fmcsa/fields';

export const LINK_KINDS = [
  'TELEPHONE',
  'EMAIL',
  'EMAIL_DOMAIN',
  'ADDRESS',
  'OFFICER',
  'VIN',
  'EIN',
  'FORMER_NUMBER',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface LinkValue {
  kind: LinkKind;
  value: string;
}

/** What the records say of one carrier that others may share. Everything may be missing. */
export interface Traits {
  phones?: unknown[];
  emails?: unknown[];
  officers?: unknown[];
  addresses?: { street: unknown; zip: unknown }[];
  /** Where the officers are, since a name alone is that of many. */
  state?: unknown;
}

/** Mail providers whose domain says nothing of a company. */
const MAIL_PROVIDERS =
  /^(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|aol|icloud|me|mac|proton|protonmail|pm|gmx|mail|inbox|zoho|yandex|comcast|att|sbcglobal|bellsouth|verizon|charter|cox|earthlink|juno|netzero|frontier|centurylink|windstream|roadrunner|rr|qwest|embarqmail|optonline|suddenlink|consolidated|hughes|tds|telus|shaw|rogers|bell|prodigy)\./;

/** Firms that receive mail and legal papers for thousands of companies, by their words and by their best-known houses. */
const REGISTERED_AGENT =
  /\b(?:REGISTERED ?AGENTS?|PROCESS AGENTS?|STATUTORY AGENT|AGENTS? FOR SERVICE|C\/?O|LEGALZOOM|INCFILE|ZENBUSINESS|NORTHWEST REGISTERED|HARBOR COMPLIANCE|INCORP SERVICES|CT CORPORATION|CORPORATION SERVICE|VIRTUAL (?:OFFICE|MAIL)|PMB|MAILBOX)\b/;
const AGENT_HOUSES =
  /^(?:30 N GOULD|1209 (?:N )?ORANGE|251 LITTLE FALLS|5900 BALCONES|7901 4TH|8 THE GREEN|16192 COASTAL|2055 LIMESTONE|1007 N ORANGE|2810 N CHURCH|1712 PIONEER|1309 COFFEEN|412 N MAIN|5830 E 2ND|1621 CENTRAL|28 LIBERTY|80 STATE|1200 S PINE ISLAND|99 WASHINGTON|131 CONTINENTAL)\b/;
const POST_OFFICE_BOX = /\b(?:P ?O ?BOX|POST OFFICE BOX|BOX \d+|RR \d+ BOX)\b/;

const STREET_WORDS: Record<string, string> = {
  STREET: 'ST',
  AVENUE: 'AVE',
  AV: 'AVE',
  ROAD: 'RD',
  DRIVE: 'DR',
  BOULEVARD: 'BLVD',
  LANE: 'LN',
  COURT: 'CT',
  HIGHWAY: 'HWY',
  PARKWAY: 'PKWY',
  CIRCLE: 'CIR',
  PLACE: 'PL',
  NORTH: 'N',
  SOUTH: 'S',
  EAST: 'E',
  WEST: 'W',
  SUITE: '#',
  STE: '#',
  UNIT: '#',
  APT: '#',
  APARTMENT: '#',
};

const upper = (value: unknown): string => text(value)?.toUpperCase() ?? '';

/** Ten digits of the United States or Canada; `5555555555` and the like are nobody's. */
export function phoneKey(value: unknown): string | null {
  const digits = (typeof value === 'number' ? String(value) : upper(value))
    .replace(/\D/g, '')
    .replace(/^1(?=\d{10}$)/, '');
  return /^[2-9]\d{2}[2-9]\d{6}$/.test(digits) && !/^(\d)\1+$/.test(digits) && !digits.endsWith('0000000')
    ? digits
    : null;
}

const EMAIL = /^[^\s@"<>,;:]{1,64}@([A-Z0-9-]{1,63}(?:\.[A-Z0-9-]{1,63}){1,8})$/;

function emailKeys(value: unknown): LinkValue[] {
  const email = upper(value);
  const domain = EMAIL.exec(email)?.[1]?.toLowerCase();
  if (domain === undefined) return [];
  const own: LinkValue[] = MAIL_PROVIDERS.test(domain) ? [] : [{ kind: 'EMAIL_DOMAIN', value: domain }];
  return [{ kind: 'EMAIL', value: email }, ...own];
}

/** Null for a post-office box and for the address of a registered agent. */
export function addressKey(street: unknown, zip: unknown): string | null {
  const words = upper(street)
    .replace(/[.,]/g, '')
    .replace(/[^A-Z0-9#/]+/g, ' ')
    .trim();
  const written = words
    .split(' ')
    .map((word) => STREET_WORDS[word] ?? word)
    .join(' ')
    .replace(/# ?#? ?/g, '#');
  const code = upper(zip).replace(/\W/g, '').slice(0, 5);
  if (code.length < 5 || !/^\d+[A-Z]?(?: |-)/.test(written)) return null;
  if (POST_OFFICE_BOX.test(words) || REGISTERED_AGENT.test(words) || AGENT_HOUSES.test(written)) return null;
  return `${written} ${code}`;
}

/** With the state, in the order of the alphabet, so that `DOE, JANE` is `JANE DOE`. A company is no officer. */
export function officerKey(name: unknown, state: unknown): string | null {
  const written = upper(name);
  if (REGISTERED_AGENT.test(written) || /\b(?:LLC|INC|CORP|LTD|COMPANY|SERVICES|TRUST)\b/.test(written))
    return null;
  const words = written
    .normalize('NFKD')
    .replace(/[^A-Z ,]/g, '')
    .split(/[ ,]+/)
    .filter((word) => word.length > 1);
  const where = upper(state);
  return words.length < 2 || where === '' ? null : `${words.sort().join(' ')} ${where}`;
}

export const vinKey = (value: unknown): string | null => {
  const vin = upper(value).replace(/\W/g, '');
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) && new Set(vin).size > 4 ? vin : null;
};

const some = (kind: LinkKind, values: (string | null)[]): LinkValue[] =>
  values.flatMap((value) => (value === null ? [] : [{ kind, value }]));

export function linkValues({
  phones = [],
  emails = [],
  officers = [],
  addresses = [],
  state,
}: Traits): LinkValue[] {
  return [
    ...some('TELEPHONE', phones.map(phoneKey)),
    ...emails.flatMap(emailKeys),
    ...some(
      'ADDRESS',
      addresses.map(({ street, zip }) => addressKey(street, zip)),
    ),
    ...some(
      'OFFICER',
      officers.map((name) => officerKey(name, state)),
    ),
  ];
}

export const traitsOfCensus = (row: Fields): Traits => ({
  phones: [row.phone, row.cell_phone],
  emails: [row.email_address],
  officers: [row.company_officer_1, row.company_officer_2],
  addresses: [
    { street: row.phy_street, zip: row.phy_zip },
    { street: row.carrier_mailing_street, zip: row.carrier_mailing_zip },
  ],
  state: row.phy_state,
});

export const STANDINGS = ['ACTIVE', 'NO_AUTHORITY', 'INACTIVE', 'OUT_OF_SERVICE', 'UNKNOWN'] as const;
export type Standing = (typeof STANDINGS)[number];

/** An order is not in the census: whoever reads it says so. */
export function standingIn(row: Fields): Standing {
  const status = upper(row.status_code);
  if (status === 'I') return 'INACTIVE';
  if (status !== 'A') return 'UNKNOWN';
  return upper(row.docket1_status_code) === 'I' ? 'NO_AUTHORITY' : 'ACTIVE';
}

export const addedOnIn = (row: Fields): string | null => day(row.add_date);
