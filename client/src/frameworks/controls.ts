import type { Control, ControlGroup } from '../api/types';

/** Every control of a tree of groups, in its order. */
export function controlsOf(groups: readonly ControlGroup[]): Control[] {
  return groups.flatMap((group) => [...group.controls, ...controlsOf(group.groups)]);
}

/** The groups with only the controls that match a search; empty groups are left out. */
export function matchingGroups(groups: readonly ControlGroup[], search: string): ControlGroup[] {
  const wanted = search.trim().toLowerCase();
  return groups
    .map((group) => ({
      ...group,
      groups: matchingGroups(group.groups, search),
      controls: group.controls.filter(({ id, label, title, statement }) =>
        `${id} ${label} ${title} ${statement}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter((group) => group.groups.length > 0 || group.controls.length > 0);
}
