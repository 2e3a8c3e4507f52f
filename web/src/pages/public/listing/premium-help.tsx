/** A buyer asks for help with a premium listing, and reads what became of it. */
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askForHelp, premiumAccessQuery, withdrawHelp } from '../../../api/premium-access';
import { useMove } from '../../../app/use-move';
import { WhenOn } from '../../../app/when-on';
import { FormProblem } from '../../../ui/form-problem';
import { buyerWords } from '../../../words/buyer';

const { premiumHelp: says } = buyerWords;

export function PremiumHelp({ id }: { id: string }) {
  const { data: request, isSuccess } = useQuery(premiumAccessQuery(id));
  const [note, setNote] = useState('');
  const changes = { changes: [['listing', id, 'premium-access']] } as const;
  const ask = useMove((typed: string, key: string) => askForHelp(id, typed, key), changes);
  const withdraw = useMove((_: null, key: string) => withdrawHelp(id, key), changes);
  if (!isSuccess) return null;
  const isOpen = request !== null && (request.status === 'OPEN' || request.status === 'CONTACTED');
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      {request && <p>{says.states[request.status]}</p>}
      {request?.answer && <p className="second">{request.answer}</p>}
      {isOpen ? (
        <>
          <FormProblem>{withdraw.problem}</FormProblem>
          <Button variant="default" loading={withdraw.busy} onClick={() => withdraw.act(null)}>
            {says.withdraw}
          </Button>
        </>
      ) : (
        <WhenOn feature="PREMIUM">
          <form
            className="stack-tight"
            onSubmit={(event) => {
              event.preventDefault();
              ask.act(note);
            }}
          >
            <Textarea
              label={says.note}
              maxLength={2_000}
              autosize
              minRows={2}
              value={note}
              onChange={({ currentTarget: { value } }) => setNote(value)}
            />
            <FormProblem>{ask.problem}</FormProblem>
            <Button type="submit" variant="default" loading={ask.busy}>
              {says.ask}
            </Button>
          </form>
        </WhenOn>
      )}
    </section>
  );
}
