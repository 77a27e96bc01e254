import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { idempotencyKey } from '../../api/client';
import { evidenceKey } from './queries';
import { type Upload, uploadEvidence } from './upload';

/** Uploads evidence with progress from 0 to 1, and a way to stop it. */
export function useUpload(systemId: string) {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState(0);
  const controller = useRef<AbortController>(null);
  const mutation = useMutation({
    mutationFn: (upload: Omit<Upload, 'systemId'>) => {
      setProgress(0);
      controller.current = new AbortController();
      return uploadEvidence({ ...upload, systemId }, idempotencyKey(), setProgress, controller.current.signal);
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: evidenceKey(systemId) }),
  });
  return { ...mutation, progress, cancel: () => controller.current?.abort() };
}
