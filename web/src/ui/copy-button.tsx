/** Puts a text on the clipboard, and says that it did. */
import { Button } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { words } from '../words';

const { common } = words;

export function CopyButton({ text, label = common.copy }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <Button
      variant="default"
      leftSection={copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
      onClick={copy}
    >
      <span aria-live="polite">{copied ? common.copied : label}</span>
    </Button>
  );
}
