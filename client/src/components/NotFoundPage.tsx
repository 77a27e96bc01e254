import { EmptyState } from './EmptyState';
import { ButtonLink } from './links';
import { Panel } from './Panel';
import { useDocumentTitle } from './useDocumentTitle';

/** An address that leads nowhere, or to something that does not exist. */
export function NotFoundPage() {
  useDocumentTitle('Not found');
  return (
    <Panel>
      <EmptyState
        level={1}
        title="There is nothing at this address"
        action={
          <>
            <ButtonLink to="/" variant="default">
              Posture
            </ButtonLink>
            <ButtonLink to="/systems" variant="default">
              Systems
            </ButtonLink>
          </>
        }
      >
        The page does not exist, or what it showed was removed. Check the address, or start from one of these.
      </EmptyState>
    </Panel>
  );
}
