import { useEffect } from 'react';

/** Names the page in the browser's tab and, with it, to screen readers. */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Syndic` : 'Syndic';
  }, [title]);
}
