/** A carrier checked by its federal record: in short for anyone, with all that is known for who is signed in. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { foundCarriersQuery } from '../../../api/carriers';
import { asProblem } from '../../../api/problem';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { carrierWords } from '../../../words/carrier';
import { numberOf, searchOf, typedOf } from './check.rules';
import { Choices } from './choices';
import { Found } from './found';

const { check: says } = carrierWords;
const { publicPages: pages } = words.pages;
const route = getRouteApi('/carrier-check');

export function CarrierCheckPage() {
  const search = route.useSearch();
  const number = numberOf(search);
  const found = useQuery(foundCarriersQuery(number));
  const [one] = found.data?.choose === false ? found.data.carriers : [];
  return (
    <div className="stack">
      <div className="stack-tight">
        <PageHeading>{pages.carrierCheck.title}</PageHeading>
        <p className="second">{says.lead}</p>
      </div>
      <Ask key={typedOf(search)} typed={typedOf(search)} busy={found.isFetching} />
      {number !== null && found.isPending && <Skeleton heights={[120, 320]} />}
      {found.isError && <NotChecked error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.choose && <Choices carriers={found.data.carriers} />}
      {one && <Found carrier={one} />}
    </div>
  );
}

/** A carrier that FMCSA does not have is one thing, a record that could not be read another. */
function NotChecked({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const problem = asProblem(error);
  if (problem.status === 404)
    return (
      <div className="card stack-tight" role="status">
        <h2>{says.unknownTitle}</h2>
        <p>{says.unknown}</p>
      </div>
    );
  if (problem.status === 400)
    return (
      <p className="card" role="alert">
        {problem.errors[0]?.message ?? problem.message}
      </p>
    );
  const isDown = problem.code === 'fmcsa_unavailable';
  return (
    <ProblemNote
      problem={problem}
      {...(isDown ? { text: says.down } : {})}
      limitText={says.tooMany}
      onRetry={onRetry}
    />
  );
}

function Ask({ typed, busy }: { typed: string; busy: boolean }) {
  const navigate = useNavigate();
  const [text, setText] = useState(typed);
  return (
    <form
      className="card stack-form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: '/carrier-check', search: searchOf(text) });
      }}
    >
      <TextInput
        name="carrier"
        label={says.label}
        description={says.hint}
        required
        withAsterisk={false}
        autoComplete="off"
        maxLength={120}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div>
        <Button type="submit" loading={busy}>
          {says.submit}
        </Button>
      </div>
    </form>
  );
}
