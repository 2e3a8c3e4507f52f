/** One's picture: the file goes as it is, the server crops it and takes out where it was taken. */
import { Button } from '@mantine/core';
import { useRef } from 'react';
import { account } from '../../../api/account';
import type { Me } from '../../../api/queries';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';

const { profile: says } = accountWords;
const CHANGES = { changes: [['me']] } as const;

export function Picture({ me }: { me: Me }) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<File | null>(null);
  const set = useMove(() => account.setPicture(chosen.current as File), CHANGES);
  const drop = useMove(() => account.dropPicture(), CHANGES);
  return (
    <section className={`card ${classes.part}`}>
      <h2>{says.picture}</h2>
      <div className="row">
        {me.avatarUrl ? <img className={classes.picture} src={me.avatarUrl} alt="" /> : null}
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          aria-label={says.choosePicture}
          hidden
          onChange={({ currentTarget }) => {
            chosen.current = currentTarget.files?.[0] ?? null;
            currentTarget.value = '';
            if (chosen.current) set.act(undefined);
          }}
        />
        <Button variant="default" loading={set.busy} onClick={() => input.current?.click()}>
          {says.choosePicture}
        </Button>
        {me.avatarUrl && (
          <Button variant="default" loading={drop.busy} onClick={() => drop.act(undefined)}>
            {says.dropPicture}
          </Button>
        )}
      </div>
      <p className="note">{says.pictureHint}</p>
      <FormProblem>{set.problem ?? set.errorOf('avatar') ?? drop.problem}</FormProblem>
    </section>
  );
}
