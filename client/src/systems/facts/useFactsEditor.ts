import { useState } from 'react';
import type { Versioned } from '../../api/client';
import { isStatus } from '../../api/problem';
import type { System } from '../../api/types';
import { plural } from '../../components/format';
import { notifyDone } from '../../components/notify';
import { useUpdateSystem } from '../queries';
import {
  conflicts,
  type Draft,
  type Facts,
  type FactValue,
  mergePatch,
  rebased,
  statedValue,
  pathOf,
  withFact,
} from './draft';

/** Edits facts as a draft on one version of the system, and saves what was changed only. */
export function useFactsEditor(current: Versioned<System>) {
  const update = useUpdateSystem(current.data.id);
  // The version being edited; undefined while only looking.
  const [base, setBase] = useState<Versioned<System>>();
  const [draft, setDraft] = useState<Draft>({});
  const [contested, setContested] = useState<string[]>([]);

  const facts = (base ?? current).data.facts as Facts;
  const stop = () => {
    setBase(undefined);
    setDraft({});
    setContested([]);
    update.reset();
  };
  return {
    editing: base !== undefined,
    facts,
    changes: Object.keys(draft).length,
    /** Paths of facts that both this editor and somebody else changed. */
    contested,
    error: update.error,
    conflict: isStatus(update.error, 412),
    saving: update.isPending,
    start: () => setBase(current),
    stop,
    value: (section: string, name: string): FactValue | null => {
      const drafted = draft[pathOf(section, name)];
      return drafted === undefined ? statedValue(facts, section, name) : drafted;
    },
    changed: (section: string, name: string): boolean => pathOf(section, name) in draft,
    set: (section: string, name: string, value: FactValue | null) =>
      setDraft((before) => withFact(before, facts, section, name, value)),
    save: () =>
      base &&
      update.mutate(
        { update: { facts: mergePatch(draft) }, etag: base.etag },
        {
          onSuccess: () => {
            notifyDone(`${plural(Object.keys(draft).length, 'fact')} saved.`);
            stop();
          },
        },
      ),
    /** Continues on the newest version after a conflict. */
    continueOn: (newest: Versioned<System>) => {
      const newFacts = newest.data.facts as Facts;
      setContested(conflicts(draft, facts, newFacts));
      setDraft(rebased(draft, newFacts));
      setBase(newest);
      update.reset();
    },
  };
}

export type FactsEditor = ReturnType<typeof useFactsEditor>;
