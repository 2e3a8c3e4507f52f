/** When letters come: each at once or together, and the hours in which none does. */
import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { account, type Preferences, preferencesQuery } from '../../../api/account';
import { useSubmit } from '../../../app/use-submit';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';
import { DoneNote } from '../done-note';

const { preferences: says, mailMode: modes, frame } = accountWords;

type Mode = keyof typeof modes;
const MODES = Object.keys(modes) as Mode[];

/** Those of the United States stand first; whoever is elsewhere finds their own below. */
const HERE = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
];

const zonesWith = (chosen: string): string[] => [
  ...new Set([chosen, ...HERE, ...Intl.supportedValuesOf('timeZone')]),
];

export function Times({ preferences }: { preferences: Preferences }) {
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const form = useSubmit(
    async (sent) => {
      setSaved(false);
      const [from, until] = [formText(sent, 'from'), formText(sent, 'until')];
      await account.choose({
        mailMode: formText(sent, 'mailMode') as Mode,
        quietHours: from || until ? { from, until } : null,
        timeZone: formText(sent, 'timeZone'),
      });
      await queries.invalidateQueries(preferencesQuery);
      setSaved(true);
    },
    ['quietHours.from', 'quietHours.until', 'timeZone', 'mailMode'],
  );
  return (
    <section className="card">
      <form className={classes.part} onSubmit={form.onSubmit}>
        <fieldset className={classes.choice}>
          <legend>{says.when}</legend>
          {MODES.map((mode) => (
            <Radio
              key={mode}
              name="mailMode"
              value={mode}
              label={modes[mode]}
              defaultChecked={preferences.mailMode === mode}
            />
          ))}
        </fieldset>
        <fieldset className={classes.choice}>
          <legend>{says.quiet}</legend>
          <p className="second">{says.quietHint}</p>
          <div className="tools">
            <TextInput
              name="from"
              type="time"
              label={says.from}
              defaultValue={preferences.quietHours?.from ?? ''}
              error={form.errorOf('quietHours.from')}
            />
            <TextInput
              name="until"
              type="time"
              label={says.until}
              defaultValue={preferences.quietHours?.until ?? ''}
              error={form.errorOf('quietHours.until')}
            />
            <NativeSelect
              name="timeZone"
              label={says.zone}
              defaultValue={preferences.timeZone}
              data={zonesWith(preferences.timeZone)}
              error={form.errorOf('timeZone')}
            />
          </div>
        </fieldset>
        <FormProblem>{form.problem}</FormProblem>
        <div className="row">
          <Button type="submit" variant="default" loading={form.busy}>
            {says.saveTimes}
          </Button>
          <DoneNote>{saved ? frame.saved : null}</DoneNote>
        </div>
      </form>
    </section>
  );
}
