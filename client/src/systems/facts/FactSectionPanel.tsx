import type { FactDescription, FactSection } from '../../api/types';
import { words } from '../../components/format';
import { Panel } from '../../components/Panel';
import { countStated } from './draft';
import { FactInput } from './FactInput';
import classes from './FactSectionPanel.module.css';
import { FactValueView } from './FactValueView';
import type { FactsEditor } from './useFactsEditor';

interface FactRowProps {
  section: string;
  fact: FactDescription;
  editor: FactsEditor;
}

function FactRow({ section, fact, editor }: FactRowProps) {
  const id = `fact-${section}-${fact.name}`;
  const value = editor.value(section, fact.name);
  return (
    <li className={classes.row} data-changed={editor.changed(section, fact.name) || undefined}>
      <div>
        <p className={classes.name} id={id}>
          {words(fact.name)}
        </p>
        <p className={classes.description} id={`${id}-description`}>
          {fact.description}
        </p>
      </div>
      <div className={classes.value}>
        {editor.editing ? (
          <FactInput id={id} fact={fact} value={value} onChange={(next) => editor.set(section, fact.name, next)} />
        ) : (
          <FactValueView fact={fact} value={value} />
        )}
      </div>
    </li>
  );
}

/** One section of facts. */
export function FactSectionPanel({ section, editor }: { section: FactSection; editor: FactsEditor }) {
  const stated = countStated(section, editor.facts);
  return (
    <div id={`facts-${section.section}`} className={classes.anchor}>
      <Panel
        title={section.title}
        description={section.description}
        actions={<span className={classes.count}>{`${stated} of ${section.facts.length} stated`}</span>}
        flush
      >
        <ul className={classes.rows}>
          {section.facts.map((fact) => (
            <FactRow key={fact.name} section={section.section} fact={fact} editor={editor} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}
