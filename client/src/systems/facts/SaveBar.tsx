import { Button, Group } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { plural } from '../../components/format';
import classes from './SaveBar.module.css';
import type { FactsEditor } from './useFactsEditor';

/** Saves or drops the draft; leaving the page with unsaved changes asks first. */
export function SaveBar({ editor }: { editor: FactsEditor }) {
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      // An ended session leads to the sign-in page whatever is unsaved.
      editor.changes > 0 &&
      current.pathname !== next.pathname &&
      next.pathname !== '/sign-in' &&
      // oxlint-disable-next-line no-alert
      !window.confirm('Leave without saving the changed facts?'),
    enableBeforeUnload: () => editor.changes > 0,
  });
  return (
    <div className={classes.bar} role="group" aria-label="Save the facts">
      <span role="status">
        {editor.changes === 0 ? 'No changes yet' : `${plural(editor.changes, 'change')} not saved`}
      </span>
      <Group gap="xs">
        <Button variant="default" onClick={editor.stop}>
          Cancel
        </Button>
        <Button disabled={editor.changes === 0 || editor.conflict} loading={editor.saving} onClick={editor.save}>
          Save
        </Button>
      </Group>
    </div>
  );
}
