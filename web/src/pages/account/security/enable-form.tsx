/** The secret for the authenticator app, and the first code that proves it is there. */
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { account, type SecondFactorSetUp } from '../../../api/account';
import { meQuery } from '../../../api/queries';
import { useSubmit } from '../../../app/use-submit';
import { CopyButton } from '../../../ui/copy-button';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';

const { security: says } = accountWords;

interface Props {
  setUp: SecondFactorSetUp;
  onEnabled(answer: { data: { recoveryCodes: string[] } }): void;
}

export function EnableForm({ setUp, onEnabled }: Props) {
  const queries = useQueryClient();
  const form = useSubmit(
    async (sent) => {
      // The codes are shown before all else: they are told once.
      onEnabled(await account.enableSecondFactor(formText(sent, 'code')));
      await queries.invalidateQueries(meQuery);
    },
    ['code'],
  );
  return (
    <form className={classes.part} onSubmit={form.onSubmit}>
      <p>{says.scan}</p>
      <img className={classes.qr} src={setUp.qrCode} alt={says.qr} />
      <p className="second">{says.secret}</p>
      <div className="row">
        <span className={`${classes.secret} figure`}>{setUp.secret}</span>
        <CopyButton text={setUp.secret} />
      </div>
      <div className={classes.fields}>
        <TextInput
          name="code"
          label={says.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          error={form.errorOf('code')}
        />
      </div>
      <FormProblem>{form.problem}</FormProblem>
      <div>
        <Button type="submit" loading={form.busy}>
          {says.enable}
        </Button>
      </div>
    </form>
  );
}
