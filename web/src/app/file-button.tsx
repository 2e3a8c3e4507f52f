/** A button that saves a file of the server under a name. */
import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { saveFile } from '../api/download';
import { FormProblem } from '../ui/form-problem';
import { useMove } from './use-move';

interface Props {
  path: string;
  name: string;
  label: string;
}

export function FileButton({ path, name, label }: Props) {
  const move = useMove((from: string) => saveFile(from, name));
  return (
    <div className="stack-tight">
      <div>
        <Button
          variant="default"
          loading={move.busy}
          leftSection={<Download size={16} aria-hidden="true" />}
          onClick={() => move.act(path)}
        >
          {label}
        </Button>
      </div>
      <FormProblem>{move.problem}</FormProblem>
    </div>
  );
}
