/** What client and broker sign, and the signature under it. */
import { Checkbox, TextInput } from '@mantine/core';
import { brokersWords } from '../../../words/brokers';
import classes from '../account.module.css';

const { own: says } = brokersWords;

interface Props {
  version: string;
  text: string;
  agree: string;
  errorOf(field: string): string | undefined;
}

export const SignTerms = ({ version, text, agree, errorOf }: Props) => (
  <>
    <h3>{says.terms(version)}</h3>
    <p className={classes.terms}>{text}</p>
    <TextInput
      name="typedName"
      label={says.name}
      autoComplete="name"
      required
      withAsterisk={false}
      maxLength={160}
      error={errorOf('typedName')}
    />
    <Checkbox name="accepted" label={agree} required />
  </>
);
