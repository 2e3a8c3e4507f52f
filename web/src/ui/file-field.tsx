/** A field for one file: chosen by a press, and named once it is. */
import { Input } from '@mantine/core';
import { useId } from 'react';
import classes from './file-field.module.css';

interface Props {
  label: string;
  description: string;
  file: File | null;
  error?: string | undefined;
  onFile(file: File | null): void;
}

export function FileField({ label, description, file, error, onFile }: Props) {
  const id = useId();
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <input
        id={id}
        type="file"
        className={classes.file}
        data-chosen={file !== null || undefined}
        onChange={({ currentTarget }) => onFile(currentTarget.files?.item(0) ?? null)}
      />
    </Input.Wrapper>
  );
}
