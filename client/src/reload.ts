const KEY = 'syndic-reloaded-at';
const PAUSE_MILLISECONDS = 30_000;

/**
 * A release replaces the files of the console, so a page opened before it may ask for code that is gone. The page is
 * then loaded anew; once only within the pause, so a file that is truly missing cannot make it reload for ever.
 */
export function reloadOnMissingCode(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last > PAUSE_MILLISECONDS) {
      event.preventDefault();
      sessionStorage.setItem(KEY, String(Date.now()));
      location.reload();
    }
  });
}
