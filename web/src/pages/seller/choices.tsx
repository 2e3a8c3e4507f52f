/** Several of a list, as boxes in columns; or one of it, as a list to choose from. */
import { Checkbox, NativeSelect } from '@mantine/core';
import classes from './seller.module.css';

interface SeveralProps<Code extends string> {
  legend: string;
  hint?: string;
  names: Readonly<Record<Code, string>>;
  chosen: readonly Code[];
  error?: string;
  onChange(chosen: Code[]): void;
}

export function Several<Code extends string>({
  legend,
  hint,
  names,
  chosen,
  error,
  onChange,
}: SeveralProps<Code>) {
  const codes = Object.keys(names) as Code[];
  return (
    <fieldset className={classes.several}>
      <legend>{legend}</legend>
      {hint && <p className="note">{hint}</p>}
      <div className={classes.boxes}>
        {codes.map((code) => (
          <Checkbox
            key={code}
            label={names[code]}
            checked={chosen.includes(code)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(codes.filter((each) => (each === code ? checked : chosen.includes(each))))
            }
          />
        ))}
      </div>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface OneProps<Code extends string> {
  label: string;
  name: string;
  description?: string;
  names: Readonly<Record<Code, string>>;
  value: Code | null;
  /** What stands there while nothing is chosen. */
  none?: string;
  required?: boolean;
  error?: string;
  onChange(value: Code | null): void;
}

export function OneOf<Code extends string>({ names, value, none, onChange, ...field }: OneProps<Code>) {
  const options = (Object.keys(names) as Code[]).map((code) => ({
    value: code,
    label: names[code],
  }));
  return (
    <NativeSelect
      {...field}
      withAsterisk={false}
      data={none === undefined ? options : [{ value: '', label: none }, ...options]}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? null : (currentTarget.value as Code))
      }
    />
  );
}
