/** A field for a whole number: empty is nothing, not zero. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../words';

interface Props {
  label: string;
  name: string;
  description?: string;
  value: number | null;
  error?: string;
  /** Null while it is empty, or no whole number. */
  onCount(count: number | null): void;
}

export function CountInput({ label, name, description, value, error, onCount }: Props) {
  const [typed, setTyped] = useState(value === null ? '' : String(value));
  // What stands there was changed from elsewhere.
  const [last, setLast] = useState(value);
  if (value !== last) {
    setLast(value);
    if (readCount(typed) !== value) setTyped(value === null ? '' : String(value));
  }
  const wrong = typed.trim() !== '' && readCount(typed) === null;
  return (
    <TextInput
      name={name}
      label={label}
      description={description}
      inputMode="numeric"
      autoComplete="off"
      value={typed}
      error={wrong ? words.common.notCount : error}
      onChange={({ currentTarget: { value: now } }) => {
        setTyped(now);
        onCount(readCount(now));
      }}
    />
  );
}

/** `1,200` is 1200; null where it is no whole number. */
function readCount(typed: string): number | null {
  const digits = typed.replaceAll(',', '').trim();
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
