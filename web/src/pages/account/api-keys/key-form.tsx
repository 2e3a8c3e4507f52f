/** Makes a key, and shows it the one time that it is shown. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { account, apiKeysQuery, type Scope } from '../../../api/account';
import { useSubmit } from '../../../app/use-submit';
import { WhenOn } from '../../../app/when-on';
import { CopyButton } from '../../../ui/copy-button';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { OwnHands } from '../../../ui/own-hands';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';

const { keys: says, security, scope } = accountWords;
const SCOPES = Object.keys(scope) as Scope[];

export function KeyForm() {
  const queries = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const form = useSubmit(
    async (sent) => {
      const endsOn = formText(sent, 'expiresAt');
      const { data } = await account.makeKey({
        name: formText(sent, 'name'),
        scopes: new FormData(sent).getAll('scopes') as Scope[],
        // The key works through the whole day that was chosen.
        ...(endsOn ? { expiresAt: new Date(`${endsOn}T23:59:59`).toISOString() } : {}),
      });
      sent.reset();
      setMade(data.key);
      await queries.invalidateQueries(apiKeysQuery);
    },
    ['name', 'scopes', 'expiresAt'],
  );
  if (made !== null) {
    return (
      <section className={`card ${classes.part}`}>
        <h2>{says.madeTitle}</h2>
        <p>{says.madeText}</p>
        <p className={classes.secret}>{made}</p>
        <div className="row">
          <CopyButton text={made} />
          <Button onClick={() => setMade(null)}>{security.done}</Button>
        </div>
      </section>
    );
  }
  return (
    <WhenOn feature="API_KEYS">
      <section className="card">
        <form className={classes.part} onSubmit={form.onSubmit}>
          <h2>{says.make}</h2>
          <OwnHands>
            <div className={classes.fields}>
              <TextInput
                name="name"
                label={says.name}
                description={says.nameHint}
                required
                withAsterisk={false}
                maxLength={100}
                error={form.errorOf('name')}
              />
              <TextInput name="expiresAt" type="date" label={says.endsOn} error={form.errorOf('expiresAt')} />
            </div>
            <fieldset className={classes.scopes}>
              <legend>{says.scopes}</legend>
              {SCOPES.map((each) => (
                <Checkbox key={each} name="scopes" value={each} label={scope[each]} />
              ))}
            </fieldset>
            <FormProblem>{form.errorOf('scopes') ?? form.problem}</FormProblem>
            <div>
              <Button type="submit" loading={form.busy}>
                {says.make}
              </Button>
            </div>
          </OwnHands>
        </form>
      </section>
    </WhenOn>
  );
}
