/** Copies a value, and says that it has. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { words } from '../words';

const SAID_MS = 2_000;

export function CopyValue({ name, value }: { name: string; value: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      variant="default"
      size="sm"
      aria-label={`${words.common.copy}: ${name}`}
      onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? words.common.copied : words.common.copy}</span>
    </Button>
  );
}
