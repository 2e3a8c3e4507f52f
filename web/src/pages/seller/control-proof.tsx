/** How far its seller has proved that the company is theirs, and the next step on the way. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../api/problem';
import { type Proof, proofQuery } from '../../api/seller';
import { confirmControlCode, requestControlReview, sendControlCode } from '../../api/seller-moves';
import { filesOf, uploadAll } from '../../api/upload';
import { useMove } from '../../app/use-move';
import { shortMoment } from '../../format/time';
import { Chip } from '../../ui/chip';
import { FormProblem } from '../../ui/form-problem';
import { formText } from '../../ui/form-text';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';
import { words } from '../../words';
import { sellerWords } from '../../words/seller';
import { PapersField } from './papers-field';

const { control: says } = sellerWords;

export type Level = keyof typeof says.levels;

export const levelOf = ({ level }: Proof): string => says.level(level, says.levels[level as Level]);

export function ControlProof({ usdot }: { usdot: number }) {
  const proof = useQuery(proofQuery(usdot));
  if (proof.isPending) return <Skeleton heights={[120, 160]} />;
  if (proof.isError)
    return <ProblemNote problem={asProblem(proof.error)} onRetry={() => void proof.refetch()} />;
  return (
    <>
      <Standing proof={proof.data} />
      {proof.data.level === 0 && !proof.data.revoked && <Code proof={proof.data} />}
      {proof.data.level < 3 && <Review proof={proof.data} />}
    </>
  );
}

const Standing = ({ proof }: { proof: Proof }) => (
  <section className="card stack-tight">
    <div className="row">
      <Chip tone={proof.level === 0 ? 'neutral' : 'ok'}>{levelOf(proof)}</Chip>
      {proof.levelSince && <span className="note">{says.since(shortMoment(proof.levelSince))}</span>}
      {proof.endsAt && <span className="note">{says.ends(shortMoment(proof.endsAt))}</span>}
    </div>
    {proof.revoked && <p role="alert">{says.revoked(shortMoment(proof.revoked.at), proof.revoked.reason)}</p>}
    {proof.shownBy && (
      <p>
        {says.shownBy}: {proof.shownBy}
        {proof.papers.length > 0 && ` (${proof.papers.map(({ title }) => title).join(', ')})`}
      </p>
    )}
    {proof.session && (
      <p className="second">
        {says.sessionOn(shortMoment(proof.session.heldAt), proof.session.attendees.join(', '))}
      </p>
    )}
    {proof.needed[0] && (
      <p>
        <strong>{says.neededTitle}:</strong> {proof.needed[0].what}
      </p>
    )}
    <ul className="stack-tight second">
      {says.levelsNote.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  </section>
);

const changes = (usdot: number) => [['proof', usdot], ['my-listings'], ['listing']] as const;

function Code({ proof }: { proof: Proof }) {
  const { usdot, code } = proof;
  const sending = useMove(() => sendControlCode(usdot), { changes: changes(usdot) });
  const confirming = useMove((digits: string) => confirmControlCode(usdot, digits), {
    changes: changes(usdot),
  });
  const noEmail = sending.refused?.code === 'no_federal_email';
  return (
    <section className="card stack-form">
      <div>
        <h2>{says.codeTitle}</h2>
        <p className="second">{says.codeNote}</p>
      </div>
      {code && (
        <form
          className="stack-form narrow"
          onSubmit={(event) => {
            event.preventDefault();
            confirming.act(formText(event.currentTarget, 'code'));
          }}
        >
          <p>{says.sentTo(code.sentTo)}</p>
          <TextInput
            name="code"
            label={says.code}
            description={says.codeEnds(shortMoment(code.expiresAt), code.triesLeft)}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            withAsterisk={false}
            error={confirming.errorOf('code')}
          />
          <FormProblem>{confirming.problem}</FormProblem>
          <div>
            <Button type="submit" loading={confirming.busy}>
              {says.confirm}
            </Button>
          </div>
        </form>
      )}
      <FormProblem>{noEmail ? says.noEmail : sending.problem}</FormProblem>
      <div className="row">
        <Button
          variant={code ? 'default' : 'filled'}
          loading={sending.busy}
          onClick={() => sending.act(undefined)}
        >
          {code ? says.resend : says.send}
        </Button>
        {code && <span className="note">{says.resendAt(shortMoment(code.resendAt))}</span>}
      </div>
    </section>
  );
}

function Review({ proof: { usdot, review, level } }: { proof: Proof }) {
  const forSession = level === 2;
  const asking = useMove(
    async ({ description, files }: { description: string; files: File[] }) =>
      requestControlReview({ usdot, description, documentIds: await uploadAll(files, 'OTHER') }),
    { changes: changes(usdot) },
  );
  return (
    <section className="card stack-form">
      <div>
        <h2>{forSession ? says.sessionTitle : says.reviewTitle}</h2>
        <p className="second">{forSession ? says.sessionNote : says.reviewNote}</p>
      </div>
      {review?.state === 'DECLINED' && (
        <p role="alert">{says.reviewDeclined(review.reason ?? words.common.none)}</p>
      )}
      {review?.state === 'PENDING' ? (
        <p>{says.reviewPending(shortMoment(review.requestedAt))}</p>
      ) : (
        <form
          className="stack-form"
          onSubmit={(event) => {
            event.preventDefault();
            asking.act({
              description: formText(event.currentTarget, 'description'),
              files: filesOf(event.currentTarget, 'papers'),
            });
          }}
        >
          <Textarea
            name="description"
            label={forSession ? says.sessionDescription : says.description}
            rows={3}
            required
            withAsterisk={false}
            maxLength={2_000}
            error={asking.errorOf('description')}
          />
          <PapersField error={asking.errorOf('documentIds')} />
          <FormProblem>{asking.problem}</FormProblem>
          <div>
            <Button type="submit" variant="default" loading={asking.busy}>
              {forSession ? says.askSession : says.ask}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
