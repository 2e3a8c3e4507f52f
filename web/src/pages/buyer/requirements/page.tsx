/** What a buyer looks for: each value is wanted, unwanted, or does not matter; cards are scored by it. */
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../api/problem';
import { configQuery } from '../../../api/queries';
import {
  type Requirements,
  requirementsQuery,
  setRequirements,
  type Wishes,
} from '../../../api/requirements';
import { useMove } from '../../../app/use-move';
import { type Bands, nameOfValue, valuesOf, WISH_NAMES, type WishName } from '../../../app/wishes';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';
import { type Choice, choiceOf, pressed } from './requirements.rules';
import classes from './requirements.module.css';

const { requirements: says } = buyerWords;
const LEAST_SCORES = [50, 60, 70, 80, 90, 100];

export function RequirementsPage() {
  const requirements = useQuery(requirementsQuery);
  const bands = useQuery(configQuery).data?.listingBands;
  return (
    <div className="stack">
      <PageHeading>{words.pages.buyerPages.requirements.title}</PageHeading>
      <p className="second">{says.lead}</p>
      {requirements.isPending && <Skeleton heights={[64, 64, 64, 64]} />}
      {requirements.isError && (
        <ProblemNote problem={asProblem(requirements.error)} onRetry={() => void requirements.refetch()} />
      )}
      {requirements.data && <Form requirements={requirements.data} bands={bands} />}
    </div>
  );
}

function Form({ requirements, bands }: { requirements: Requirements; bands: Bands | undefined }) {
  const [wishes, setWishes] = useState<Wishes>(requirements.wishes);
  const [tell, setTell] = useState(requirements.setAt === null || requirements.tell);
  const [leastScore, setLeastScore] = useState(requirements.leastScore);
  const [saved, setSaved] = useState(false);
  const move = useMove(setRequirements, {
    changes: [['requirements'], ['listings'], ['listing']],
    onDone: () => setSaved(true),
  });
  const change = (act: () => void) => {
    setSaved(false);
    act();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        move.act({ wishes, tell, leastScore });
      }}
    >
      {WISH_NAMES.map((name) => (
        <WishField
          key={name}
          name={name}
          wishes={wishes}
          bands={bands}
          onPress={(value) => change(() => setWishes(pressed(wishes, name, value)))}
        />
      ))}
      <div className="card stack-tight">
        <Checkbox
          label={says.tell}
          checked={tell}
          onChange={({ currentTarget: { checked } }) => change(() => setTell(checked))}
        />
        <NativeSelect
          label={says.leastScore}
          disabled={!tell}
          value={String(leastScore)}
          onChange={({ currentTarget: { value } }) => change(() => setLeastScore(Number(value)))}
          data={[...new Set([...LEAST_SCORES, leastScore])]
            .toSorted((a, b) => a - b)
            .map((score) => ({ value: String(score), label: says.score(score) }))}
        />
      </div>
      <FormProblem>{move.problem}</FormProblem>
      <div className="row">
        <Button type="submit" loading={move.busy}>
          {says.save}
        </Button>
        <span role="status">{saved && says.saved}</span>
        <Link to="/search">{says.search}</Link>
      </div>
    </form>
  );
}

const saidOf = (choice: Choice, value: string): string => says.choice[choice ?? 'none'](value);

interface WishProps {
  name: WishName;
  wishes: Wishes;
  bands: Bands | undefined;
  onPress(value: string): void;
}

function WishField({ name, wishes, bands, onPress }: WishProps) {
  const label = says.wishes[name];
  return (
    <details className={`card ${classes.wish}`} open={name === 'priceBand' || wishes[name] !== undefined}>
      <summary>{label}</summary>
      <div className={classes.values} role="group" aria-label={label}>
        {valuesOf(name, bands).map((value) => {
          const choice = choiceOf(wishes, name, value);
          const named = nameOfValue(name, value, bands);
          return (
            <button
              key={value}
              type="button"
              data-choice={choice ?? undefined}
              aria-label={saidOf(choice, named)}
              onClick={() => onPress(value)}
            >
              {named}
            </button>
          );
        })}
      </div>
    </details>
  );
}
