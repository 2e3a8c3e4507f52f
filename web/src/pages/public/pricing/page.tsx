/** Plans and fees, each beside what it is taken from. */
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../../api/problem';
import { type Config, configQuery, type Plan, plansQuery } from '../../../api/queries';
import { percent, price } from '../../../format/money';
import { type Fact, Facts } from '../../../ui/facts';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import classes from './pricing.module.css';

const { publicPages: pages } = words.pages;
const { pricing: says } = publicWords;

export function PricingPage() {
  const config = useQuery(configQuery);
  const plans = useQuery(plansQuery);
  const failed = [config, plans].find(({ isError }) => isError);
  return (
    <div className="stack">
      <PageHeading>{pages.pricing.title}</PageHeading>
      <p className="second">{says.lead}</p>
      {failed && <ProblemNote problem={asProblem(failed.error)} onRetry={() => void failed.refetch()} />}
      {!failed && !(config.data && plans.data) && <Skeleton heights={[220, 260]} />}
      {config.data && plans.data && (
        <>
          <section className="stack-tight">
            <h2>{says.plans}</h2>
            <Plans plans={plans.data} singleCents={config.data.singleCreditPriceCents} />
          </section>
          <section className="stack-tight">
            <h2>{says.fees}</h2>
            <div className="card">
              <Facts facts={feesOf(config.data)} />
            </div>
          </section>
        </>
      )}
    </div>
  );
}

/** Rounded to the cent: what one credit comes to, for comparison; nobody is charged it. */
const perCredit = ({ monthlyCents, creditsPerMonth }: Plan): string =>
  price(Math.round(monthlyCents / Math.max(1, creditsPerMonth)));

function Plans({ plans, singleCents }: { plans: readonly Plan[]; singleCents: number }) {
  const rows = [
    {
      name: says.single,
      credits: says.singleCredits,
      monthly: '–',
      yearly: '–',
      credit: price(singleCents),
      limits: says.limitFactor(1),
    },
    ...plans.map((plan) => ({
      name: plan.title,
      credits: String(plan.creditsPerMonth),
      monthly: says.perMonth(price(plan.monthlyCents)),
      yearly: says.perYear(price(plan.yearlyCents)),
      credit: perCredit(plan),
      limits: says.limitFactor(plan.limitFactor),
    })),
  ];
  const columns = [
    { key: 'credits', name: says.credits },
    { key: 'monthly', name: says.monthly },
    { key: 'yearly', name: says.yearly },
    { key: 'credit', name: says.perCredit },
    { key: 'limits', name: says.limits },
  ] as const;
  return (
    <table className={classes.plans}>
      <thead>
        <tr>
          <th scope="col">{says.plan}</th>
          {columns.map(({ key, name }) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {columns.map(({ key, name }) => (
              <td key={key} data-label={name}>
                {row[key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const withNote = (sum: string, note: string) => (
  <span>
    <strong>{sum}</strong>
    <br />
    <span className="second">{note}</span>
  </span>
);

const feesOf = (config: Config): Fact[] => [
  {
    name: says.unlock,
    value: withNote(`${says.oneCredit}, ${price(config.singleCreditPriceCents)}`, says.unlockText),
  },
  { name: says.list, value: withNote(`${says.oneCredit}, ${price(config.listingFeeCents)}`, says.listText) },
  { name: says.premium, value: withNote(price(config.premiumListingFeeCents), says.premiumText) },
  { name: says.sale, value: withNote(percent(config.transactionFeeBasisPoints), says.saleText) },
  {
    name: says.deposit,
    value: withNote(
      `${percent(config.depositBasisPoints)}, ${says.range(price(config.depositLeastCents), price(config.depositMostCents))}`,
      says.depositText,
    ),
  },
];
