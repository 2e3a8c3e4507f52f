/** What one does here, and the way to do the other as well. */
import { Button } from '@mantine/core';
import { account } from '../../../api/account';
import type { Me } from '../../../api/queries';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { words } from '../../../words';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';

const { profile: says } = accountWords;

const OTHERS = [
  { role: 'BUYER', label: says.alsoBuy },
  { role: 'SELLER', label: says.alsoSell },
] as const;

export function Roles({ me }: { me: Me }) {
  const add = useMove(account.addRole, { changes: [['me']] });
  const open = OTHERS.filter(({ role }) => !me.roles.includes(role));
  return (
    <section className={`card ${classes.part}`}>
      <h2>{says.roles}</h2>
      <div className="row">
        {me.roles.map((role) => (
          <Chip key={role}>{words.codes.role[role]}</Chip>
        ))}
      </div>
      {open.length > 0 && (
        <>
          <p className="second">{says.rolesHint}</p>
          <div className="row">
            {open.map(({ role, label }) => (
              <Button key={role} variant="default" loading={add.busy} onClick={() => add.act(role)}>
                {label}
              </Button>
            ))}
          </div>
        </>
      )}
      <FormProblem>{add.problem}</FormProblem>
    </section>
  );
}
