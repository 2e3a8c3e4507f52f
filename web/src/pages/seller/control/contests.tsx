/** Contesting who controls a company, and what came of it. */
import { Button, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Contest, contestsQuery } from '../../../api/seller';
import { openContest, withdrawContest } from '../../../api/seller-moves';
import { filesOf, uploadAll } from '../../../api/upload';
import { useMove } from '../../../app/use-move';
import { Chip, type Tone } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { Moment } from '../../../ui/moment';
import { sellerWords } from '../../../words/seller';
import { PapersField } from '../papers-field';
import { PartProblem } from '../../../app/part-problem';

const { control: says } = sellerWords;

const TONES: Record<Contest['state'], Tone> = {
  OPEN: 'info',
  UPHELD: 'ok',
  DISMISSED: 'bad',
  WITHDRAWN: 'neutral',
};

export function Contests({ usdot }: { usdot: number }) {
  const contests = useInfiniteQuery(contestsQuery);
  const own = (contests.data?.pages ?? [])
    .flatMap((page) => page.data)
    .filter((each) => each.usdot === usdot);
  return (
    <section className="card stack-form">
      <div>
        <h2>{says.contestTitle}</h2>
        <p className="second">{says.contestNote}</p>
      </div>
      <PartProblem query={contests} />
      {own.map((contest) => (
        <OwnContest key={contest.id} contest={contest} />
      ))}
      {contests.isSuccess && own.every(({ state }) => state !== 'OPEN') && <NewContest usdot={usdot} />}
    </section>
  );
}

function OwnContest({ contest }: { contest: Contest }) {
  const withdrawing = useMove(() => withdrawContest(contest.id), { changes: [['contests']] });
  return (
    <div className="stack-tight">
      <p className="row">
        <Chip tone={TONES[contest.state]}>{says.contestStates[contest.state]}</Chip>
        <span className="note">
          {says.opened} <Moment at={contest.openedAt} />
        </span>
      </p>
      <p>{contest.statement}</p>
      {contest.reason && (
        <p>
          {says.reason}: {contest.reason}
        </p>
      )}
      <FormProblem>{withdrawing.problem}</FormProblem>
      {contest.state === 'OPEN' && (
        <div>
          <Button variant="default" loading={withdrawing.busy} onClick={() => withdrawing.act(undefined)}>
            {says.withdraw}
          </Button>
        </div>
      )}
    </div>
  );
}

function NewContest({ usdot }: { usdot: number }) {
  const opening = useMove(
    async ({ statement, files }: { statement: string; files: File[] }) =>
      openContest({ usdot, statement, documentIds: await uploadAll(files, 'OTHER') }),
    { changes: [['contests']] },
  );
  return (
    <form
      className="stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        opening.act({
          statement: formText(event.currentTarget, 'statement'),
          files: filesOf(event.currentTarget, 'papers'),
        });
      }}
    >
      <Textarea
        name="statement"
        label={says.statement}
        rows={3}
        required
        withAsterisk={false}
        maxLength={2_000}
        error={opening.errorOf('statement')}
      />
      <PapersField error={opening.errorOf('documentIds')} />
      <FormProblem>{opening.problem}</FormProblem>
      <div>
        <Button type="submit" variant="default" loading={opening.busy}>
          {says.contest}
        </Button>
      </div>
    </form>
  );
}
