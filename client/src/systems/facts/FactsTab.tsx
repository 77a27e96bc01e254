import { Alert, Button, Checkbox } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCan } from '../../auth/session';
import { EmptyState } from '../../components/EmptyState';
import { Filters, SearchInput } from '../../components/Filters';
import { words } from '../../components/format';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { ConflictAlert } from '../ConflictAlert';
import { systemQuery } from '../queries';
import { FactSectionPanel } from './FactSectionPanel';
import classes from './FactsTab.module.css';
import { SaveBar } from './SaveBar';
import { SectionIndex } from './SectionIndex';
import { useFactsEditor } from './useFactsEditor';
import { matching, vocabularyQuery } from './vocabulary';

const route = getRouteApi('/console/systems/$systemId/facts');

/** What is stated about the system, fact by fact, and what is still unknown. */
export function FactsTab() {
  const { systemId } = route.useParams();
  const current = useSuspenseQuery(systemQuery(systemId)).data;
  const sections = useSuspenseQuery(vocabularyQuery).data;
  const mayWrite = useCan('systems:write');
  const editor = useFactsEditor(current);
  const { search, unknown = false } = route.useSearch();
  const navigate = route.useNavigate();
  const filterBy = (change: { search?: string | undefined; unknown?: true | undefined }) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const shown = matching(sections, editor.facts, search ?? '', unknown);

  return (
    <div className={classes.columns}>
      <SectionIndex sections={sections} shown={shown} facts={editor.facts} />
      <div className={classes.sections}>
        <Panel flush>
          <Filters>
            <SearchInput label="Search the facts" value={search} onChange={(text) => filterBy({ search: text })} />
            <Checkbox
              label="Only unknown"
              checked={unknown}
              onChange={(event) => filterBy({ unknown: event.currentTarget.checked || undefined })}
            />
            {mayWrite && !editor.editing ? (
              <Button
                className={classes.edit}
                variant="default"
                leftSection={<IconPencil size={16} />}
                onClick={editor.start}
              >
                Edit the facts
              </Button>
            ) : null}
          </Filters>
        </Panel>
        {editor.conflict ? (
          <ConflictAlert systemId={systemId} onReloaded={editor.continueOn} />
        ) : editor.error ? (
          <ProblemAlert title="The facts were not saved" error={editor.error} />
        ) : null}
        {editor.contested.length > 0 ? (
          <Alert color="yellow" title="Changed by somebody else and by you">
            {editor.contested.map((path) => words(path.split('.')[1] ?? path)).join(', ')}. Saving keeps your values.
          </Alert>
        ) : null}
        {shown.length === 0 ? (
          <Panel>
            <EmptyState title="No fact matches" />
          </Panel>
        ) : (
          shown.map((section) => <FactSectionPanel key={section.section} section={section} editor={editor} />)
        )}
        {editor.editing ? <SaveBar editor={editor} /> : null}
      </div>
    </div>
  );
}
