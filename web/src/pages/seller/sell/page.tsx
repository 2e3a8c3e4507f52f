/** The start of a listing: which company it is, as its federal record shows it. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../api/problem';
import { foundCarriersQuery } from '../../../api/carriers';
import { readNumber } from '../../../format/carrier-number';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import classes from '../seller.module.css';
import { StepBar } from '../steps';
import { Choose } from './choose';
import { Drafts } from './drafts';
import { RecordStep } from './record-step';

const { number: says } = sellWords;
const route = getRouteApi('/signed-in/sell');

export function SellPage() {
  const { company } = route.useSearch();
  const number = readNumber(company ?? '');
  const found = useQuery(foundCarriersQuery(number));
  const one = found.data && !found.data.choose ? found.data.carriers[0] : undefined;
  if (one) return <RecordStep key={one.usdot} carrier={one} />;
  return (
    <div className="stack">
      <StepBar current="number" id={null} />
      <PageHeading>{words.pages.sellerPages.sell.title}</PageHeading>
      <div className={classes.sides}>
        <div className="stack">
          <Ask
            key={company}
            typed={company ?? ''}
            busy={found.isFetching}
            error={found.isError && asProblem(found.error).status === 404 ? says.unknown : undefined}
          />
          {found.isError && <NotFoundOut error={found.error} onRetry={() => void found.refetch()} />}
          {found.isFetching && <Skeleton heights={[120]} />}
          {found.data?.choose && <Choose carriers={found.data.carriers} />}
          <Drafts />
        </div>
        <section className="card stack-tight">
          <h2 className={classes.cardTitle}>{says.rules}</h2>
          <ul className="stack-tight second">
            {says.rulesList.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

/** Unknown to FMCSA is one thing, not answered is another. */
function NotFoundOut({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const problem = asProblem(error);
  if (problem.status === 404) return null;
  const text = problem.code === 'fmcsa_unavailable' ? says.down : undefined;
  return <ProblemNote problem={problem} text={text} onRetry={onRetry} />;
}

function Ask({ typed, busy, error }: { typed: string; busy: boolean; error?: string }) {
  const navigate = useNavigate();
  const [company, setCompany] = useState(typed);
  return (
    <form
      className="card stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: '/sell', search: { company: company.trim() } });
      }}
    >
      <p className="second">{says.lead}</p>
      <TextInput
        name="company"
        label={says.label}
        description={says.hint}
        required
        withAsterisk={false}
        autoComplete="off"
        maxLength={120}
        value={company}
        error={error}
        onChange={({ currentTarget: { value } }) => setCompany(value)}
      />
      <div>
        <Button type="submit" loading={busy}>
          {says.submit}
        </Button>
      </div>
    </form>
  );
}
