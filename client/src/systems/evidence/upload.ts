import { getCsrfToken } from '../../api/client';
import { ApiError, ConnectionError, type Problem } from '../../api/problem';
import type { EvidenceItem, EvidenceKind } from '../../api/types';

/** The largest file that the server accepts. */
export const LARGEST_FILE_BYTES = 1024 ** 3;
/** Files up to this size are hashed here as well, so that damage on the way is detected; larger ones would not fit. */
const LARGEST_HASHED_BYTES = 64 * 1024 ** 2;

export interface Upload {
  systemId: string;
  file: File;
  kind: EvidenceKind;
  title: string;
  /** `framework/control` ids. */
  controls: string[];
  /** Day until which the evidence counts, or an empty string. */
  expiresOn: string;
}

export function uploadAddress({ systemId, kind, title, controls, expiresOn }: Upload): string {
  const query = new URLSearchParams({ kind, title });
  controls.forEach((control) => query.append('controls', control));
  if (expiresOn) {
    query.set('expires_at', `${expiresOn}T23:59:59Z`);
  }
  return `/api/systems/${encodeURIComponent(systemId)}/evidence?${query}`;
}

async function contentDigest(file: File): Promise<string | null> {
  if (file.size > LARGEST_HASHED_BYTES) {
    return null;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return `sha-256=:${btoa(String.fromCharCode(...digest))}:`;
}

function refusal(request: XMLHttpRequest): ApiError {
  let problem: Problem = {};
  try {
    problem = JSON.parse(request.responseText) as Problem;
  } catch {
    // A proxy may answer with a page instead of a problem; the status says enough then.
  }
  return new ApiError(request.status, problem, problem.request_id ?? request.getResponseHeader('x-request-id'));
}

/**
 * Sends a file as evidence. `fetch` cannot report progress of a request, so this is the one place that uses
 * XMLHttpRequest. `onProgress` is told the share that was sent, from 0 to 1.
 */
export async function uploadEvidence(
  upload: Upload,
  key: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<EvidenceItem> {
  const digest = await contentDigest(upload.file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', uploadAddress(upload));
    request.setRequestHeader('Content-Type', upload.file.type || 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('X-CSRF-Token', getCsrfToken() ?? '');
    if (digest) {
      request.setRequestHeader('Content-Digest', digest);
    }
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () =>
      request.status === 201 ? resolve(JSON.parse(request.responseText) as EvidenceItem) : reject(refusal(request)),
    );
    request.addEventListener('error', () => reject(new ConnectionError()));
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled.', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(upload.file);
  });
}
