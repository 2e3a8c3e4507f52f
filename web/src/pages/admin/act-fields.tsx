/** The fields of an act, each by its kind. */
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { words } from '../../words';
import { adminWords } from '../../words/admin';
import { type ActField, againOf, type TypedText } from './act.rules';

const { common } = words;
const { acts: says } = adminWords;

interface Props {
  fields: readonly ActField[];
  typed: TypedText;
  onType(name: string, value: string): void;
  errorOf(name: string): string | undefined;
}

export const ActFields = ({ fields, typed, onType, errorOf }: Props) =>
  fields.map((field) => (
    <OneField key={field.name} field={field} typed={typed} onType={onType} error={errorOf(field.name)} />
  ));

interface OneProps {
  field: ActField;
  typed: TypedText;
  onType(name: string, value: string): void;
  error: string | undefined;
}

function OneField({ field, typed, onType, error }: OneProps) {
  const { name, label, kind } = field;
  const value = typed[name] ?? '';
  const given = {
    name,
    label: field.optional ? says.optional(label) : label,
    description: field.hint ?? (kind === 'money' ? common.dollars : undefined),
    error,
    value,
    autoComplete: 'off',
  };
  if (kind === 'flag') {
    return (
      <Checkbox
        name={name}
        label={label}
        description={field.hint}
        checked={value === 'true'}
        onChange={({ currentTarget }) => onType(name, String(currentTarget.checked))}
      />
    );
  }
  if (kind === 'choice') {
    return (
      <NativeSelect
        {...given}
        onChange={({ currentTarget }) => onType(name, currentTarget.value)}
        data={[
          ...(field.initial === undefined ? [{ value: '', label: says.choose }] : []),
          ...Object.entries(field.names).map(([code, text]) => ({ value: code, label: text })),
        ]}
      />
    );
  }
  if (kind === 'reason') {
    return (
      <Textarea
        {...given}
        rows={3}
        maxLength={2000}
        data-autofocus
        onChange={({ currentTarget }) => onType(name, currentTarget.value)}
      />
    );
  }
  const numeric = kind === 'money' || kind === 'whole' || kind === 'days';
  const again = 'twice' in field ? field.twice : undefined;
  return (
    <>
      <TextInput
        {...given}
        type={kind === 'moment' ? 'datetime-local' : undefined}
        inputMode={kind === 'money' ? 'decimal' : numeric ? 'numeric' : 'text'}
        leftSection={kind === 'money' ? '$' : undefined}
        onChange={({ currentTarget }) => onType(name, currentTarget.value)}
      />
      {again && (
        <TextInput
          name={againOf(name)}
          label={again}
          autoComplete="off"
          inputMode={kind === 'money' ? 'decimal' : 'text'}
          leftSection={kind === 'money' ? '$' : undefined}
          value={typed[againOf(name)] ?? ''}
          onChange={({ currentTarget }) => onType(againOf(name), currentTarget.value)}
          onPaste={(event) => event.preventDefault()}
        />
      )}
    </>
  );
}
