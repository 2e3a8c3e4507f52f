/** A field for an amount: dollars for who types, cents for who reads. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { readCents, writtenCents } from '../format/cents';
import { words } from '../words';

interface Props {
  label: string;
  name: string;
  description?: string;
  initialCents?: number;
  required?: boolean;
  error?: string;
  /** Null while it is empty, or no amount. */
  onCents(cents: number | null): void;
}

export function MoneyInput({
  label,
  name,
  description,
  initialCents,
  required = false,
  error,
  onCents,
}: Props) {
  const [typed, setTyped] = useState(initialCents === undefined ? '' : writtenCents(initialCents));
  const [left, setLeft] = useState(false);
  const wrong = left && typed.trim() !== '' && readCents(typed) === null;
  return (
    <TextInput
      name={name}
      label={label}
      description={description ?? words.common.dollars}
      inputMode="decimal"
      autoComplete="off"
      leftSection="$"
      required={required}
      withAsterisk={false}
      value={typed}
      error={wrong ? words.common.notMoney : error}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        onCents(readCents(value));
      }}
      onBlur={() => {
        const cents = readCents(typed);
        if (cents !== null) setTyped(writtenCents(cents));
        setLeft(true);
      }}
    />
  );
}
