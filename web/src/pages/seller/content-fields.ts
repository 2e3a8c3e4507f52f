/** The fields that a seller fills in: what each is called, and its value in words. */
import type { Deal, Finance, Operation, PlatformStanding } from '../../api/seller';
import { money } from '../../format/money';
import { words } from '../../words';
import { sellWords } from '../../words/seller';

const { codes, common } = words;
const { deal, operation, money: matters, text } = sellWords;

/** By their names on the wire. */
export const FIELD_NAMES: Readonly<Record<string, string>> = {
  title: text.titleLabel,
  summary: text.summary,
  description: text.description,
  approvalRequired: text.approval,
  unlockCredits: text.free,
  deal: deal.title,
  'deal.dealStructure': deal.dealStructure,
  'deal.entityForm': deal.entityForm,
  'deal.askingPriceCents': deal.askingPrice,
  'deal.sellerFinancing': deal.financing,
  'deal.holdbackPct': deal.holdbackPct,
  'deal.exclusivityDays': deal.exclusivityDays,
  'deal.closingDate': deal.closingDate,
  'deal.contingencies': deal.contingencies,
  'deal.transitionSupportDays': deal.transitionSupportDays,
  'deal.reasonForSale': deal.reasonForSale,
  'deal.includedAssets': deal.includedAssets,
  'deal.contactContinuity': deal.contactContinuity,
  'operation.cargoTypes': operation.cargoTypes,
  'operation.equipment': operation.equipment,
  'operation.employees': operation.employees,
  'operation.revenueBand': operation.revenueBand,
  'platformStanding.amazonRelay': matters.amazonStatus,
  'platformStanding.highway': matters.highway,
  'platformStanding.rmis': matters.rmis,
  'platformStanding.brokerSetUps': matters.brokers,
  'finance.factoring': matters.factoring,
  'finance.insurance': matters.insurer,
  'finance.newEntrantAudit': matters.audit,
  'finance.uccFilings': matters.uccFilings,
  'finance.taxLiens': matters.taxLiens,
  'finance.openClaims': matters.openClaims,
};

const listed = (values: readonly string[]): string => (values.length > 0 ? values.join(', ') : common.none);
const stated = (value: number | null): string => (value === null ? operation.notStated : String(value));

const financing = (value: Deal['sellerFinancing']): string =>
  value ? deal.financed(value.sharePct, value.termMonths) : common.no;

const relay = ({ status, score }: PlatformStanding['amazonRelay']): string =>
  score ? `${codes.amazonStatus[status]}, ${score}` : codes.amazonStatus[status];

const factoring = (value: Finance['factoring']): string => {
  if (!value) return operation.notStated;
  if (!value.active) return common.no;
  return [common.yes, codes.letterOfRelease[value.letterOfRelease], value.factor].filter(Boolean).join(', ');
};

const insurance = (value: Finance['insurance']): string =>
  [value?.insurer, value?.yearlyPremiumCents && money(value.yearlyPremiumCents)].filter(Boolean).join(', ') ||
  operation.notStated;

const equipment = (items: Operation['equipment']): string =>
  listed(items.map(({ kind, count }) => `${count} ${codes.equipmentKind[kind]}`));

type Shown = (value: never) => string;

const SHOWN: Readonly<Record<string, Shown>> = {
  approvalRequired: (value: boolean) => (value ? common.yes : common.no),
  unlockCredits: (value: number) => (value === 0 ? common.yes : common.no),
  'deal.dealStructure': (value: Deal['dealStructure']) => codes.dealStructure[value],
  'deal.entityForm': (value: Deal['entityForm']) => codes.entityForm[value],
  'deal.askingPriceCents': (value: number) => money(value),
  'deal.sellerFinancing': financing,
  'deal.holdbackPct': (value: number) => `${value}%`,
  'deal.exclusivityDays': stated,
  'deal.contingencies': (value: Deal['contingencies']) =>
    listed(value.map((each) => codes.contingency[each])),
  'deal.includedAssets': (value: Deal['includedAssets']) =>
    listed(value.map((each) => codes.assetKind[each])),
  'deal.contactContinuity': (value: Deal['contactContinuity']) => codes.contactContinuity[value],
  'operation.cargoTypes': (value: Operation['cargoTypes']) =>
    listed(value.map((each) => codes.cargoType[each])),
  'operation.equipment': equipment,
  'operation.employees': stated,
  'operation.revenueBand': (value: Operation['revenueBand']) =>
    value ? codes.revenueBand[value] : operation.notStated,
  'platformStanding.amazonRelay': relay,
  'platformStanding.highway': (value: PlatformStanding['highway']) => codes.setUpStatus[value],
  'platformStanding.rmis': (value: PlatformStanding['rmis']) => codes.setUpStatus[value],
  'platformStanding.brokerSetUps': listed,
  'finance.factoring': factoring,
  'finance.insurance': insurance,
  'finance.newEntrantAudit': (value: Finance['newEntrantAudit']) =>
    value ? codes.newEntrantAudit[value] : operation.notStated,
  'finance.uccFilings': stated,
  'finance.taxLiens': stated,
  'finance.openClaims': stated,
};

/** Where nothing is an answer, too: not stated, or no. */
const NULLABLE: ReadonlySet<string> = new Set([
  'deal.sellerFinancing',
  'deal.exclusivityDays',
  'operation.employees',
  'operation.revenueBand',
  'finance.factoring',
  'finance.insurance',
  'finance.newEntrantAudit',
  'finance.uccFilings',
  'finance.taxLiens',
  'finance.openClaims',
]);

/** A value in words; a dash for nothing. */
export function showField(field: string, value: unknown): string {
  const show = SHOWN[field];
  const saysNothing = value === null && !NULLABLE.has(field);
  if (value === undefined || value === '' || saysNothing) return common.none;
  if (show) return show(value as never);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The step of the wizard at which a field stands. */
export function stepOfField(field: string): 'deal' | 'operation' | 'money' | 'text' {
  if (field.startsWith('deal')) return 'deal';
  if (field.startsWith('operation')) return 'operation';
  return field.startsWith('finance') || field.startsWith('platformStanding') ? 'money' : 'text';
}
