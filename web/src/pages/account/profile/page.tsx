/** Who one is here: name, picture, and whether one buys, sells, or both. */
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { account } from '../../../api/account';
import { type Me, meQuery } from '../../../api/queries';
import { useMe } from '../../../app/use-session';
import { useSubmit } from '../../../app/use-submit';
import { shortDay } from '../../../format/time';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';
import { DoneNote } from '../done-note';
import { AccountFrame } from '../frame';
import { Picture } from './picture';
import { Roles } from './roles';

const { profile: says, register: labels, frame } = accountWords;
const { accountPages: pages } = words.pages;

const FIELDS = ['firstName', 'lastName', 'companyName', 'phone'];

export function ProfilePage() {
  const me = useMe();
  return (
    <AccountFrame title={pages.profile.title}>
      {me ? (
        <>
          <p className="second">
            {says.seen(me.displayName)} · {says.since(shortDay(me.createdAt))}
          </p>
          <About me={me} />
          <Picture me={me} />
          <Roles me={me} />
        </>
      ) : (
        <Skeleton heights={[320, 120, 120]} />
      )}
    </AccountFrame>
  );
}

function About({ me }: { me: Me }) {
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const form = useSubmit(async (sent) => {
    setSaved(false);
    await account.change({
      firstName: formText(sent, 'firstName'),
      lastName: formText(sent, 'lastName'),
      companyName: formText(sent, 'companyName') || null,
      phone: formText(sent, 'phone') || null,
    });
    await queries.invalidateQueries(meQuery);
    setSaved(true);
  }, FIELDS);
  return (
    <section className="card">
      <form className={classes.part} onSubmit={form.onSubmit}>
        <h2>{says.about}</h2>
        <div className={classes.fields}>
          <div className={classes.pair}>
            <TextInput
              name="firstName"
              label={labels.firstName}
              autoComplete="given-name"
              required
              withAsterisk={false}
              maxLength={100}
              defaultValue={me.firstName}
              error={form.errorOf('firstName')}
            />
            <TextInput
              name="lastName"
              label={labels.lastName}
              autoComplete="family-name"
              maxLength={100}
              defaultValue={me.lastName}
              error={form.errorOf('lastName')}
            />
          </div>
          <TextInput
            name="companyName"
            label={labels.company}
            description={labels.companyHint}
            autoComplete="organization"
            maxLength={200}
            defaultValue={me.companyName ?? ''}
            error={form.errorOf('companyName')}
          />
          <TextInput
            name="phone"
            type="tel"
            label={labels.phone}
            description={says.phoneHint}
            autoComplete="tel"
            maxLength={30}
            defaultValue={me.phone ?? ''}
            error={form.errorOf('phone')}
          />
        </div>
        <FormProblem>{form.problem}</FormProblem>
        <div className="row">
          <Button type="submit" loading={form.busy}>
            {says.save}
          </Button>
          <DoneNote>{saved ? frame.saved : null}</DoneNote>
        </div>
      </form>
    </section>
  );
}
