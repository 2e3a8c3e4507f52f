/** What the seller declares of deal, operation, platforms and money, each with how well it is supported. */
import type { Listing } from '../../../../api/queries';
import { money, percent, price } from '../../../../format/money';
import { plainDay } from '../../../../format/time';
import { Chip, type Tone } from '../../../../ui/chip';
import { type Fact, Facts } from '../../../../ui/facts';
import { words } from '../../../../words';
import { buyerWords } from '../../../../words/buyer';

const { company: says } = buyerWords;
const { codes, common } = words;

type Confidential = NonNullable<Listing['confidential']>;
type Evidence = keyof typeof says.evidence;

const TONES: Record<Evidence, Tone> = {
  FEDERAL_RECORD: 'info',
  DOCUMENT_VERIFIED: 'ok',
  SELLER_DECLARED: 'neutral',
  UNKNOWN: 'neutral',
};

const figure = (value: number | null): string => (value === null ? common.notKnown : String(value));
const listed = <Code extends string>(
  values: readonly Code[],
  names: Readonly<Record<Code, string>>,
  none: string,
): string => (values.length === 0 ? none : values.map((value) => names[value]).join(', '));

export function SellerSays({ confidential }: { confidential: Confidential }) {
  const { evidence } = confidential;
  const sections = [
    { title: says.deal, group: 'deal', facts: dealFacts(confidential) },
    { title: says.operation, group: 'operation', facts: operationFacts(confidential) },
    {
      title: says.platforms,
      group: 'platformStanding',
      facts: platformFacts(confidential),
      note: says.platformsNote,
    },
    { title: says.money, group: 'finance', facts: moneyFacts(confidential) },
  ];
  return sections.map(({ title, group, facts, note }) => (
    <section key={group} className="card stack-tight">
      <h2>{title}</h2>
      {note && <p className="note">{note}</p>}
      <Facts
        facts={facts.map(({ field, ...fact }) => ({
          ...fact,
          source: <Source evidence={evidence[`${group}.${field}`]} />,
        }))}
      />
    </section>
  ));
}

/** Of what is not known, the value says so already. */
function Source({ evidence = 'UNKNOWN' }: { evidence: Evidence | undefined }) {
  return evidence === 'UNKNOWN' ? null : <Chip tone={TONES[evidence]}>{says.evidence[evidence]}</Chip>;
}

type SourcedFact = Pick<Fact, 'name' | 'value'> & { field: string };

function dealFacts({ deal }: Confidential): SourcedFact[] {
  if (!deal) return [];
  const { sellerFinancing: loan } = deal;
  return [
    { field: 'askingPriceCents', name: says.asking, value: money(deal.askingPriceCents) },
    { field: 'dealStructure', name: says.dealStructure, value: codes.dealStructure[deal.dealStructure] },
    { field: 'entityForm', name: says.entityForm, value: codes.entityForm[deal.entityForm] },
    {
      field: 'sellerFinancing',
      name: says.financing,
      value: loan ? says.financingTerms(loan.sharePct, loan.termMonths) : says.notOffered,
    },
    { field: 'holdbackPct', name: says.holdbackName, value: says.percent(deal.holdbackPct) },
    {
      field: 'exclusivityDays',
      name: says.exclusivity,
      value: deal.exclusivityDays === null ? common.notKnown : says.days(deal.exclusivityDays),
    },
    {
      field: 'closingDate',
      name: says.closing,
      value: deal.closingDate ? plainDay(deal.closingDate) : common.notKnown,
    },
    { field: 'transitionSupportDays', name: says.support, value: says.days(deal.transitionSupportDays) },
    {
      field: 'contingencies',
      name: says.contingencies,
      value: listed(deal.contingencies, codes.contingency, common.none),
    },
    {
      field: 'includedAssets',
      name: says.assets,
      value: listed(deal.includedAssets, codes.assetKind, common.none),
    },
    {
      field: 'contactContinuity',
      name: says.contactContinuity,
      value: codes.contactContinuity[deal.contactContinuity],
    },
    { field: 'reasonForSale', name: says.reason, value: deal.reasonForSale ?? common.notKnown },
  ];
}

const operationFacts = ({ operation }: Confidential): SourcedFact[] => [
  {
    field: 'cargoTypes',
    name: says.cargo,
    value: listed(operation.cargoTypes, codes.cargoType, common.notKnown),
  },
  {
    field: 'equipment',
    name: says.equipment,
    value:
      operation.equipment.length === 0
        ? common.notKnown
        : operation.equipment
            .map(({ kind, count }) => says.equipmentOf(codes.equipmentKind[kind], count))
            .join(', '),
  },
  { field: 'employees', name: says.employees, value: figure(operation.employees) },
  {
    field: 'revenueBand',
    name: says.revenue,
    value: operation.revenueBand ? codes.revenueBand[operation.revenueBand] : common.notKnown,
  },
];

function platformFacts({ platformStanding }: Confidential): SourcedFact[] {
  const { amazonRelay, highway, rmis, brokerSetUps } = platformStanding;
  const status = codes.amazonStatus[amazonRelay.status];
  return [
    {
      field: 'amazonRelay',
      name: says.amazon,
      value: amazonRelay.score ? says.score(status, amazonRelay.score) : status,
    },
    { field: 'highway', name: says.highway, value: codes.setUpStatus[highway] },
    { field: 'rmis', name: says.rmis, value: codes.setUpStatus[rmis] },
    { field: 'brokerSetUps', name: says.brokers, value: brokerSetUps.join(', ') || common.none },
  ];
}

function moneyFacts({ finance }: Confidential): SourcedFact[] {
  const { factoring, insurance, newEntrantAudit, uccFilings, taxLiens, openClaims } = finance;
  const feePct = factoring?.feeBasisPoints ?? null;
  const premium = insurance?.yearlyPremiumCents ?? null;
  const factored = factoring?.active
    ? says.factoringYes(codes.letterOfRelease[factoring.letterOfRelease])
    : says.factoringNo;
  return [
    { field: 'factoring', name: says.factoring, value: factoring ? factored : common.notKnown },
    ...(factoring?.factor
      ? [
          {
            field: 'factoring',
            name: says.factor,
            value: says.factored(factoring.factor, feePct === null ? null : percent(feePct)),
          },
        ]
      : []),
    {
      field: 'insurance',
      name: says.insurance,
      value: insurance?.insurer
        ? says.insured(insurance.insurer, premium === null ? null : price(premium))
        : common.notKnown,
    },
    {
      field: 'newEntrantAudit',
      name: says.audit,
      value: newEntrantAudit ? codes.newEntrantAudit[newEntrantAudit] : common.notKnown,
    },
    { field: 'uccFilings', name: says.ucc, value: figure(uccFilings) },
    { field: 'taxLiens', name: says.liens, value: figure(taxLiens) },
    { field: 'openClaims', name: says.claims, value: figure(openClaims) },
  ];
}
