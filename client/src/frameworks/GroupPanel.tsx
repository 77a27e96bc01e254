import { IconChevronRight, IconSignature, IconTerminal2 } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Control, ControlGroup } from '../api/types';
import { plural, words } from '../components/format';
import { Panel } from '../components/Panel';
import { controlsOf } from './controls';
import classes from './GroupPanel.module.css';

function Decision({ kind }: { kind: Control['decision'] }) {
  const Icon = kind === 'rule' ? IconTerminal2 : IconSignature;
  return (
    <span className={classes.decision} data-kind={kind}>
      <Icon size={14} aria-hidden="true" />
      {kind === 'rule' ? 'Rule' : 'Attestation'}
    </span>
  );
}

function ControlDetails({ control }: { control: Control }) {
  const citations = control.citations ?? [];
  return (
    <div className={classes.details}>
      <p>{control.statement}</p>
      {control.guidance ? <p className={classes.guidance}>{control.guidance}</p> : null}
      {control.evidence_kinds.length > 0 ? (
        <p className={classes.meta}>Evidence: {control.evidence_kinds.map(words).join(', ')}</p>
      ) : null}
      {citations.length > 0 ? <p className={classes.meta}>Source: {citations.join('; ')}</p> : null}
    </div>
  );
}

function ControlRow({ control }: { control: Control }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={classes.control}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={16} className={classes.chevron} aria-hidden="true" />
        <span className={classes.label}>{control.label}</span>
        <span className={classes.title}>{control.title}</span>
        <Decision kind={control.decision} />
      </button>
      <div id={id} hidden={!open}>
        {open ? <ControlDetails control={control} /> : null}
      </div>
    </li>
  );
}

function Controls({ group }: { group: ControlGroup }) {
  return (
    <>
      {group.controls.length > 0 ? (
        <ul className={classes.controls}>
          {group.controls.map((control) => (
            <ControlRow key={control.id} control={control} />
          ))}
        </ul>
      ) : null}
      {group.groups.map((inner) => (
        <section key={inner.id} aria-label={inner.title}>
          <h3 className={classes.innerTitle}>{inner.title}</h3>
          <Controls group={inner} />
        </section>
      ))}
    </>
  );
}

/** A group of controls, with the groups inside it. */
export function GroupPanel({ group }: { group: ControlGroup }) {
  return (
    <Panel title={group.title} description={plural(controlsOf([group]).length, 'control')} flush>
      <Controls group={group} />
    </Panel>
  );
}
